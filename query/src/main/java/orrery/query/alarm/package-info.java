// SPDX-License-Identifier: Apache-2.0
/**
 * Alarms: which rule was broken by what, from when to when. They are told from the stored minutes
 * whenever somebody asks, so a restart, another member of the cluster or late data never make them
 * differ, and nothing has to be kept. Doors: {@link orrery.query.alarm.AlarmFields} and {@link
 * orrery.query.alarm.AlarmRule}.
 */
@NullMarked
package orrery.query.alarm;

import org.jspecify.annotations.NullMarked;
