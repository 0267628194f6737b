// SPDX-License-Identifier: Apache-2.0
/**
 * A small shop that does not exist: a dozen services that call each other, databases, caches, a
 * queue and the outside world, in simulated time, and report it as real agents would.
 */
@NullMarked
package orrery.bench.shop;

import org.jspecify.annotations.NullMarked;
