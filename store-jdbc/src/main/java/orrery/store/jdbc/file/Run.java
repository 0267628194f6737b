// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Some {@value #DOCUMENTS} documents of one hour that came in one after the other, and the bounds
 * of their times (of the UTC day) and ranks. Bounds may be wider than the truth, never narrower.
 *
 * <p>Why not simply index everything: keys such as trace ids fall anywhere in an index, so once it
 * outgrows the page cache every insert writes a page of its own. Indexes that start with the run
 * grow at their end. See {@code docs/adr/0003-sqlite-file-per-day.md}.
 */
final class Run {
  static final int DOCUMENTS = 1 << 17;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int NUMBER_BITS = 32;

  private final long id;
  private long documents;
  private long minMillis = Long.MAX_VALUE;
  private long maxMillis = Long.MIN_VALUE;
  private long minRank = Long.MAX_VALUE;
  private long maxRank = Long.MIN_VALUE;

  private Run(long id) {
    this.id = id;
  }

  static int hour(long millisOfDay) {
    return (int) (millisOfDay / HOUR_MILLIS);
  }

  /** The first run of an hour. */
  static Run first(int hour) {
    return new Run((long) hour << NUMBER_BITS);
  }

  /** The run after this one in the same hour. */
  Run next() {
    return new Run(id + 1);
  }

  /** From the current row of {@link RecordSql#runs}. */
  static Run of(ResultSet row) throws SQLException {
    Run run = new Run(row.getLong(1));
    run.documents = row.getLong(2);
    run.minMillis = row.getLong(3);
    run.maxMillis = row.getLong(4);
    run.minRank = row.getLong(5);
    run.maxRank = row.getLong(6);
    return run;
  }

  /** For {@link RecordSql#putRun}. */
  void bind(PreparedStatement statement) throws SQLException {
    statement.setLong(1, id);
    statement.setLong(2, documents);
    statement.setLong(3, minMillis);
    statement.setLong(4, maxMillis);
    statement.setLong(5, minRank);
    statement.setLong(6, maxRank);
  }

  void add(long millisOfDay, long rank) {
    documents++;
    minMillis = Math.min(minMillis, millisOfDay);
    maxMillis = Math.max(maxMillis, millisOfDay);
    minRank = Math.min(minRank, rank);
    maxRank = Math.max(maxRank, rank);
  }

  boolean full() {
    return documents >= DOCUMENTS;
  }

  long id() {
    return id;
  }

  int hour() {
    return (int) (id >>> NUMBER_BITS);
  }

  long documents() {
    return documents;
  }

  long minMillis() {
    return minMillis;
  }

  long maxMillis() {
    return maxMillis;
  }

  long minRank() {
    return minRank;
  }

  long maxRank() {
    return maxRank;
  }
}
