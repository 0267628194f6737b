// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.jdbc.Attributes;

/**
 * The catalogue, in one table. Names are kept as bytes: every database then orders and compares
 * them alike, whatever is in them. Beside each lies the name with its ASCII letters in lower case,
 * for keywords to be found in.
 */
final class DatabaseCatalog implements CatalogStore {
  static final Table TABLE =
      new Table(
          "orrery_catalog",
          List.of(
              Column.of("kind", Column.Type.SMALL),
              Column.of("entry", Column.Type.LONG),
              Column.of("owner", Column.Type.LONG),
              Column.of("name", Column.Type.BYTES),
              Column.of("folded", Column.Type.BYTES),
              Column.of("attributes", Column.Type.BYTES),
              new Column("seen_millis", Column.Type.LONG, true)),
          2,
          List.of(new Table.Index("orrery_catalog_owner", List.of("kind", "owner"))),
          true);

  private static final String SELECT =
      "SELECT entry, owner, name, attributes, seen_millis FROM " + TABLE.name();
  private static final int KEYS_AT_ONCE = 1_000;

  private record Name(CatalogKind kind, long key) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byKind = kind.compareTo(other.kind);
      return byKind == 0 ? Long.compare(key, other.key) : byKind;
    }
  }

  private final Database database;

  DatabaseCatalog(Database database) {
    this.database = database;
  }

  @Override
  public void put(List<CatalogEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    // All nodes in the same order, so that none waits for one that waits for it.
    TreeMap<Name, CatalogEntry> sorted = new TreeMap<>();
    for (CatalogEntry entry : entries) {
      sorted.merge(new Name(entry.kind(), entry.key()), entry, DatabaseCatalog::keepLater);
    }
    Rows rows = new Rows(TABLE, sorted.size());
    for (CatalogEntry entry : sorted.values()) {
      byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
      rows.add(entry.kind().number())
          .add(entry.key())
          .add(entry.owner())
          .add(name)
          .add(folded(name))
          .add(Attributes.toBytes(entry.attributes()))
          .add(entry.seenMillis());
    }
    database.write(
        List.of(TABLE), connection -> database.insert(connection, rows, Rows.Existing.REPLACE));
  }

  private static CatalogEntry keepLater(CatalogEntry old, CatalogEntry entry) {
    return old.seenMillis() <= entry.seenMillis()
        ? entry
        : new CatalogEntry(
            entry.kind(),
            entry.key(),
            entry.owner(),
            entry.name(),
            entry.attributes(),
            old.seenMillis());
  }

  @Override
  public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
    long[] distinct = keys.stream().distinct().mapToLong(Long::longValue).toArray();
    List<CatalogEntry> entries = new ArrayList<>();
    for (int from = 0; from < distinct.length; from += KEYS_AT_ONCE) {
      long[] some =
          Arrays.copyOfRange(distinct, from, Math.min(from + KEYS_AT_ONCE, distinct.length));
      entries.addAll(read(kind, named(new Query(database.dialect()).add(SELECT), kind, some)));
    }
    return entries;
  }

  @Override
  public List<CatalogEntry> list(CatalogQuery query) {
    return query.limit() == 0 ? List.of() : read(query.kind(), list(database.dialect(), query));
  }

  static Query list(Dialect dialect, CatalogQuery query) {
    Query select =
        new Query(dialect)
            .add(
                SELECT + " WHERE kind = ? AND seen_millis >= ?",
                query.kind().number(),
                query.seenSinceMillis());
    if (query.owner() != null) {
      select.add(" AND owner = ?", query.owner());
    }
    if (!query.keyword().isBlank()) {
      select.add(
          " AND " + dialect.contains("folded"),
          folded(query.keyword().getBytes(StandardCharsets.UTF_8)));
    }
    return select.add(" ORDER BY name, entry LIMIT ?", query.limit());
  }

  private List<CatalogEntry> read(CatalogKind kind, Query query) {
    return database.read(
        TABLE,
        List.of(),
        connection -> {
          List<CatalogEntry> entries = new ArrayList<>();
          database.each(connection, query, row -> entries.add(entry(kind, row)));
          return entries;
        });
  }

  @Override
  public void delete(CatalogKind kind, Collection<Long> keys) {
    if (keys.isEmpty()) {
      return;
    }
    long[] all = keys.stream().mapToLong(Long::longValue).sorted().toArray();
    change(named(new Query(database.dialect()).add("DELETE FROM " + TABLE.name()), kind, all));
  }

  void dropBefore(long millis) {
    long[] kinds =
        Arrays.stream(CatalogKind.values())
            .filter(CatalogKind::expires)
            .mapToLong(CatalogKind::number)
            .toArray();
    change(
        new Query(database.dialect())
            .add("DELETE FROM " + TABLE.name() + " WHERE seen_millis < ? AND ", millis)
            .in("kind", kinds));
  }

  private void change(Query query) {
    database.write(
        List.of(TABLE),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            query.bind(statement);
            statement.executeUpdate();
          }
        });
  }

  private static Query named(Query query, CatalogKind kind, long[] keys) {
    return query.add(" WHERE kind = ? AND ", kind.number()).in("entry", keys);
  }

  private static CatalogEntry entry(CatalogKind kind, ResultSet row) throws SQLException {
    return new CatalogEntry(
        kind,
        row.getLong(1),
        row.getLong(2),
        new String(row.getBytes(3), StandardCharsets.UTF_8),
        Attributes.ofBytes(row.getBytes(4)),
        row.getLong(5));
  }

  /** ASCII letters in lower case; bytes of other letters are all beyond ASCII. */
  private static byte[] folded(byte[] utf8) {
    byte[] folded = utf8.clone();
    for (int i = 0; i < folded.length; i++) {
      if (folded[i] >= 'A' && folded[i] <= 'Z') {
        folded[i] = (byte) (folded[i] + 32);
      }
    }
    return folded;
  }
}
