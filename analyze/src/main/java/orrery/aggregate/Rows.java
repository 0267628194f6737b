// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;

/** Makes metric rows. */
final class Rows {
  private Rows() {}

  /** What names a row. */
  record Name(MetricFamily family, Tier tier, long bucketMillis, EntityKey entity, long writer) {}

  // NullAway takes the component, declared byte @Nullable [], for non-null in compiled records.
  @SuppressWarnings("NullAway")
  static MetricRow row(Name name, long[] measures, @Nullable LatencySketch sketch) {
    return new MetricRow(
        name.family,
        name.tier,
        name.bucketMillis,
        name.entity,
        name.writer,
        measures,
        sketch == null ? null : sketch.toBytes());
  }
}
