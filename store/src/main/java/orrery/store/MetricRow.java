// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import org.jspecify.annotations.Nullable;
import orrery.model.Tier;

/**
 * What one writer knows of one entity in one bucket.
 *
 * @param bucketMillis start of the bucket
 * @param writer whose row it is: only the same writer replaces it
 * @param measures in the family's order; owned by the row
 * @param sketch {@link orrery.model.LatencySketch#toBytes()} for a family with a sketch, else null
 */
public record MetricRow(
    MetricFamily family,
    Tier tier,
    long bucketMillis,
    EntityKey entity,
    long writer,
    long[] measures,
    byte @Nullable [] sketch) {
  public MetricRow {
    if (measures.length != family.measures().size() || family.sketch() != (sketch != null)) {
      throw new IllegalArgumentException(
          "a row of " + family + " with " + measures.length + " measures");
    }
  }
}
