// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import orrery.model.Keys;
import orrery.store.RecordRow;
import orrery.store.jdbc.Block;
import orrery.store.jdbc.TagSets;

/** Appends documents. Thread-safe. */
final class RecordWriter {
  /** Sets of tags known to be written, of a day; beyond, they are written again and ignored. */
  private static final int MAX_KNOWN_SETS = 50_000;

  /** What is known is forgotten after a while: other nodes may have made the table anew. */
  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final int RANDOM_BITS = 36;

  /**
   * What was written of a day's tags.
   *
   * @param life of the table it was written to
   */
  private record Known(Set<Long> sets, long life, long sinceNanos) {
    boolean holds(long lifeNow) {
      return life == lifeNow
          && System.nanoTime() - sinceNanos < KNOWN_NANOS
          && sets.size() < MAX_KNOWN_SETS;
    }
  }

  /** Tags about to be written. */
  private record Tags(Rows tagSets, Rows tags) {}

  private final Database database;
  private final TagSets tagSets = new TagSets();
  private final Map<String, Known> knownByTable = new ConcurrentHashMap<>();

  RecordWriter(Database database) {
    this.database = database;
  }

  /** Appends documents of one kind and day in one transaction. */
  void append(RecordTables tables, List<RecordRow> rows) {
    Block.Packed packed = Block.pack(rows, database.settings().compressionLevel());
    AtomicReference<@Nullable Known> used = new AtomicReference<>();
    database.write(
        tables.all(),
        connection -> {
          Known known = known(tables);
          used.set(known);
          Tags newTags = newTags(tables, rows, known);
          long[] ids = new long[packed.packed().size()];
          Rows blocks = blocks(tables, packed, ids);
          database.insert(connection, blocks, Rows.Existing.FAIL);
          database.insert(connection, documents(tables, packed, ids), Rows.Existing.KEEP);
          if (newTags != null) {
            database.insert(connection, newTags.tagSets(), Rows.Existing.KEEP);
            database.insert(connection, newTags.tags(), Rows.Existing.KEEP);
          }
        });
    Known known = Objects.requireNonNull(used.get());
    rows.forEach(row -> known.sets.add(tagSets.number(row.tags())));
  }

  /**
   * Blocks are numbered by the time of their first document, so that they are added at the end, and
   * by chance. A number that is taken makes the transaction fail, and the next attempt finds
   * another.
   */
  private static Rows blocks(RecordTables tables, Block.Packed packed, long[] ids) {
    Rows blocks = new Rows(tables.blocks(), ids.length);
    int row = 0;
    for (int block = 0; block < ids.length; block++) {
      while (packed.blocks()[row] != block) {
        row++;
      }
      long millis = Days.millisOfDay(packed.rows().get(row).timeMillis());
      ids[block] = millis << RANDOM_BITS | ThreadLocalRandom.current().nextLong(1L << RANDOM_BITS);
      blocks.add(ids[block]).add(packed.packed().get(block));
    }
    return blocks;
  }

  private Rows documents(RecordTables tables, Block.Packed packed, long[] ids) {
    Rows documents = new Rows(tables.documents(), packed.rows().size());
    for (int i = 0; i < packed.rows().size(); i++) {
      RecordRow row = packed.rows().get(i);
      int millis = Days.millisOfDay(row.timeMillis());
      documents.add(millis).add(row.idKey()).add(RecordTables.slice(millis));
      for (long value : row.values()) {
        documents.add(value);
      }
      documents.add(tagSets.number(row.tags())).add(ids[packed.blocks()[i]]).add(packed.slots()[i]);
    }
    return documents;
  }

  private Known known(RecordTables tables) {
    long now = System.nanoTime();
    knownByTable.values().removeIf(known -> now - known.sinceNanos() > KNOWN_NANOS);
    String table = tables.tagSets().name();
    long life = database.tables().life(table);
    return Objects.requireNonNull(
        knownByTable.compute(
            table,
            (_, known) ->
                known != null && known.holds(life)
                    ? known
                    : new Known(ConcurrentHashMap.newKeySet(), life, now)));
  }

  private @Nullable Tags newTags(RecordTables tables, List<RecordRow> rows, Known known) {
    Map<Long, List<String>> sets = new TreeMap<>();
    for (RecordRow row : rows) {
      long number = tagSets.number(row.tags());
      if (number != TagSets.NONE && !known.sets.contains(number)) {
        sets.put(number, row.tags());
      }
    }
    if (sets.isEmpty()) {
      return null;
    }
    // Sorted, so that nodes that write the same tags never wait for each other in a circle.
    Map<Long, Map<Long, byte[]>> called = new TreeMap<>();
    Map<Long, Set<Long>> setsOfTag = new TreeMap<>();
    sets.forEach((set, tags) -> {
      for (String tag : tags) {
        int equals = tag.indexOf('=');
        String key = equals < 0 ? tag : tag.substring(0, equals);
        String value = equals < 0 ? "" : tag.substring(equals + 1);
        long keyHash = Keys.of(key);
        long tagHash = Keys.of(tag);
        setsOfTag.computeIfAbsent(tagHash, _ -> new TreeSet<>()).add(set);
        called.computeIfAbsent(RecordTables.KEYS, _ -> new TreeMap<>()).put(keyHash, bytes(key));
        called.computeIfAbsent(keyHash, _ -> new TreeMap<>()).put(tagHash, bytes(value));
      }
    });
    return new Tags(pairs(tables.tagSets(), setsOfTag), texts(tables.tags(), called));
  }

  private static Rows pairs(Table table, Map<Long, Set<Long>> setsOfTag) {
    Rows rows = new Rows(table, setsOfTag.values().stream().mapToInt(Set::size).sum());
    setsOfTag.forEach((tag, sets) -> sets.forEach(set -> rows.add(tag).add(set)));
    return rows;
  }

  private static Rows texts(Table table, Map<Long, Map<Long, byte[]>> called) {
    Rows rows = new Rows(table, called.values().stream().mapToInt(Map::size).sum());
    called.forEach((key, texts) -> texts.forEach((tag, text) -> rows.add(key).add(tag).add(text)));
    return rows;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
