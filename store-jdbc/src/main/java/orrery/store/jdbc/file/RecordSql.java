// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import orrery.store.RecordKind;
import orrery.store.RecordQuery.Condition;
import orrery.store.jdbc.Block;

/**
 * The tables of a record kind in a day's file, and every statement about them.
 *
 * <ul>
 *   <li>{@code kind}: a row per document, in the order of time ({@link RowId}); it says where the
 *       payload is.
 *   <li>{@code kind_block}: packed payloads, {@link Block}.
 *   <li>{@code kind_run}: a run is some {@link Runs#ROWS} documents of one hour that came in one
 *       after the other, with the bounds of their times and ranks. All secondary indexes start with
 *       the run, so that inserts touch few pages, and a search takes the best of each run.
 *   <li>{@code kind_tag}: which sets of tags occur in which run; a row names its set.
 * </ul>
 */
final class RecordSql {
  /** How a statement walks a run. */
  enum Path {
    TIME,
    RANK,
    OWNER,
    GROUP
  }

  private final Dialect dialect;
  private final RecordKind kind;
  private final String table;
  private final String insert;
  private final String high;

  RecordSql(Dialect dialect, RecordKind kind) {
    this.dialect = dialect;
    this.kind = kind;
    this.table = kind.name();
    List<String> columns = new ArrayList<>(List.of("id", "high", "run"));
    columns.addAll(kind.fields());
    columns.addAll(List.of("tag_set", "block", "slot"));
    this.insert = dialect.insertIgnore(table, columns);
    this.high = "SELECT high FROM " + table + " WHERE id = ?";
  }

  String table() {
    return table;
  }

  List<String> create() {
    String fields =
        kind.fields().stream()
            .map(f -> "\"" + f + "\" BIGINT NOT NULL")
            .collect(Collectors.joining(", "));
    List<String> definitions = new ArrayList<>();
    String idType = dialect.rowIdType();
    definitions.add(
        ("CREATE TABLE IF NOT EXISTS %s (id %s PRIMARY KEY, high BIGINT NOT NULL, run BIGINT NOT"
             + " NULL, %s, tag_set BIGINT NOT NULL, block BIGINT NOT NULL, slot BIGINT NOT NULL)")
            .formatted(table, idType, fields));
    definitions.add(
        "CREATE TABLE IF NOT EXISTS %s_block (id %s PRIMARY KEY, packed %s NOT NULL)"
            .formatted(table, idType, dialect.bytesType()));
    definitions.add(
        ("CREATE TABLE IF NOT EXISTS %s_run (run %s PRIMARY KEY, documents BIGINT NOT NULL,"
             + " min_millis BIGINT NOT NULL, max_millis BIGINT NOT NULL, min_rank BIGINT NOT NULL,"
             + " max_rank BIGINT NOT NULL)")
            .formatted(table, idType));
    definitions.add(
        "CREATE TABLE IF NOT EXISTS %s_tag (tag %s NOT NULL, run BIGINT NOT NULL, tag_set BIGINT NOT NULL, PRIMARY KEY (tag, run, tag_set))%s"
            .formatted(table, dialect.keyBytesType(), dialect.clustered()));
    if (kind.group() != null) {
      definitions.add(index(Path.GROUP, kind.group()));
    }
    if (kind.owner() != null) {
      // Covers every other condition, so that a search for a rare endpoint of a service reads no
      // rows but the winners'.
      LinkedHashSet<String> covered = new LinkedHashSet<>(List.of(kind.owner()));
      if (kind.ranked() != null) {
        covered.add(kind.ranked());
      }
      covered.addAll(kind.fields());
      if (kind.group() != null) {
        covered.remove(kind.group());
      }
      covered.add("tag_set");
      definitions.add(index(Path.OWNER, covered.toArray(String[]::new)));
    }
    if (kind.ranked() != null) {
      definitions.add(index(Path.RANK, kind.ranked()));
    }
    return definitions;
  }

  /** Id, high, run, the fields, tag set, block, slot. */
  String insert() {
    return insert;
  }

  /** Whose row an id is: its high bits. */
  String high() {
    return high;
  }

  String insertBlock() {
    return "INSERT INTO %s_block (id, packed) VALUES (?, ?)".formatted(table);
  }

  String block() {
    return "SELECT packed FROM %s_block WHERE id = ?".formatted(table);
  }

  String lastBlock() {
    return "SELECT MAX(id) FROM %s_block".formatted(table);
  }

  String putRun() {
    return dialect.upsert(
        table + "_run",
        List.of("run", "documents", "min_millis", "max_millis", "min_rank", "max_rank"),
        1);
  }

