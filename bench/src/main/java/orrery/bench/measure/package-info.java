// SPDX-License-Identifier: Apache-2.0
/** Starts servers as processes of their own, loads them, and reads what they cost. */
@NullMarked
package orrery.bench.measure;

import org.jspecify.annotations.NullMarked;
