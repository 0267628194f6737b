// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** PostgreSQL. Rows go in as one array per column: one statement whatever their number. */
final class PostgreSqlDialect implements Dialect {
  private static final int CONNECT_SECONDS = 3;
  private static final int LOCK_SECONDS = 10;
  private static final int OLDEST = 12;
  private static final long STATEMENT_BYTES = 8 << 20;

  /** "orrery" in ASCII, so that no other program means this lock. */
  private static final long LOCK = 0x6f7272657279L;

  @Override
  public List<Driver> drivers(String url) {
    return List.of(new Driver("org.postgresql.Driver", url));
  }

  @Override
  public String driverAdvice() {
    return "it is part of Orrery: unpack the distribution again";
  }

  @Override
  public Map<String, String> properties(int statementSeconds) {
    return Map.of(
        "connectTimeout", String.valueOf(CONNECT_SECONDS),
        "loginTimeout", String.valueOf(CONNECT_SECONDS),
        "socketTimeout", String.valueOf(statementSeconds + LOCK_SECONDS / 2),
        "tcpKeepAlive", "true",
        "ApplicationName", "orrery");
  }

  @Override
  public String session(int statementSeconds) {
    return "SET statement_timeout = '%ds'; SET lock_timeout = '%ds'"
        .formatted(statementSeconds, LOCK_SECONDS);
  }

  @Override
  public String unfit(String product, int major, int minor) {
    return major >= OLDEST ? "" : "PostgreSQL " + OLDEST + " or later is needed";
  }

  @Override
  public String quote(String name) {
    return '"' + name + '"';
  }

  @Override
  public List<String> create(Table table) {
    String columns =
        table.columns().stream()
            .map(column -> quote(column.name()) + ' ' + type(column) + " NOT NULL")
            .collect(Collectors.joining(", "));
    List<String> statements = new ArrayList<>();
    // Room in the pages: a row that is replaced then stays in its page and touches no index.
    statements.add(
        "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))%s"
            .formatted(
                table.name(),
                columns,
                names(table.key()),
                table.updated() ? " WITH (fillfactor = 60)" : ""));
    for (Column column : table.columns()) {
      if (column.type() == Column.Type.PACKED) {
        statements.add(
            "ALTER TABLE %s ALTER COLUMN %s SET STORAGE EXTERNAL"
                .formatted(table.name(), quote(column.name())));
      }
    }
    for (Table.Index index : table.indexes()) {
      statements.add(
          "CREATE INDEX IF NOT EXISTS %s ON %s (%s)"
              .formatted(
                  index.name(),
                  table.name(),
                  index.columns().stream().map(this::quote).collect(Collectors.joining(", "))));
    }
    return statements;
  }

  @Override
  public String addColumn(Table table, Column column) {
    return "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s NOT NULL DEFAULT %s"
        .formatted(
            table.name(), quote(column.name()), type(column), column.type().number() ? "0" : "''");
  }

  private static String type(Column column) {
    return switch (column.type()) {
      case SMALL -> "smallint";
      case INT -> "integer";
      case LONG -> "bigint";
      case BYTES, PACKED -> "bytea";
    };
  }

  @Override
  public String tables() {
    return "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND"
        + " tablename LIKE 'orrery\\_%'";
  }

  @Override
  public void lock(Connection connection) throws SQLException {
    execute(connection, "SELECT pg_advisory_lock(" + LOCK + ")");
  }

