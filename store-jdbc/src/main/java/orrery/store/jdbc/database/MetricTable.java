// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;

/**
 * The table of a metric family and day, and every statement about it. Rows lie in the order of
 * tier, bucket, owner, entity, writer; the bucket is its start in milliseconds of the UTC day.
 */
record MetricTable(MetricFamily family, long day) {
  static final String PREFIX = "orrery_metric_";

  private static final List<Column> KEY =
      List.of(
          Column.of("tier", Column.Type.SMALL),
          Column.of("bucket", Column.Type.INT),
          Column.of("owner", Column.Type.LONG),
          Column.of("entity", Column.Type.LONG),
          Column.of("writer", Column.Type.LONG));

  /** Which buckets of the day are wanted: their starts, step by step. */
  record Buckets(Tier tier, long first, long last) {
    long count() {
      return first > last ? 0 : (last - first) / stepMillis(tier) + 1;
    }

    long[] all() {
      long[] all = new long[Math.toIntExact(count())];
      for (int i = 0; i < all.length; i++) {
        all[i] = first + i * stepMillis(tier);
      }
      return all;
    }
  }

  /** Buckets start at multiples of this: every zone's offset is one of 15 minutes. */
  static long stepMillis(Tier tier) {
    return switch (tier) {
      case MINUTE -> 60_000;
      case HOUR, DAY -> 900_000;
    };
  }

  /** Up to the day. */
  static String prefix(MetricFamily family) {
    return PREFIX + family.name() + "_";
  }

  Table table() {
    List<Column> columns = new ArrayList<>(KEY);
    family.measures().forEach(measure -> columns.add(Column.of(measure, Column.Type.LONG)));
    if (family.sketch()) {
      columns.add(Column.of("sketch", Column.Type.BYTES));
    }
    return new Table(Days.named(prefix(family), day), columns, KEY.size(), List.of(), true);
  }

  static int number(Tier tier) {
    return switch (tier) {
      case MINUTE -> 1;
      case HOUR -> 2;
      case DAY -> 3;
    };
  }

  /** Everything in a range of buckets. */
  Query range(Dialect dialect, Buckets buckets, boolean sketches) {
    return select(dialect, sketches)
        .add(
            " WHERE tier = ? AND bucket BETWEEN ? AND ?",
            number(buckets.tier()),
            buckets.first(),
            buckets.last())
        .add(ORDER)
        .streamed();
  }

  /** What belongs to an owner. */
  Query ofOwner(Dialect dialect, Buckets buckets, long owner, boolean sketches) {
    return in(dialect, buckets, sketches).add(" AND owner = ?", owner).add(ORDER);
  }

  /** Some entities of an owner. */
  Query ofEntities(Dialect dialect, Buckets buckets, List<EntityKey> sameOwner, boolean sketches) {
    return in(dialect, buckets, sketches)
        .add(" AND owner = ? AND ", sameOwner.getFirst().owner())
        .in("entity", sameOwner.stream().mapToLong(EntityKey::key).toArray())
        .add(ORDER);
  }

  private Query in(Dialect dialect, Buckets buckets, boolean sketches) {
    return select(dialect, sketches)
        .add(" WHERE tier = ? AND ", number(buckets.tier()))
        .in("bucket", buckets.all());
  }

  private static final String ORDER = " ORDER BY bucket, owner, entity";

  private Query select(Dialect dialect, boolean sketches) {
    return new Query(dialect)
        .add(
            "SELECT bucket, owner, entity, %s%s FROM %s"
                .formatted(
                    family.measures().stream()
                        .map(dialect::quote)
                        .collect(Collectors.joining(", ")),
                    sketches ? ", sketch" : "",
                    Days.named(prefix(family), day)));
  }
}
