// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import orrery.store.RecordKind;
import orrery.store.RecordQuery.Condition;

/** The statements that find documents of a day. */
record RecordSelect(Dialect dialect, RecordTables tables, Order order) {

  /** Through what a statement finds its rows. */
  enum Path {
    TIME,
    RANK,
    OWNER,
    SET
  }

  /** A piece of the day: an hour, and how much of it. */
  record Piece(int slice, long firstMillis, long lastMillis) {}

  /**
   * What must hold.
   *
   * @param sets only rows with one of these sets of tags; empty for all
   * @param tags likewise, where sets are too many to name: hashes that must all be in the set
   */
  record Filter(List<Condition> conditions, long[] sets, List<Long> tags) {
    /** Nothing but one condition. */
    static Filter only(Condition condition) {
      return new Filter(List.of(condition), new long[0], List.of());
    }

    Filter with(Condition condition) {
      List<Condition> more = new ArrayList<>(conditions);
      more.add(condition);
      return new Filter(more, sets, tags);
    }
  }

  /** A statement that gives rows. */
  record Select(RecordTables tables, Query query) {
    List<Found> run(Database database) {
      return database.read(
          tables.documents(),
          List.of(),
          connection -> {
            List<Found> found = new ArrayList<>();
            database.each(connection, query, row -> found.add(found(row)));
            return found;
          });
    }

    private Found found(ResultSet row) throws SQLException {
      RecordKind kind = tables.kind();
      int fields = kind.fields().size();
      long[] values = new long[fields];
      for (int i = 0; i < fields; i++) {
        values[i] = row.getLong(3 + i);
      }
      return new Found(
          tables.day(),
          tables.day() * Days.DAY_MILLIS + row.getLong(1),
          row.getLong(2),
          kind.ranked() == null ? 0 : values[kind.index(kind.ranked())],
          values,
          row.getLong(3 + fields),
          row.getInt(4 + fields));
    }
  }

  /** The best rows of a group; a condition says which. */
  Select grouped(long firstMillis, long lastMillis, Filter filter, int limit) {
    Query query =
        from(tables.byGroup())
            .add(" WHERE ")
            .in("slice", slices(firstMillis, lastMillis))
            // as an expression, so that no planner walks the day by time to look for one group
            .add(" AND millis + 0 BETWEEN ? AND ?", firstMillis, lastMillis);
    return fenced(filtered(query, filter), limit);
  }

  private static long[] slices(long firstMillis, long lastMillis) {
    return LongStream.rangeClosed(RecordTables.slice(firstMillis), RecordTables.slice(lastMillis))
        .toArray();
  }

  /** The first rows between two times, when nothing else must hold. */
  Select first(long firstMillis, long lastMillis, int limit) {
    Query query =
        from("")
            .add(" WHERE millis BETWEEN ? AND ?", firstMillis, lastMillis)
            .add(orderBy())
            .add(" LIMIT ?", limit);
    return new Select(tables, query);
  }

  /** The best rows of a piece. */
  Select best(Path path, Piece piece, Filter filter, int limit) {
    Query query = filtered(piece(from(index(path)), path, piece), filter);
    return ordered(path)
        ? new Select(tables, query.add(orderBy()).add(" LIMIT ?", limit))
        : fenced(query, limit);
  }

  /**
   * The rows that match among the first of a piece, in the order asked for.
   *
   * @param conditions what the path itself looks up
   * @param walk how many rows to look at
   */
  Select walk(
      Path path, Piece piece, List<Condition> conditions, int walk, Filter filter, int limit) {
    Query query = new Query(dialect).add("SELECT " + columns() + " FROM (SELECT *");
    query.add(" FROM " + tables.documents().name() + through(index(path)));
    conditions(piece(query, path, piece), conditions);
    query.add(orderBy()).add(" LIMIT ?) AS walked WHERE 1 = 1", walk);
    return new Select(tables, filtered(query, filter).add(orderBy()).add(" LIMIT ?", limit));
  }

  /** The first so many sets that hold all of these tags. */
  Query sets(List<Long> tags, int limit) {
    String table = tables.tagSets().name();
    Query query =
        new Query(dialect).add("SELECT tag_set FROM " + table + " WHERE tag = ?", tags.getFirst());
    for (long tag : tags.subList(1, tags.size())) {
      query.add(" AND tag_set IN (SELECT tag_set FROM " + table + " WHERE tag = ?)", tag);
    }
    return query.add(" LIMIT ?", limit);
  }

  private Query from(String index) {
    return new Query(dialect)
        .add("SELECT " + columns() + " FROM " + tables.documents().name() + through(index));
  }

  private String through(String index) {
    return index.isEmpty() ? dialect.throughKey() : dialect.through(index);
  }

  private Query piece(Query query, Path path, Piece piece) {
    query.add(" WHERE ");
    if (path == Path.RANK || path == Path.OWNER) {
      query.add("slice = ? AND ", piece.slice());
    }
    return query.add("millis BETWEEN ? AND ?", piece.firstMillis(), piece.lastMillis());
  }

  private Query filtered(Query query, Filter filter) {
    conditions(query, filter.conditions());
    if (filter.sets().length > 0) {
      query.add(" AND ").in("tag_set", filter.sets());
    }
    for (long tag : filter.tags()) {
      query.add(
          " AND tag_set IN (SELECT tag_set FROM " + tables.tagSets().name() + " WHERE tag = ?)",
          tag);
    }
    return query;
  }

  private void conditions(Query query, List<Condition> conditions) {
    for (Condition condition : conditions) {
      query.add(
          " AND %s %s ?"
              .formatted(
                  dialect.quote(condition.field()),
                  switch (condition.test()) {
                    case EQUAL -> "=";
                    case AT_LEAST -> ">=";
                    case AT_MOST -> "<=";
                  }),
          condition.operand());
    }
  }

  /** Whether a path gives rows in the order asked for. */
  private boolean ordered(Path path) {
    return switch (path) {
      case TIME -> !order.byRank();
      case RANK, OWNER -> order.byRank();
      case SET -> false;
    };
  }

  /** All rows that match, then the best of them: so no index of the order lures the database. */
  private Select fenced(Query query, int limit) {
    Query outer = new Query(dialect).add("SELECT " + columns() + " FROM (");
    outer.add(query).add(dialect.fence() + ") AS found" + orderBy()).add(" LIMIT ?", limit);
    return new Select(tables, outer);
  }

  private String index(Path path) {
    return switch (path) {
      case TIME -> "";
      case RANK -> tables.byRank();
      case OWNER -> tables.byOwner();
      case SET -> tables.bySet();
    };
  }

  private String columns() {
    return "millis, id, %s, block, slot"
        .formatted(
            tables.kind().fields().stream().map(dialect::quote).collect(Collectors.joining(", ")));
  }

  private String orderBy() {
    String rank =
        order.byRank()
            ? dialect.quote(Objects.requireNonNull(tables.kind().ranked()))
                + order.direction()
                + ", "
            : "";
    return " ORDER BY " + rank + "millis" + order.direction() + ", id" + order.direction();
  }
}
