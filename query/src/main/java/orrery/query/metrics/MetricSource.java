// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.List;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/** Where stored measures are read: buckets of any tier, rolled up or not. */
public interface MetricSource {

  /** One point per entity and bucket, as {@link orrery.store.MetricStore#series}. */
  List<MetricPoint> series(MetricQuery query);

  /** One point per entity, as {@link orrery.store.MetricStore#totals}. */
  List<MetricPoint> totals(MetricQuery query);
}
