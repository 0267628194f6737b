// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.Tier;

/** Metric rows in one sorted map, under the name the contract gives them. */
final class MemoryMetrics implements MetricStore {
  private record RowKey(
      String family, Tier tier, long bucketMillis, EntityKey entity, long writer) {}

  private record PointKey(long bucketMillis, EntityKey entity) {}

  private static final Comparator<RowKey> ROWS =
      Comparator.comparing(RowKey::family)
          .thenComparing(RowKey::tier)
          .thenComparingLong(RowKey::bucketMillis)
          .thenComparing(RowKey::entity)
          .thenComparingLong(RowKey::writer);
  private static final Comparator<PointKey> POINTS =
      Comparator.comparingLong(PointKey::bucketMillis).thenComparing(PointKey::entity);

  private final ConcurrentSkipListMap<RowKey, MetricRow> rows = new ConcurrentSkipListMap<>(ROWS);

  @Override
  public void write(List<MetricRow> written) {
    for (MetricRow row : written) {
      rows.put(
          new RowKey(
              row.family().name(), row.tier(), row.bucketMillis(), row.entity(), row.writer()),
          row);
    }
  }

  @Override
  public List<MetricPoint> series(MetricQuery query) {
    return points(query, false);
  }

  @Override
  public List<MetricPoint> totals(MetricQuery query) {
    return points(query, true);
  }

  int dropBefore(long millis) {
    Set<Long> days = new HashSet<>();
    for (RowKey key : rows.keySet()) {
      long day = MemoryStorage.day(key.bucketMillis());
      if (day < MemoryStorage.day(millis)) {
        rows.remove(key);
        days.add(day);
      }
    }
    return days.size();
  }

  private List<MetricPoint> points(MetricQuery query, boolean total) {
    TreeMap<PointKey, MetricPoint> points = new TreeMap<>(POINTS);
    for (MetricRow row : rows.values()) {
      if (!matches(query, row)) {
        continue;
      }
      long bucketMillis = total ? query.fromMillis() : row.bucketMillis();
      add(
          points.computeIfAbsent(
              new PointKey(bucketMillis, row.entity()), key -> emptyPoint(query, key)),
          row);
      if (points.size() > query.maxPoints()) {
        throw new Fault.Overloaded(
            "more than " + query.maxPoints() + " points of " + query.family().name());
      }
    }
    return new ArrayList<>(points.values());
  }

  private static MetricPoint emptyPoint(MetricQuery query, PointKey key) {
    return new MetricPoint(
        key.entity(),
        key.bucketMillis(),
        new long[query.family().measures().size()],
        query.sketches() && query.family().sketch() ? new LatencySketch() : null);
  }

  private static boolean matches(MetricQuery query, MetricRow row) {
    return row.family().name().equals(query.family().name())
        && row.tier() == query.tier()
        && row.bucketMillis() >= query.fromMillis()
        && row.bucketMillis() <= query.toMillis()
        && (query.entities() != null
            ? query.entities().contains(row.entity())
            : query.owner() == null || query.owner() == row.entity().owner());
  }

  private static void add(MetricPoint point, MetricRow row) {
    for (int i = 0; i < point.measures().length; i++) {
      point.measures()[i] += row.measures()[i];
    }
    if (point.sketch() != null && row.sketch() != null) {
      point.sketch().mergeBytes(row.sketch());
    }
  }
}
