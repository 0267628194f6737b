// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** MySQL and MariaDB, through the driver of either. */
final class MySqlDialect implements Dialect {
  private static final String MYSQL = "jdbc:mysql:";
  private static final String MARIADB = "jdbc:mariadb:";
  private static final Pattern MARIADB_VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+-MariaDB");
  private static final int OLDEST_MARIADB = 1005;
  private static final int CONNECT_MILLIS = 3_000;
  private static final int LOCK_SECONDS = 10;

  /** Servers take at least 4 MiB in a packet, and bytes may double when they are quoted. */
  private static final long STATEMENT_BYTES = 1 << 20;

  @Override
  public List<Driver> drivers(String url) {
    Driver connectorJ = new Driver("com.mysql.cj.jdbc.Driver", url.replace(MARIADB, MYSQL));
    Driver mariaDb = new Driver("org.mariadb.jdbc.Driver", url.replace(MYSQL, MARIADB));
    return url.startsWith(MARIADB) ? List.of(mariaDb, connectorJ) : List.of(connectorJ, mariaDb);
  }

  @Override
  public String driverAdvice() {
    return "put mariadb-java-client-3.x.jar or mysql-connector-j-9.x.jar into ext-libs/ and start"
        + " again; either talks to MySQL and MariaDB";
  }

  @Override
  public Map<String, String> properties(int statementSeconds) {
    return Map.of(
        "connectTimeout", String.valueOf(CONNECT_MILLIS),
        "socketTimeout", String.valueOf((statementSeconds + LOCK_SECONDS / 2) * 1000),
        "tcpKeepAlive", "true");
  }

  @Override
  public String session(int statementSeconds) {
    // The comments are read by MySQL alone, and by MariaDB alone.
    return ("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
            + " innodb_lock_wait_timeout = %d, lock_wait_timeout = %d"
            + " /*!50708 , max_execution_time = %d */ /*M!100104 , max_statement_time = %d */")
        .formatted(LOCK_SECONDS, LOCK_SECONDS, statementSeconds * 1000, statementSeconds);
  }

  @Override
  public String unfit(String product, int major, int minor) {
    Matcher mariaDb = MARIADB_VERSION.matcher(product); // MySQL's driver takes it for a MySQL 5.5
    if (mariaDb.find()) {
      int release = Integer.parseInt(mariaDb.group(1)) * 100 + Integer.parseInt(mariaDb.group(2));
      return release >= OLDEST_MARIADB ? "" : "MariaDB 10.5 or later is needed";
    }
    return major >= 8 ? "" : "MySQL 8.0 or later is needed";
  }

  @Override
  public String quote(String name) {
    return '`' + name + '`';
  }

  @Override
  public List<String> create(Table table) {
    List<String> parts = new ArrayList<>();
    table.columns().forEach(column -> parts.add(quote(column.name()) + type(column, true)));
    parts.add("PRIMARY KEY (" + names(table.key()) + ")");
    table
        .indexes()
        .forEach(index ->
            parts.add(
                "KEY "
                    + index.name()
                    + " ("
                    + index.columns().stream().map(this::quote).collect(Collectors.joining(", "))
                    + ")"));
    return List.of(
        "CREATE TABLE IF NOT EXISTS %s (%s) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
            .formatted(table.name(), String.join(", ", parts)));
  }

  @Override
  public String addColumn(Table table, Column column) {
    return "ALTER TABLE %s ADD COLUMN %s%s"
        .formatted(
            table.name(),
            quote(column.name()),
            column.type().number() ? type(column, true) + " DEFAULT 0" : type(column, false));
  }

  private static String type(Column column, boolean required) {
    String type =
        switch (column.type()) {
          case SMALL -> " SMALLINT";
          case INT -> " INT";
          case LONG -> " BIGINT";
          case BYTES, PACKED -> " LONGBLOB";
        };
    return required ? type + " NOT NULL" : type;
  }

  @Override
  public String tables() {
    return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
        + " table_name LIKE 'orrery\\_%'";
  }

