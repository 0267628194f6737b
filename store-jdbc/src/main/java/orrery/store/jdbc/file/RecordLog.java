// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.model.Fault;
import orrery.store.RecordKind;
import orrery.store.RecordRow;
import orrery.store.jdbc.Block;
import orrery.store.jdbc.TagSets;

/**
 * The documents of one kind and day: what appending must remember from batch to batch. Appending
 * happens under the file's writer lock.
 */
final class RecordLog {
  /** (Run, tag set) pairs known to be written; beyond, they are written again and ignored. */
  private static final int MAX_KNOWN_SETS = 50_000;

  /** Rows whose duplicates are looked for at once; bounds what the driver holds. */
  private static final int BATCH_ROWS = 2_000;

  private record RunSet(long run, long set) {}

  /** A row and where it belongs. */
  private record Placed(RecordRow row, long run, long block, int slot) {}

  private final DayFile file;
  private final RecordKind kind;
  private final RecordSql sql;
  private final TagSets tagSets;
  private final Map<Integer, Run> runs = new HashMap<>();
  private final Set<RunSet> knownSets = new HashSet<>();
  private long lastBlock;

  /** The file's count of rolled back transactions when the above was read from it; -1: never. */
  private long rollbacks = -1;

  RecordLog(DayFile file, RecordKind kind, TagSets tagSets) {
    this.file = file;
    this.kind = kind;
    this.sql = new RecordSql(file.dialect(), kind);
    this.tagSets = tagSets;
  }

  RecordKind kind() {
    return kind;
  }

  RecordSql sql() {
    return sql;
  }

  /** Appends what was packed, in the transaction under way. */
  void append(Session session, Block.Packed packed) throws SQLException {
    load(session);
    long firstBlock = lastBlock + 1;
    PreparedStatement insert = session.prepare(sql.insertBlock());
    for (byte[] block : packed.packed()) {
      insert.setLong(1, ++lastBlock);
      insert.setBytes(2, block);
      insert.executeUpdate();
    }
    Set<Run> changed = new LinkedHashSet<>();
    for (int from = 0; from < packed.rows().size(); from += BATCH_ROWS) {
      int to = Math.min(from + BATCH_ROWS, packed.rows().size());
      insertRows(session, packed, firstBlock, from, to, changed);
    }
    PreparedStatement putRun = session.prepare(sql.putRun());
    for (Run run : changed) {
      run.bind(putRun);
      putRun.executeUpdate();
    }
  }

  private void load(Session session) throws SQLException {
    if (!file.isCreated(sql.table())) {
      file.create(session, sql.table(), sql.create());
    }
    if (rollbacks == file.rollbacks()) {
      return;
    }
    runs.clear();
    knownSets.clear();
    try (ResultSet rows = session.prepare(sql.runs()).executeQuery()) {
      while (rows.next()) {
        Run run = Run.of(rows);
        runs.put(run.hour(), run); // oldest first: the hour's last run stays
      }
    }
    try (ResultSet last = session.prepare(sql.lastBlock()).executeQuery()) {
      lastBlock = last.next() ? last.getLong(1) : 0;
    }
    rollbacks = file.rollbacks();
  }

  private void insertRows(
      Session session, Block.Packed packed, long firstBlock, int from, int to, Set<Run> changed)
      throws SQLException {
    PreparedStatement insert = session.prepare(sql.insert());
    int ranked = kind.ranked() == null ? -1 : kind.index(kind.ranked());
    long[] runIds = new long[to - from];
    for (int i = from; i < to; i++) {
      RecordRow row = packed.rows().get(i);
      long millis = millisOfDay(row);
      Run run = run(millis);
      run.add(millis, ranked < 0 ? 0 : row.values()[ranked]);
      changed.add(run);
      runIds[i - from] = run.id();
      keepTags(session, row.tags(), run.id(), tagSets.number(row.tags()));
      bind(
          insert, new Placed(row, run.id(), firstBlock + packed.blocks()[i], packed.slots()[i]), 0);
      insert.addBatch();
    }
    int[] inserted = insert.executeBatch();
    for (int i = from; i < to; i++) {
      int count = inserted[i - from];
      if (count == 0) {
        moveOn(
            session,
            new Placed(
                packed.rows().get(i),
                runIds[i - from],
                firstBlock + packed.blocks()[i],
                packed.slots()[i]));
      } else if (count < 0 && count != Statement.SUCCESS_NO_INFO) {
        throw new SQLException("row " + i + " of a batch was not inserted");
      }
    }
  }

  /** The number is taken: by the document itself, or by another with the same lower bits. */
  private void moveOn(Session session, Placed placed) throws SQLException {
    RecordRow row = placed.row();
    for (int moved = 0; moved < RowId.MAX_MOVES; moved++) {
      long id = RowId.of(millisOfDay(row), row.idKey(), moved);
      try (ResultSet taken = session.bind(sql.high(), id).executeQuery()) {
        if (taken.next()) {
          if (taken.getLong(1) == RowId.high(row.idKey(), moved)) {
            return;
          }
          continue;
        }
      }
      PreparedStatement insert = session.prepare(sql.insert());
      bind(insert, placed, moved);
      insert.executeUpdate();
      return;
    }
    throw new Fault.Overloaded(
        "more than " + RowId.MAX_MOVES + " documents of one millisecond with alike ids");
  }

  private void bind(PreparedStatement insert, Placed placed, int moved) throws SQLException {
    RecordRow row = placed.row();
    int at = 0;
    insert.setLong(++at, RowId.of(millisOfDay(row), row.idKey(), moved));
    insert.setLong(++at, RowId.high(row.idKey(), moved));
    insert.setLong(++at, placed.run());
    for (long value : row.values()) {
      insert.setLong(++at, value);
    }
    insert.setLong(++at, tagSets.number(row.tags()));
    insert.setLong(++at, placed.block());
    insert.setLong(++at, placed.slot());
  }

  private static long millisOfDay(RecordRow row) {
    return Math.floorMod(row.timeMillis(), Days.DAY_MILLIS);
  }

  private Run run(long millis) {
    int hour = Run.hour(millis);
    Run run = runs.computeIfAbsent(hour, Run::first);
    if (run.full()) {
      run = run.next();
      runs.put(hour, run);
    }
    return run;
  }

  private void keepTags(Session session, List<String> tags, long run, long set)
      throws SQLException {
    if (set == TagSets.NONE || !knownSets.add(new RunSet(run, set))) {
      return;
    }
    if (knownSets.size() > MAX_KNOWN_SETS) {
      knownSets.clear();
    }
    PreparedStatement insert = session.prepare(sql.insertTag());
    for (String tag : tags) {
      insert.setBytes(1, tag.getBytes(StandardCharsets.UTF_8));
      insert.setLong(2, run);
      insert.setLong(3, set);
      insert.executeUpdate();
    }
  }
}
