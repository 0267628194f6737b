// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * Runs reads and writes. What others' transactions, a restarted server or a dropped table broke is
 * done again: everything written here may be written twice. Thread-safe.
 */
final class Database {
  /** Something done with a connection. */
  interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** Something done in one transaction. */
  interface Change {
    void run(Connection connection) throws SQLException;
  }

  /** What is done with a row of an answer. */
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** Connections kept for writing, so that reads never hold up what comes in. */
  private static final int KEPT_FOR_WRITES = 2;

  private static final int FETCH_ROWS = 10_000;
  private static final int MAX_ATTEMPTS = 8;
  private static final long PAUSE_MILLIS = 10;

  private final Pool pool;
  private final Dialect dialect;
  private final Tables tables;
  private final Semaphore readers;

  Database(Pool pool, Tables tables) {
    this.pool = pool;
    this.dialect = pool.dialect();
    this.tables = tables;
    this.readers = new Semaphore(pool.settings().connections() - KEPT_FOR_WRITES, true);
  }

  Dialect dialect() {
    return dialect;
  }

  Tables tables() {
    return tables;
  }

  DatabaseSettings settings() {
    return pool.settings();
  }

  /**
   * Reads from a table; gives {@code missing} when there is no such table. One that lacks a column
   * is given it.
   */
  <T extends @Nullable Object> T read(Table table, T missing, Work<T> work) {
    readers.acquireUninterruptibly();
    try {
      for (int attempt = 1; ; attempt++) {
        try (Connection connection = pool.take()) {
          return work.run(connection);
        } catch (SQLException e) {
          Trouble trouble = dialect.trouble(e);
          if (trouble == Trouble.NO_TABLE) {
            tables.forget(table.name());
            return missing;
          }
          again("read", trouble, e, attempt, List.of(table));
        }
      }
    } finally {
      readers.release();
    }
  }

  /** Writes in one transaction, durable on return; makes the tables that turn out to be missing. */
  void write(List<Table> used, Change change) {
    tables.require(used);
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = pool.take()) {
        inTransaction(connection, change);
        return;
      } catch (SQLException e) {
        again("write to", dialect.trouble(e), e, attempt, used);
      }
    }
  }

  private static void inTransaction(Connection connection, Change change) throws SQLException {
    connection.setAutoCommit(false);
    change.run(connection);
    connection.commit(); // else the pool rolls back what it is given back
    connection.setAutoCommit(true);
  }

  /** Puts right what can be put right; throws when doing it again is of no use. */
  private void again(String doing, Trouble trouble, SQLException e, int attempt, List<Table> used) {
    boolean useful =
        switch (trouble) {
          case NO_TABLE, NO_COLUMN, AGAIN -> attempt < MAX_ATTEMPTS;
          case CONNECTION -> attempt < 2; // it was idle while the server restarted
          case TOO_SLOW, CROWDED, NEVER, OTHER -> false;
        };
    if (!useful) {
      throw pool.fault(doing, e);
    }
    if (trouble == Trouble.NO_TABLE || trouble == Trouble.NO_COLUMN) {
      tables.make(used);
    } else if (trouble == Trouble.AGAIN) {
      pause(attempt);
    } else {
      pool.distrust();
    }
  }

  /** Writes rows, in as many statements as it takes, in the transaction under way. */
  void insert(Connection connection, Rows rows, Rows.Existing existing) throws SQLException {
    int from = 0;
    refuseHuge(rows);
    while (from < rows.size()) {
      int to = rows.end(from, settings().batchRows(), dialect.statementBytes());
      try (PreparedStatement insert =
          connection.prepareStatement(dialect.insert(rows.table(), to - from, existing))) {
        dialect.bind(insert, rows, from, to);
        insert.executeUpdate();
      }
      from = to;
    }
  }

  private void refuseHuge(Rows rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.rowBytes(row) > pool.rowBytes()) {
        throw new Fault.Invalid(
            "a row of %d bytes is more than %s takes (%d); on MySQL raise max_allowed_packet"
                .formatted(rows.rowBytes(row), settings(), pool.rowBytes()));
      }
    }
  }

  /** Asks, and hands over each row of the answer. */
  void each(Connection connection, Query query, Row row) throws SQLException {
    connection.setAutoCommit(!query.isStreamed()); // PostgreSQL streams in transactions only
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      query.bind(statement);
      if (query.isStreamed()) {
        statement.setFetchSize(FETCH_ROWS);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
    connection.setAutoCommit(true);
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault.Unavailable("interrupted while waiting for others", e);
    }
  }
}
