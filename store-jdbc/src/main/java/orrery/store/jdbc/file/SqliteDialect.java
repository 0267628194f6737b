// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * SQLite in WAL mode: readers never wait for the writer. {@code synchronous=FULL} syncs the log at
 * each commit, so a commit that returned survives a power cut.
 */
final class SqliteDialect implements Dialect {
  /** Pages in the log before it is copied into the file: 16 MiB, so a hot page is copied once. */
  private static final int CHECKPOINT_PAGES = 4096;

  private static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int SQLITE_PERM = 3;
  private static final int SQLITE_READONLY = 8;
  private static final int SQLITE_IOERR = 10;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_FULL = 13;
  private static final int SQLITE_CANTOPEN = 14;
  private static final int SQLITE_NOTADB = 26;

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public String suffix() {
    return ".db";
  }

  @Override
  public List<String> companions() {
    return List.of(".db-wal", ".db-shm", ".db-journal");
  }

  @Override
  public Connection open(Path file, boolean writer, FileSettings settings) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    int kibibytes = settings.cacheMebibytes() * 1024;
    config.setCacheSize(writer ? -kibibytes : -Math.max(1024, kibibytes / 4));
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    if (!writer) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    if (writer) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
        statement.execute("PRAGMA journal_size_limit=" + CHECKPOINT_PAGES * 4096L * 2);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }
    return connection;
  }

  @Override
  public void makeDurable(Connection connection) {}

  @Override
  public String bytesType() {
    return "BLOB";
  }

  @Override
  public String keyBytesType() {
    return "BLOB";
  }

  @Override
  public String rowIdType() {
    return "INTEGER";
  }

  @Override
  public String indexTail() {
    return ""; // every index ends with the row id anyway
  }

  @Override
  public String inOrder() {
    return " NOT INDEXED";
  }

  @Override
  public String clustered() {
    return " WITHOUT ROWID";
  }

  @Override
  public String insertIgnore(String table, List<String> columns) {
    return "INSERT OR IGNORE INTO %s (%s) VALUES (%s)"
        .formatted(table, Dialect.names(columns), Dialect.marks(columns.size()));
  }

  @Override
  public String upsert(String table, List<String> columns, int keyColumns) {
    return "INSERT OR REPLACE INTO %s (%s) VALUES (%s)"
        .formatted(table, Dialect.names(columns), Dialect.marks(columns.size()));
  }

  @Override
  public String through(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  public boolean damaged(SQLException e) {
    int code = e.getErrorCode() & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  }

  @Override
  public String advice(SQLException e) {
    return switch (e.getErrorCode() & 0xff) {
      case SQLITE_FULL -> "the disk is full: free space or shorten the retention";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
          "check that the directory exists and that this user may write to it";
      case SQLITE_IOERR -> "the disk fails or is full: look at the system's log";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "the file is damaged: \"sqlite3 FILE .recover\" saves what can be saved";
      default -> "";
    };
  }
}
