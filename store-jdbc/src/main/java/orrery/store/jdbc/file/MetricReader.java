// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricQuery;
import orrery.store.jdbc.MetricPoints;

/** Reads the rows of one query and day, in the order of bucket, owner, entity. */
record MetricReader(
    MetricQuery query, MetricSql sql, Session session, long day, MetricPoints points) {
  /** Seeking costs about as much as passing over so many rows; above, one pass is cheaper. */
  private static final long MAX_SEEKS = 5_000;

  /** Buckets start at multiples of this: every zone's offset is one of 15 minutes. */
  static long stepMillis(Tier tier) {
    return switch (tier) {
      case MINUTE -> 60_000;
      case HOUR, DAY -> 900_000;
    };
  }

  /**
   * @param entities sorted; null for all
   * @param wanted the same as a set
   */
  void read(@Nullable List<EntityKey> entities, Set<EntityKey> wanted) throws SQLException {
    long first =
        Days.of(query.fromMillis()) == day ? Math.floorMod(query.fromMillis(), Days.DAY_MILLIS) : 0;
    long last =
        Days.of(query.toMillis()) == day
            ? Math.floorMod(query.toMillis(), Days.DAY_MILLIS)
            : Days.DAY_MILLIS - 1;
    long step = stepMillis(query.tier());
    long buckets = (last - first) / step + 1;
    boolean sketches = query.sketches() && query.family().sketch();
    boolean everything = entities == null && query.owner() == null;
    boolean many = entities != null && entities.size() * buckets > MAX_SEEKS;
    if (everything || many) {
      add(
          session.bind(sql.range(sketches), first, last),
          sketches,
          entities == null ? null : wanted);
      return;
    }
    for (long bucket = Math.ceilDiv(first, step) * step; bucket <= last; bucket += step) {
      if (entities != null) {
        for (EntityKey entity : entities) {
          add(
              session.bind(sql.ofEntity(sketches), bucket, entity.owner(), entity.key()),
              sketches,
              null);
        }
      } else if (query.owner() != null) {
        add(session.bind(sql.ofOwner(sketches), bucket, query.owner()), sketches, null);
      }
    }
  }

  private void add(PreparedStatement statement, boolean sketches, @Nullable Set<EntityKey> wanted)
      throws SQLException {
    int measures = query.family().measures().size();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        EntityKey entity = new EntityKey(rows.getLong(2), rows.getLong(3));
        if (wanted == null || wanted.contains(entity)) {
          long[] values = new long[measures];
          for (int i = 0; i < measures; i++) {
            values[i] = rows.getLong(4 + i);
          }
          byte[] sketch = sketches ? rows.getBytes(4 + measures) : null;
          points.add(entity, day * Days.DAY_MILLIS + rows.getLong(1), values, sketch);
        }
      }
    }
  }
}
