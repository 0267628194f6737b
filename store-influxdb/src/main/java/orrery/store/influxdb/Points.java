// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/** Adds rows up to points, in whatever order rows come: of each bucket, or of the whole range. */
final class Points implements Answer.Series {
  private static final Comparator<MetricPoint> ORDER =
      Comparator.comparingLong(MetricPoint::bucketMillis).thenComparing(MetricPoint::entity);

  private final MetricQuery query;
  private final boolean total;
  private final @Nullable Set<EntityKey> wanted;
  private final Map<Name, MetricPoint> points = new HashMap<>();

  private record Name(EntityKey entity, long bucketMillis) {}

  Points(MetricQuery query, boolean total) {
    this.query = query;
    this.total = total;
    List<EntityKey> entities = query.entities();
    this.wanted = entities == null ? null : new HashSet<>(entities);
  }

  /** Columns are the time, the measures in the family's order, and the sketch where it has one. */
  @Override
  public void row(Map<String, String> tags, List<@Nullable String> row) {
    EntityKey entity = new EntityKey(key(tags, Layout.OWNER), key(tags, Layout.KEY));
    if (wanted != null && !wanted.contains(entity)) {
      return;
    }
    long bucketMillis = total ? query.fromMillis() : Layout.bucketMillis(number(row.getFirst()));
    MetricPoint point = point(new Name(entity, bucketMillis));
    long[] measures = point.measures();
    for (int i = 0; i < measures.length; i++) {
      measures[i] += number(row.get(i + 1));
    }
    LatencySketch sketch = point.sketch();
    String more = row.getLast();
    if (sketch != null && more != null) {
      sketch.mergeBytes(Base64.getDecoder().decode(more));
    }
  }

  List<MetricPoint> list() {
    List<MetricPoint> sorted = new ArrayList<>(points.values());
    sorted.sort(ORDER);
    return sorted;
  }

  private MetricPoint point(Name name) {
    MetricPoint point = points.get(name);
    if (point == null) {
      if (points.size() >= query.maxPoints()) {
        throw new Fault.Overloaded(
            "more than %d points of %s: ask for fewer entities or a shorter time"
                .formatted(query.maxPoints(), query.family().name()));
      }
      boolean sketch = query.sketches() && query.family().sketch();
      point =
          new MetricPoint(
              name.entity,
              name.bucketMillis,
              new long[query.family().measures().size()],
              sketch ? new LatencySketch() : null);
      points.put(name, point);
    }
    return point;
  }

  private static long key(Map<String, String> tags, String name) {
    return Long.parseUnsignedLong(tags.getOrDefault(name, "0"), 16);
  }

  /** A measure that a row of an older version did not have counts as nothing. */
  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }
}
