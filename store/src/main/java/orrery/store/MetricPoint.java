// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;

/**
 * What all writers together know of one entity in one bucket (or range). Owned by who asked.
 *
 * @param sketch null where the family has none or the query did not ask for it
 */
public record MetricPoint(
    EntityKey entity, long bucketMillis, long[] measures, @Nullable LatencySketch sketch) {}
