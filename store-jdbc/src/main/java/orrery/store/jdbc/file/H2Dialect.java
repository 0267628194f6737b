// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.h2.api.ErrorCode;

/** H2 on disk. */
final class H2Dialect implements Dialect {
  @Override
  public String name() {
    return "h2";
  }

  @Override
  public String suffix() {
    return ".mv.db";
  }

  @Override
  public List<String> companions() {
    return List.of(".trace.db", ".mv.db.newFile", ".mv.db.tempFile");
  }

  @Override
  public Connection open(Path file, boolean writer, FileSettings settings) throws SQLException {
    String path = file.toAbsolutePath().toString();
    // The PostgreSQL mode is for ON CONFLICT DO NOTHING; the log level keeps trace files away.
    String url =
        "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=%d"
            .formatted(
                path.substring(0, path.length() - suffix().length()),
                settings.cacheMebibytes() * 1024);
    // The driver's own class, not DriverManager: no global registry, nothing to scan.
    return new org.h2.Driver().connect(writer ? url : url + ";IFEXISTS=TRUE", new Properties());
  }

  @Override
  public void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  @Override
  public String bytesType() {
    return "BINARY LARGE OBJECT"; // the short name is not known in this mode
  }

  @Override
  public String keyBytesType() {
    return "VARBINARY";
  }

  @Override
  public String rowIdType() {
    return "BIGINT";
  }

  @Override
  public String indexTail() {
    return ", id";
  }

  @Override
  public String inOrder() {
    return "";
  }

  @Override
  public String clustered() {
    return "";
  }

  @Override
  public String insertIgnore(String table, List<String> columns) {
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT DO NOTHING"
        .formatted(table, Dialect.names(columns), Dialect.marks(columns.size()));
  }

  @Override
  public String upsert(String table, List<String> columns, int keyColumns) {
    return "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
        .formatted(
            table,
            Dialect.names(columns),
            Dialect.names(columns.subList(0, keyColumns)),
            Dialect.marks(columns.size()));
  }

  @Override
  public String through(String index) {
    return "";
  }

  @Override
  public boolean damaged(SQLException e) {
    return e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1;
  }

  @Override
  public String advice(SQLException e) {
    return switch (e.getErrorCode()) {
      case ErrorCode.FILE_CORRUPTED_1 -> "the file is damaged: H2's Recover tool saves what it can";
      case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
          "check that the disk is not full and that this user may write to the directory";
      default -> "";
    };
  }
}
