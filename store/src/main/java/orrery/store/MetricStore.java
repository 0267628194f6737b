// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;

/**
 * Rows of measures that add up. A row is named by (family, tier, bucket, entity, writer); writing
 * it again replaces it, so a retry never counts twice. Readers see, per entity and bucket, the sum
 * over all writers.
 */
public interface MetricStore {

  /**
   * Writes rows, of any families and buckets, in any order. Durable on return; on a fault, some may
   * be written.
   */
  void write(List<MetricRow> rows);

  /**
   * One point per entity and bucket that has rows, writers added up, ordered by bucket, then owner,
   * then key.
   *
   * @throws orrery.model.Fault.Overloaded when there would be more than {@link
   *     MetricQuery#maxPoints()}
   */
  List<MetricPoint> series(MetricQuery query);

  /**
   * One point per entity that has rows in the range, all its buckets and writers added up, ordered
   * by owner, then key; the point's bucket is the range's start.
   *
   * @throws orrery.model.Fault.Overloaded when there would be more than {@link
   *     MetricQuery#maxPoints()}
   */
  List<MetricPoint> totals(MetricQuery query);
}
