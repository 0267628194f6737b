// SPDX-License-Identifier: Apache-2.0
/**
 * How a room declares what can be set. A room has one record with a {@code read(Settings)} factory
 * in which each setting is named, defaulted, bounded and explained in the very call that reads it:
 * the documentation is made from these calls.
 */
@NullMarked
package orrery.model.settings;

import org.jspecify.annotations.NullMarked;
