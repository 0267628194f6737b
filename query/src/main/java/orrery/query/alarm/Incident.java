// SPDX-License-Identifier: Apache-2.0
package orrery.query.alarm;

import org.jspecify.annotations.Nullable;
import orrery.store.EntityKey;

/**
 * A rule broken for a while.
 *
 * @param startMillis when it was first known to be broken: the end of the minute that completed the
 *     count, or of the first minute that was looked at
 * @param recoveryMillis the end of the first minute with which it was no longer; null while it goes
 *     on
 */
record Incident(
    AlarmRule rule, EntityKey entity, long startMillis, @Nullable Long recoveryMillis) {}