  @Override
  public void unlock(Connection connection) throws SQLException {
    execute(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String insert(Table table, int rows, Rows.Existing existing) {
    String arrays =
        table.columns().stream()
            .map(column -> "?::" + type(column) + "[]")
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) SELECT * FROM unnest(%s)%s"
        .formatted(
            table.name(),
            names(table.columns()),
            arrays,
            switch (existing) {
              case FAIL -> "";
              case KEEP -> " ON CONFLICT DO NOTHING";
              case REPLACE -> replacing(table);
            });
  }

  private String replacing(Table table) {
    return table.values().stream()
        .map(column -> {
          String name = quote(column.name());
          return column.keepGreater()
              ? "%1$s = GREATEST(%2$s.%1$s, EXCLUDED.%1$s)".formatted(name, table.name())
              : "%1$s = EXCLUDED.%1$s".formatted(name);
        })
        .collect(
            Collectors.joining(
                ", ", " ON CONFLICT (" + names(table.key()) + ") DO UPDATE SET ", ""));
  }

  @Override
  public void bind(PreparedStatement insert, Rows rows, int from, int to) throws SQLException {
    Connection connection = insert.getConnection();
    for (int column = 0; column < rows.columns().size(); column++) {
      boolean number = rows.columns().get(column).type().number();
      insert.setArray(
          column + 1,
          number
              ? numbers(connection, rows.numbers(column, from, to))
              : connection.createArrayOf("bytea", rows.bytes(column, from, to)));
    }
  }

  private static Array numbers(Connection connection, long[] numbers) throws SQLException {
    return connection.createArrayOf("bigint", Arrays.stream(numbers).boxed().toArray(Long[]::new));
  }

  @Override
  public long statementBytes() {
    return STATEMENT_BYTES;
  }

  @Override
  public long rowBytes(Connection connection) {
    return 500L << 20; // a value may have 1 GiB
  }

  @Override
  public String through(String index) {
    return "";
  }

  @Override
  public String throughKey() {
    return "";
  }

  @Override
  public String fence() {
    return " OFFSET 0";
  }

  @Override
  public String in(String column, int count) {
    return column + " = ANY(?)";
  }

  @Override
  public int bindIn(PreparedStatement statement, int after, long[] numbers) throws SQLException {
    statement.setArray(after + 1, numbers(statement.getConnection(), numbers));
    return after + 1;
  }

  @Override
  public String contains(String column) {
    return "position(? in " + column + ") > 0";
  }

  @Override
  public Trouble trouble(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "42P01" -> Trouble.NO_TABLE;
      case "42703" -> Trouble.NO_COLUMN;
      case "40001", "40P01", "55P03", "23505", "XX000" -> Trouble.AGAIN;
      case "57014" -> Trouble.TOO_SLOW;
      case "53300" -> Trouble.CROWDED;
      case "57P01", "57P02", "57P03", "57P05" -> Trouble.CONNECTION;
      default ->
          switch (Sql.stateClass(e)) {
            case "08" -> Trouble.CONNECTION;
            case "22", "54" -> Trouble.NEVER;
            default -> Trouble.OTHER;
          };
    };
  }

  @Override
  public String advice(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "28P01", "28000", "08004" -> "check SW_DATA_SOURCE_USER and SW_DATA_SOURCE_PASSWORD";
      case "3D000" -> "make the database first: CREATE DATABASE <name> OWNER <user>";
      case "42501" ->
          "give the user its rights: GRANT CREATE, USAGE ON SCHEMA <schema> TO <user>, and make it"
              + " the owner of the orrery_ tables";
      case "3F000" ->
          "make the schema that the user's search_path names, and GRANT CREATE, USAGE ON SCHEMA"
              + " <schema> TO <user>";
      case "25006" ->
          "the server is read-only: name the primary in SW_JDBC_URL"
              + " (targetServerType=primary with several hosts)";
      case "53100" -> "the server's disk is full: free space or shorten the retention";
      case "53300" -> "raise max_connections, or lower SW_ORRERY_STORE_CONNECTIONS";
      case "57014" ->
          "shorten the time range, ask for less, or raise SW_ORRERY_STORE_STATEMENT_SECONDS";
      case "57P01", "57P02", "57P03" -> "the server is starting or stopping: it is tried again";
      default ->
          Sql.stateClass(e).equals("08")
              ? "check that it runs and that SW_JDBC_URL names the right host and port"
              : "";
    };
  }

  private String names(List<Column> columns) {
    return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
  }
}
