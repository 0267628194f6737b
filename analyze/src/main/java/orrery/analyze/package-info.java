// SPDX-License-Identifier: Apache-2.0
/**
 * From segments to facts: what each span says about services, instances, endpoints, their relations
 * and the databases, caches and queues behind them. Door: {@link orrery.analyze.Pipeline}. Nothing
 * here remembers anything from one segment to the next; sums are kept in {@code orrery.aggregate}.
 */
@NullMarked
package orrery.analyze;

import org.jspecify.annotations.NullMarked;
