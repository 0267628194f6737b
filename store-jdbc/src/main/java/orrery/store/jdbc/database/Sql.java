// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.SQLException;

/** Small things about SQL that all databases share. */
final class Sql {
  private Sql() {}

  /** The first two characters of the SQL state, which say what kind of failure it is. */
  static String stateClass(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  /** What lies behind: the pool says only that it got no connection, its cause says why. */
  static SQLException root(SQLException e) {
    SQLException root = e;
    while (root instanceof java.sql.SQLTransientConnectionException
        && root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    return root;
  }
}