  @Override
  public void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet taken =
            statement.executeQuery(
                "SELECT GET_LOCK(CONCAT('orrery ', MD5(DATABASE())), " + LOCK_SECONDS + ")")) {
      if (!taken.next() || taken.getInt(1) != 1) {
        throw new SQLException("the lock of the schema was not free in time", "40001");
      }
    }
  }

  @Override
  public void unlock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DO RELEASE_LOCK(CONCAT('orrery ', MD5(DATABASE())))");
    }
  }

  @Override
  public String insert(Table table, int rows, Rows.Existing existing) {
    String row = "(" + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
    return "INSERT %sINTO %s (%s) VALUES %s%s"
        .formatted(
            existing == Rows.Existing.KEEP ? "IGNORE " : "",
            table.name(),
            names(table.columns()),
            String.join(", ", Collections.nCopies(rows, row)),
            existing == Rows.Existing.REPLACE ? replacing(table) : "");
  }

  private String replacing(Table table) {
    return table.values().stream()
        .map(column -> {
          String name = quote(column.name());
          return column.keepGreater()
              ? "%1$s = GREATEST(%1$s, VALUES(%1$s))".formatted(name)
              : "%1$s = VALUES(%1$s)".formatted(name);
        })
        .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
  }

  @Override
  public void bind(PreparedStatement insert, Rows rows, int from, int to) throws SQLException {
    int at = 0;
    for (int row = from; row < to; row++) {
      for (int column = 0; column < rows.columns().size(); column++) {
        if (rows.columns().get(column).type().number()) {
          insert.setLong(++at, rows.number(column, row));
        } else {
          insert.setBytes(++at, rows.bytes(column, row));
        }
      }
    }
  }

  @Override
  public long statementBytes() {
    return STATEMENT_BYTES;
  }

  @Override
  public long rowBytes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet packet = statement.executeQuery("SELECT @@max_allowed_packet")) {
      return packet.next() ? packet.getLong(1) / 2 : STATEMENT_BYTES; // bytes may be quoted
    }
  }

  @Override
  public String through(String index) {
    return " FORCE INDEX (" + index + ")";
  }

  @Override
  public String throughKey() {
    return " FORCE INDEX (PRIMARY)";
  }

  @Override
  public String fence() {
    return ""; // the index is forced
  }

  @Override
  public String in(String column, int count) {
    return column + " IN (" + String.join(", ", Collections.nCopies(count, "?")) + ")";
  }

  @Override
  public int bindIn(PreparedStatement statement, int after, long[] numbers) throws SQLException {
    int at = after;
    for (long number : numbers) {
      statement.setLong(++at, number);
    }
    return at;
  }

  @Override
  public String contains(String column) {
    return "LOCATE(?, " + column + ") > 0";
  }

  @Override
  public Trouble trouble(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1146, 1051 -> Trouble.NO_TABLE;
      case 1054 -> Trouble.NO_COLUMN;
      case 1213, 1205, 1062, 1020, 1412, 1615, 3572 -> Trouble.AGAIN;
      case 1969, 3024, 1317 -> Trouble.TOO_SLOW;
      case 1040, 1203, 1226 -> Trouble.CROWDED;
      case 1153, 1264, 1366, 1406 -> Trouble.NEVER;
      case 1053, 1152, 1158, 1159, 1160, 1161, 1927, 4031 -> Trouble.CONNECTION;
      default ->
          switch (Sql.stateClass(e)) {
            case "08" -> Trouble.CONNECTION;
            case "40" -> Trouble.AGAIN;
            case "22" -> Trouble.NEVER;
            default -> Trouble.OTHER;
          };
    };
  }

  @Override
  public String advice(SQLException e) {
    return switch (e.getErrorCode()) {
      case 1045, 1698 -> "check SW_DATA_SOURCE_USER and SW_DATA_SOURCE_PASSWORD";
      case 1044, 1142, 1227, 1370 ->
          "give the user its rights: GRANT ALL ON <database>.* TO <user>";
      case 1049 -> "make the database first: CREATE DATABASE <name>";
      case 1290, 1836, 1792 ->
          "the server is read-only: name the primary in SW_JDBC_URL, or make it writable";
      case 1021, 1114, 1030, 3 -> "the server's disk is full: free space or shorten the retention";
      case 1040, 1203, 1226 -> "raise max_connections, or lower SW_ORRERY_STORE_CONNECTIONS";
      case 1153 -> "raise max_allowed_packet";
      case 1969, 3024 ->
          "shorten the time range, ask for less, or raise SW_ORRERY_STORE_STATEMENT_SECONDS";
      default -> otherAdvice(e);
    };
  }

  private static String otherAdvice(SQLException e) {
    if (String.valueOf(e.getMessage()).contains("RSA public key")) {
      return "add allowPublicKeyRetrieval=true to SW_JDBC_URL where the network is trusted, or use"
          + " TLS";
    }
    return Sql.stateClass(e).equals("08")
        ? "check that it runs and that SW_JDBC_URL names the right host and port"
        : "";
  }

  private String names(List<Column> columns) {
    return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
  }
}
