// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.jdbc.MetricPoints;

/** Metric rows, in a file per UTC day. */
final class FileMetrics implements MetricStore {
  /** Rows the driver holds before they go to the database. */
  private static final int BATCH_ROWS = 2_000;

  private final Days<MetricDay> days;

  FileMetrics(Days.Place place) {
    this.days = new Days<>("metrics", place, MetricDay::of);
  }

  Days<MetricDay> days() {
    return days;
  }

  @Override
  public void write(List<MetricRow> rows) {
    Map<Long, Map<Table, List<MetricRow>>> byDay = new TreeMap<>();
    for (MetricRow row : rows) {
      if (row.bucketMillis() % MetricReader.stepMillis(row.tier()) != 0) {
        throw new IllegalArgumentException(
            "no bucket of tier " + row.tier() + " starts at " + row.bucketMillis());
      }
      byDay
          .computeIfAbsent(Days.of(row.bucketMillis()), _ -> new HashMap<>())
          .computeIfAbsent(new Table(row.family(), row.tier()), _ -> new ArrayList<>())
          .add(row);
    }
    byDay.forEach(this::write);
  }

  private void write(long day, Map<Table, List<MetricRow>> tables) {
    days.write(
        day,
        (open, session) -> {
          for (Map.Entry<Table, List<MetricRow>> table : tables.entrySet()) {
            MetricSql sql = open.writable(table.getKey().family(), table.getKey().tier(), session);
            put(session.prepare(sql.put()), table.getValue());
          }
          return null;
        });
  }

  private static void put(PreparedStatement put, List<MetricRow> rows) throws SQLException {
    int batched = 0;
    for (MetricRow row : rows) {
      int at = 0;
      put.setLong(++at, Math.floorMod(row.bucketMillis(), Days.DAY_MILLIS));
      put.setLong(++at, row.entity().owner());
      put.setLong(++at, row.entity().key());
      put.setLong(++at, row.writer());
      for (long measure : row.measures()) {
        put.setLong(++at, measure);
      }
      if (row.sketch() != null) {
        put.setBytes(++at, row.sketch());
      }
      put.addBatch();
      if (++batched % BATCH_ROWS == 0) {
        put.executeBatch();
      }
    }
    put.executeBatch();
  }

  @Override
  public List<MetricPoint> series(MetricQuery query) {
    MetricPoints points = MetricPoints.series(query);
    read(query, points);
    return points.list();
  }

  @Override
  public List<MetricPoint> totals(MetricQuery query) {
    MetricPoints points = MetricPoints.totals(query);
    read(query, points);
    return points.list();
  }

  private void read(MetricQuery query, MetricPoints points) {
    List<EntityKey> entities = query.entities();
    List<EntityKey> sorted =
        entities == null ? null : entities.stream().distinct().sorted().toList();
    Set<EntityKey> wanted = entities == null ? Set.of() : new HashSet<>(entities);
    for (long day : days.between(query.fromMillis(), query.toMillis())) {
      days.read(
          day,
          false,
          (open, session) -> {
            if (open.has(query.family(), query.tier())) {
              MetricSql sql = open.readable(query.family(), query.tier());
              new MetricReader(query, sql, session, day, points).read(sorted, wanted);
            }
            return true;
          });
    }
  }

  private record Table(MetricFamily family, Tier tier) {}
}
