// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import orrery.model.Fault;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/**
 * The reads of one request, each done once: the charts of a dashboard ask for much the same, at the
 * same time. Who comes second waits for the first. Kept as long as the request lasts; nobody may
 * change what is read.
 */
final class SharedReads {
  private final Function<MetricQuery, List<MetricPoint>> source;
  private final ConcurrentHashMap<MetricQuery, FutureTask<List<MetricPoint>>> reads =
      new ConcurrentHashMap<>();

  SharedReads(Function<MetricQuery, List<MetricPoint>> source) {
    this.source = source;
  }

  /** What the source answers; its faults too are shared. */
  List<MetricPoint> series(MetricQuery query) {
    FutureTask<List<MetricPoint>> read =
        reads.computeIfAbsent(query, key -> new FutureTask<>(() -> source.apply(key)));
    read.run(); // does nothing where it runs or ran already
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("the server is stopping", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error error -> throw error;
        case null, default ->
            throw new IllegalStateException("reads throw no checked exception", e);
      }
    }
  }
}
