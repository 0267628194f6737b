// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between databases. Stateless. */
sealed interface Dialect permits SqliteDialect, H2Dialect {

  static Dialect of(FileSettings.Database database) {
    return switch (database) {
      case SQLITE -> new SqliteDialect();
      case H2 -> new H2Dialect();
    };
  }

  /** As {@code SW_STORAGE} spells it. */
  String name();

  /** How the name of a day's main file ends. */
  String suffix();

  /** What the engine may put beside the main file: endings that follow the name without suffix. */
  List<String> companions();

  /** Opens (and creates) a database file. A writer and some readers are open at once. */
  Connection open(Path file, boolean writer, FileSettings settings) throws SQLException;

  /** After a commit: whatever is still needed until it survives a power cut. */
  void makeDurable(Connection connection) throws SQLException;

  /** The type of bytes. */
  String bytesType();

  /** The type of bytes that are part of a key. */
  String keyBytesType();

  /** The type of a single whole number that rows are kept in the order of. */
  String rowIdType();

  /** What an index ends with so that rows of the same key come in the order of their ids. */
  String indexTail();

  /** How the definition of a table ends whose rows are kept in the order of its primary key. */
  String clustered();

  /** Inserts a row unless its primary key exists; the update count says whether it did. */
  String insertIgnore(String table, List<String> columns);

  /** Inserts a row or replaces the one with the same primary key. */
  String upsert(String table, List<String> columns, int keyColumns);

  /** Follows a table's name in FROM: read through this index. */
  String through(String index);

  /** Follows a table's name in FROM: read in the order of its primary key. */
  String inOrder();

  /** Whether this says that the file itself is broken. */
  boolean damaged(SQLException e);

  /** What an operator should do about this; blank when nothing better than the message is known. */
  String advice(SQLException e);

  /** {@code ?, ?, ?}. */
  static String marks(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "?"));
  }

  /** {@code "a", "b"}: names of measures may be words of SQL. */
  static String names(List<String> columns) {
    return "\"" + String.join("\", \"", columns) + "\"";
  }
}
