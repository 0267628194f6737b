// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.jdbc.Block;
import orrery.store.jdbc.BlockCache;

/** Documents, in tables per kind and UTC day. */
final class DatabaseRecords implements RecordStore {
  /** Blocks fetched at once, some 20 KiB each. */
  private static final int BLOCKS_AT_ONCE = 64;

  private record Part(RecordKind kind, long day) {}

  private final Database database;
  private final RecordWriter writer;
  private final BlockCache blocks;

  DatabaseRecords(Database database) {
    this.database = database;
    this.writer = new RecordWriter(database);
    this.blocks = new BlockCache((long) database.settings().blockCacheMebibytes() << 20);
  }

  @Override
  public void append(List<RecordRow> rows) {
    Map<Part, List<RecordRow>> parts = new LinkedHashMap<>();
    for (RecordRow row : rows) {
      parts
          .computeIfAbsent(
              new Part(row.kind(), Days.keepable(row.timeMillis())), _ -> new ArrayList<>())
          .add(row);
    }
    parts.forEach((part, list) -> writer.append(new RecordTables(part.kind(), part.day()), list));
  }

  @Override
  public List<RecordRow> find(RecordQuery query) {
    return withPayloads(query.kind(), new RecordSearch(query, database).run());
  }

  @Override
  public List<RecordRow> group(RecordKind kind, long value, int limit) {
    if (kind.group() == null) {
      throw new Fault.Unsupported("kind " + kind.name() + " has no group field");
    }
    List<Found> found = new ArrayList<>();
    List<Long> days =
        database.tables().days(RecordTables.prefix(kind), Long.MIN_VALUE, Long.MAX_VALUE);
    for (long day : days.reversed()) {
      if (found.size() < limit) {
        RecordSelect select =
            new RecordSelect(
                database.dialect(), new RecordTables(kind, day), new Order(false, true));
        RecordSelect.Filter filter =
            RecordSelect.Filter.only(RecordQuery.Condition.equal(kind.group(), value));
        found.addAll(
            select.grouped(0, Days.DAY_MILLIS - 1, filter, limit - found.size()).run(database));
      }
    }
    found.sort(Found.BY_TIME);
    return withPayloads(kind, found);
  }

  @Override
  public List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    return called(kind, RecordTables.KEYS, fromMillis, toMillis, limit);
  }

  @Override
  public List<String> tagValues(
      RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    return called(kind, Keys.of(key), fromMillis, toMillis, limit);
  }

  private List<String> called(
      RecordKind kind, long key, long fromMillis, long toMillis, int limit) {
    TreeSet<String> all = new TreeSet<>();
    if (limit == 0) {
      return List.of();
    }
    for (long day : database.tables().days(RecordTables.prefix(kind), fromMillis, toMillis)) {
      Table table = new RecordTables(kind, day).tags();
      Query select =
          new Query(database.dialect())
              .add(
                  "SELECT called FROM "
                      + table.name()
                      + " WHERE tag_key = ? ORDER BY called LIMIT ?",
                  key,
                  limit + 1); // a tag without "=" has the value of the one with nothing behind
      all.addAll(
          database.read(
              table,
              List.of(),
              connection -> {
                List<String> some = new ArrayList<>();
                database.each(
                    connection, select, row -> some.add(RecordWriter.text(row.getBytes(1))));
                return some;
              }));
    }
    return all.stream().limit(limit).toList();
  }

  /** Adds payloads, in the same order; what retention took meanwhile is left out. */
  private List<RecordRow> withPayloads(RecordKind kind, List<Found> found) {
    Map<Long, List<Found>> byDay = new HashMap<>();
    found.forEach(row -> byDay.computeIfAbsent(row.day(), _ -> new ArrayList<>()).add(row));
    Map<Found, RecordRow> complete = new HashMap<>();
    byDay.forEach((day, rows) -> complete(new RecordTables(kind, day), rows, complete));
    return found.stream().map(complete::get).filter(Objects::nonNull).toList();
  }

  private void complete(RecordTables tables, List<Found> rows, Map<Found, RecordRow> complete) {
    Map<Long, List<Found>> missing = new LinkedHashMap<>();
    String place = tables.blocks().name();
    for (Found row : rows) {
      byte[] known = blocks.find(new BlockCache.Key(place, row.block()));
      if (known == null) {
        missing.computeIfAbsent(row.block(), _ -> new ArrayList<>()).add(row);
      } else {
        complete.put(row, row(tables.kind(), row, known));
      }
    }
    long[] ids = missing.keySet().stream().mapToLong(Long::longValue).toArray();
    for (int from = 0; from < ids.length; from += BLOCKS_AT_ONCE) {
      long[] some = Arrays.copyOfRange(ids, from, Math.min(from + BLOCKS_AT_ONCE, ids.length));
      fetch(tables.blocks(), some)
          .forEach((id, packed) -> {
            byte[] raw = Block.unpack(packed);
            blocks.keep(new BlockCache.Key(place, id), raw);
            for (Found row : missing.getOrDefault(id, List.of())) {
              complete.put(row, row(tables.kind(), row, raw));
            }
          });
    }
  }

  private Map<Long, byte[]> fetch(Table table, long[] ids) {
    Query select =
        new Query(database.dialect())
            .add("SELECT id, packed FROM " + table.name() + " WHERE ")
            .in("id", ids);
    return database.read(
        table,
        Map.of(),
        connection -> {
          Map<Long, byte[]> packed = new HashMap<>();
          database.each(connection, select, row -> packed.put(row.getLong(1), row.getBytes(2)));
          return packed;
        });
  }

  private static RecordRow row(RecordKind kind, Found found, byte[] raw) {
    return new RecordRow(
        kind,
        found.idKey(),
        found.timeMillis(),
        found.values(),
        Collections.emptyList(),
        Block.format(raw, found.slot()),
        Block.payload(raw, found.slot()));
  }
}
