// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import orrery.model.Fault;

/**
 * Which version of the tables a database has. Tables of days need none: whoever writes to one that
 * lacks a column adds it. A version is for what cannot be added so.
 */
final class SchemaVersion {
  /** The version this program makes. */
  static final int CURRENT = 1;

  static final Table TABLE =
      new Table(
          "orrery_schema",
          List.of(Column.of("part", Column.Type.SMALL), Column.of("version", Column.Type.INT)),
          1,
          List.of(),
          true);

  private static final int WHOLE = 0;

  private SchemaVersion() {}

  /** The version of the database; 0 when it has none yet. The table must be there. */
  static int read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version FROM " + TABLE.name() + " WHERE part = " + WHOLE)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /**
   * Refuses a version that this program does not know.
   *
   * @throws Fault.Invalid for a newer one
   */
  static void require(int version, DatabaseSettings settings) {
    if (version > CURRENT) {
      throw new Fault.Invalid(
          "%s was prepared by a newer Orrery (schema %d, this one knows up to %d); run that version, or give this one a database of its own"
              .formatted(settings, version, CURRENT));
    }
  }

  static void write(Connection connection, int version) throws SQLException {
    Tables.execute(connection, "DELETE FROM " + TABLE.name() + " WHERE part = " + WHOLE);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + TABLE.name() + " (part, version) VALUES (?, ?)")) {
      insert.setInt(1, WHOLE);
      insert.setInt(2, version);
      insert.executeUpdate();
    }
  }
}
