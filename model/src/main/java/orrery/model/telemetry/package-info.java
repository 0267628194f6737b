// SPDX-License-Identifier: Apache-2.0
/**
 * What Orrery tells about itself: every self-metric is declared in one list and counted without
 * locks.
 */
@NullMarked
package orrery.model.telemetry;

import org.jspecify.annotations.NullMarked;