  /** Every run, oldest first. */
  String runs() {
    return "SELECT run, documents, min_millis, max_millis, min_rank, max_rank FROM %s_run ORDER BY run"
        .formatted(table);
  }

  String insertTag() {
    return dialect.insertIgnore(table + "_tag", List.of("tag", "run", "tag_set"));
  }

  /** Runs in which a tag occurs. */
  String runsOfTag() {
    return "SELECT DISTINCT run FROM %s_tag WHERE tag = ?".formatted(table);
  }

  /** The next tag from here on, in the order of bytes. */
  String nextTag() {
    return "SELECT tag FROM %s_tag WHERE tag >= ? ORDER BY tag LIMIT 1".formatted(table);
  }

  /** Rows of a group in all runs, newest first: group value, limit. */
  String group() {
    return "SELECT %s FROM %s%s WHERE run IN (SELECT run FROM %s_run) AND \"%s\" = ? ORDER BY id DESC LIMIT ?"
        .formatted(
            columns(),
            table,
            dialect.through(indexName(Path.GROUP)),
            table,
            Objects.requireNonNull(kind.group()));
  }

  /**
   * The best rows of a run, in any order: run, first id, last id, operands of conditions, each tag
   * with the run, limit. Ids are found first, in the index alone where it covers the conditions;
   * only the winners' rows are read.
   */
  String best(Path path, List<Condition> conditions, int tags, Order order) {
    return "SELECT %s FROM %s WHERE id IN (SELECT id FROM %s%s WHERE run = ? AND id BETWEEN ? AND ?%s%s ORDER BY %s LIMIT ?)"
        .formatted(
            columns(),
            table,
            table,
            through(path),
            conditions(conditions),
            tags(tags),
            orderBy(order));
  }

  /** The rows that match among the first in time order: ids, how many to walk, operands, limit. */
  String walk(List<Condition> conditions, Order order) {
    return "SELECT * FROM (SELECT %s FROM %s%s WHERE id BETWEEN ? AND ? ORDER BY id%s LIMIT ?) AS walked WHERE 1 = 1%s ORDER BY id%s LIMIT ?"
        .formatted(
            columns(),
            table,
            dialect.inOrder(),
            order.direction(),
            conditions(conditions),
            order.direction());
  }

  /** The id at which a walk ends: ids, how many to walk less one. */
  String walkEnd(Order order) {
    return "SELECT id FROM %s%s WHERE id BETWEEN ? AND ? ORDER BY id%s LIMIT 1 OFFSET ?"
        .formatted(table, dialect.inOrder(), order.direction());
  }

  /** All rows between two ids that match: ids, operands, tags. */
  String ties(List<Condition> conditions, int tags) {
    return "SELECT %s FROM %s AS found%s WHERE id BETWEEN ? AND ?%s%s"
        .formatted(
            columns(),
            table,
            dialect.inOrder(),
            conditions(conditions),
            " AND EXISTS (SELECT 1 FROM %s_tag AS t WHERE t.tag = ? AND t.run = found.run AND t.tag_set = found.tag_set)"
                .formatted(table)
                .repeat(tags));
  }

  private String columns() {
    return "id, high, " + Dialect.names(kind.fields()) + ", block, slot";
  }

  private String orderBy(Order order) {
    return (order.byRank() ? "\"" + kind.ranked() + "\"" + order.direction() + ", " : "")
        + "id"
        + order.direction();
  }

  private String through(Path path) {
    return path == Path.TIME ? dialect.inOrder() : dialect.through(indexName(path));
  }

  private String index(Path path, String... fields) {
    return "CREATE INDEX IF NOT EXISTS %s ON %s (run, %s%s)"
        .formatted(indexName(path), table, Dialect.names(List.of(fields)), dialect.indexTail());
  }

  private String indexName(Path path) {
    return table + "_by_" + path.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String conditions(List<Condition> conditions) {
    return conditions.stream()
        .map(condition ->
            " AND \"%s\" %s ?"
                .formatted(
                    condition.field(),
                    switch (condition.test()) {
                      case EQUAL -> "=";
                      case AT_LEAST -> ">=";
                      case AT_MOST -> "<=";
                    }))
        .collect(Collectors.joining());
  }

  private String tags(int count) {
    return " AND tag_set IN (SELECT tag_set FROM %s_tag WHERE tag = ? AND run = ?)"
        .formatted(table)
        .repeat(count);
  }

  /** In which order rows are wanted. */
  record Order(boolean byRank, boolean descending) {
    String direction() {
      return descending ? " DESC" : "";
    }
  }
}
