// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import orrery.query.schema.Ahead;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/**
 * The reads of one request, each done once: the charts of a dashboard ask for much the same, at the
 * same time. Who comes second waits for the first. Kept as long as the request lasts; nobody may
 * change what is read.
 */
final class SharedReads {
  private final Function<MetricQuery, List<MetricPoint>> source;
  private final ConcurrentHashMap<MetricQuery, Ahead<List<MetricPoint>>> reads =
      new ConcurrentHashMap<>();

  SharedReads(Function<MetricQuery, List<MetricPoint>> source) {
    this.source = source;
  }

  /** What the source answers; its faults too are shared. */
  List<MetricPoint> series(MetricQuery query) {
    return reads.computeIfAbsent(query, key -> Ahead.onDemand(() -> source.apply(key))).get();
  }
}
