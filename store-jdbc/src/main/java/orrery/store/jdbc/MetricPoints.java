// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/** Adds rows up to points: of each bucket, or of the whole range. */
public final class MetricPoints {
  private final MetricQuery query;
  private final boolean total;
  private final Map<EntityKey, MetricPoint> totals = new HashMap<>();
  private final List<MetricPoint> series = new ArrayList<>();

  private MetricPoints(MetricQuery query, boolean total) {
    this.query = query;
    this.total = total;
  }

  /** Rows must come in the order of bucket, owner, key. */
  public static MetricPoints series(MetricQuery query) {
    return new MetricPoints(query, false);
  }

  /** Rows may come in any order. */
  public static MetricPoints totals(MetricQuery query) {
    return new MetricPoints(query, true);
  }

  public void add(EntityKey entity, long bucketMillis, long[] measures, byte @Nullable [] sketch) {
    MetricPoint point = total ? totals.get(entity) : last(entity, bucketMillis);
    if (point == null) {
      point = begin(entity, total ? query.fromMillis() : bucketMillis, measures);
    } else {
      for (int i = 0; i < measures.length; i++) {
        point.measures()[i] += measures[i];
      }
    }
    if (point.sketch() != null && sketch != null) {
      point.sketch().mergeBytes(sketch);
    }
  }

  public List<MetricPoint> list() {
    if (!total) {
      return series;
    }
    List<MetricPoint> points = new ArrayList<>(totals.values());
    points.sort(Comparator.comparing(MetricPoint::entity));
    return points;
  }

  private @Nullable MetricPoint last(EntityKey entity, long bucketMillis) {
    MetricPoint last = series.isEmpty() ? null : series.getLast();
    return last != null && last.bucketMillis() == bucketMillis && last.entity().equals(entity)
        ? last
        : null;
  }

  private MetricPoint begin(EntityKey entity, long bucketMillis, long[] measures) {
    if (totals.size() + series.size() >= query.maxPoints()) {
      throw new Fault.Overloaded(
          "more than %d points of %s: ask for fewer entities or a shorter time"
              .formatted(query.maxPoints(), query.family().name()));
    }
    boolean sketch = query.sketches() && query.family().sketch();
    MetricPoint point =
        new MetricPoint(entity, bucketMillis, measures, sketch ? new LatencySketch() : null);
    if (total) {
      totals.put(entity, point);
    } else {
      series.add(point);
    }
    return point;
  }
}
