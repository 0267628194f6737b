// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.jdbc.MetricPoints;

/** Metric rows, in a table per family and UTC day. */
final class DatabaseMetrics implements MetricStore {
  /** Seeking costs about as much as passing over so many rows; above, one pass is cheaper. */
  private static final long MAX_SEEKS = 20_000;

  private static final byte[] NO_SKETCH = {};

  private record RowName(Tier tier, long bucketMillis, EntityKey entity, long writer)
      implements Comparable<RowName> {
    private static final Comparator<RowName> ORDER =
        Comparator.comparing(RowName::tier)
            .thenComparingLong(RowName::bucketMillis)
            .thenComparing(RowName::entity)
            .thenComparingLong(RowName::writer);

    @Override
    public int compareTo(RowName other) {
      return ORDER.compare(this, other);
    }
  }

  private final Database database;

  DatabaseMetrics(Database database) {
    this.database = database;
  }

  @Override
  public void write(List<MetricRow> rows) {
    // Sorted: nodes never wait for each other in a circle, and neighbours share a page.
    Map<Long, Map<String, NavigableMap<RowName, MetricRow>>> days = new TreeMap<>();
    for (MetricRow row : rows) {
      if (row.bucketMillis() % MetricTable.stepMillis(row.tier()) != 0) {
        throw new IllegalArgumentException(
            "no bucket of tier " + row.tier() + " starts at " + row.bucketMillis());
      }
      days.computeIfAbsent(Days.keepable(row.bucketMillis()), _ -> new TreeMap<>())
          .computeIfAbsent(row.family().name(), _ -> new TreeMap<>())
          .put(new RowName(row.tier(), row.bucketMillis(), row.entity(), row.writer()), row);
    }
    days.forEach(this::write);
  }

  private void write(long day, Map<String, NavigableMap<RowName, MetricRow>> families) {
    List<Rows> all = new ArrayList<>();
    for (NavigableMap<RowName, MetricRow> rows : families.values()) {
      MetricFamily family = rows.firstEntry().getValue().family();
      Rows filled = new Rows(new MetricTable(family, day).table(), rows.size());
      rows.values().forEach(row -> fill(filled, row));
      all.add(filled);
    }
    database.write(
        all.stream().map(Rows::table).toList(),
        connection -> {
          for (Rows rows : all) {
            database.insert(connection, rows, Rows.Existing.REPLACE);
          }
        });
  }

  private static void fill(Rows rows, MetricRow row) {
    rows.add(MetricTable.number(row.tier()))
        .add(Days.millisOfDay(row.bucketMillis()))
        .add(row.entity().owner())
        .add(row.entity().key())
        .add(row.writer());
    for (long measure : row.measures()) {
      rows.add(measure);
    }
    if (row.sketch() != null) {
      rows.add(row.sketch());
    }
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
    if (entities != null && entities.isEmpty()) {
      return;
    }
    for (long day :
        database
            .tables()
            .days(MetricTable.prefix(query.family()), query.fromMillis(), query.toMillis())) {
      long step = MetricTable.stepMillis(query.tier());
      long first = Math.max(query.fromMillis(), day * Days.DAY_MILLIS) - day * Days.DAY_MILLIS;
      long last =
          Math.min(query.toMillis(), (day + 1) * Days.DAY_MILLIS - 1) - day * Days.DAY_MILLIS;
      MetricTable.Buckets buckets =
          new MetricTable.Buckets(query.tier(), Math.ceilDiv(first, step) * step, last);
      if (buckets.count() > 0) {
        new DayReader(database, query, new MetricTable(query.family(), day), points).read(buckets);
      }
    }
  }

  /** Reads the rows of one query and day, in the order of bucket, owner, entity. */
  private record DayReader(
      Database database, MetricQuery query, MetricTable table, MetricPoints points) {
    private record Read(EntityKey entity, long bucketMillis, long[] measures, byte[] sketch) {}

    private static final Comparator<Read> ORDER =
        Comparator.comparingLong(Read::bucketMillis).thenComparing(Read::entity);

    private boolean sketches() {
      return query.sketches() && query.family().sketch();
    }

    void read(MetricTable.Buckets buckets) {
      Dialect dialect = database.dialect();
      List<EntityKey> entities = query.entities();
      if (entities == null) {
        Long owner = query.owner();
        run(
            owner == null
                ? table.range(dialect, buckets, sketches())
                : table.ofOwner(dialect, buckets, owner, sketches()),
            null);
        return;
      }
      Set<EntityKey> wanted = new HashSet<>(entities);
      if (wanted.size() * buckets.count() > MAX_SEEKS) {
        run(table.range(dialect, buckets, sketches()), wanted);
        return;
      }
      List<List<EntityKey>> byOwner =
          List.copyOf(wanted.stream().collect(Collectors.groupingBy(EntityKey::owner)).values());
      if (byOwner.size() == 1) {
        run(table.ofEntities(dialect, buckets, byOwner.getFirst(), sketches()), null);
        return;
      }
      List<Read> all = new ArrayList<>();
      for (List<EntityKey> sameOwner : byOwner) {
        each(
            table.ofEntities(dialect, buckets, sameOwner, sketches()), row -> all.add(decode(row)));
      }
      all.sort(ORDER);
      all.forEach(this::add);
    }

    private void run(Query select, @Nullable Set<EntityKey> wanted) {
      each(
          select,
          row -> {
            Read read = decode(row);
            if (wanted == null || wanted.contains(read.entity())) {
              add(read);
            }
          });
    }

    private void each(Query select, Database.Row row) {
      AtomicBoolean begun = new AtomicBoolean();
      database.read(
          table.table(),
          true,
          connection -> {
            if (begun.get()) { // what was added up cannot be taken back
              throw new Fault.Unavailable("the connection broke in the middle of an answer");
            }
            database.each(
                connection,
                select,
                each -> {
                  begun.set(true);
                  row.read(each);
                });
            return true;
          });
    }

    private Read decode(ResultSet row) throws SQLException {
      int measures = query.family().measures().size();
      long[] values = new long[measures];
      for (int i = 0; i < measures; i++) {
        values[i] = row.getLong(4 + i);
      }
      byte[] sketch = sketches() ? row.getBytes(4 + measures) : null;
      return new Read(
          new EntityKey(row.getLong(2), row.getLong(3)),
          table.day() * Days.DAY_MILLIS + row.getLong(1),
          values,
          sketch == null ? NO_SKETCH : sketch);
    }

    private void add(Read read) {
      points.add(
          read.entity(),
          read.bucketMillis(),
          read.measures(),
          read.sketch().length == 0 ? null : read.sketch());
    }
  }
}
