// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What differs between database servers. Stateless. */
sealed interface Dialect permits MySqlDialect, PostgreSqlDialect {

  static Dialect of(DatabaseSettings.Product product) {
    return switch (product) {
      case MYSQL -> new MySqlDialect();
      case POSTGRESQL -> new PostgreSqlDialect();
    };
  }

  /**
   * A driver that can talk to it.
   *
   * @param className of the driver
   * @param url as this driver wants it
   */
  record Driver(String className, String url) {}

  /** Drivers for this URL, the preferred first. */
  List<Driver> drivers(String url);

  /** What to do when none of them is there. */
  String driverAdvice();

  /** Properties of a driver that the URL may overrule. */
  Map<String, String> properties(int statementSeconds);

  /** The first statement of every connection. */
  String session(int statementSeconds);

  /** What is wrong with a server of this version; blank when it will do. */
  String unfit(String product, int major, int minor);

  String quote(String name);

  /** Makes a table and its indexes where they are missing. */
  List<String> create(Table table);

  /** For a column that a version added later. */
  String addColumn(Table table, Column column);

  /** Names of all tables of the database that begin with {@code orrery_}. */
  String tables();

  /** Waits until nobody else holds the lock of this database's schema, and takes it. */
  void lock(Connection connection) throws SQLException;

  void unlock(Connection connection) throws SQLException;

  /** Writes some rows in one statement. */
  String insert(Table table, int rows, Rows.Existing existing);

  /** Binds rows to {@link #insert}. */
  void bind(PreparedStatement insert, Rows rows, int from, int to) throws SQLException;

  /** Most bytes that should go into one statement. */
  long statementBytes();

  /** Most bytes that the server takes in one row; more breaks the connection. */
  long rowBytes(Connection connection) throws SQLException;

  /** Follows a table's name in FROM: read through this index, or blank: the database chooses. */
  String through(String index);

  /** Likewise, in the order of the primary key. */
  String throughKey();

  /** Follows a select within another: find its rows first, whatever order is wanted outside. */
  String fence();

  /** {@code column IN (…)} of this many numbers. */
  String in(String column, int count);

  /** Binds the numbers of {@link #in}; gives the last position used. */
  int bindIn(PreparedStatement statement, int after, long[] numbers) throws SQLException;

  /** Whether a name of bytes holds some bytes. */
  String contains(String column);

  Trouble trouble(SQLException e);

  /** What an operator should do about this; blank when nothing better than the message is known. */
  String advice(SQLException e);
}
