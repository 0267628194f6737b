// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import orrery.store.RecordKind;

/**
 * A row that was found, without its payload.
 *
 * @param rank the value results may be ordered by, 0 where the kind has none
 */
record Found(
    long day, long timeMillis, long idKey, long rank, long[] values, long block, int slot) {
  static final Comparator<Found> BY_TIME =
      Comparator.comparingLong(Found::timeMillis).thenComparingLong(Found::idKey);
  static final Comparator<Found> BY_RANK =
      Comparator.comparingLong(Found::rank).thenComparing(BY_TIME);

  static Comparator<Found> order(RecordSql.Order order) {
    Comparator<Found> ascending = order.byRank() ? BY_RANK : BY_TIME;
    return order.descending() ? ascending.reversed() : ascending;
  }

  /** Runs a statement of {@link RecordSql} that gives rows. */
  static List<Found> all(RecordKind kind, long day, PreparedStatement statement)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    int fields = kind.fields().size();
    int ranked = kind.ranked() == null ? -1 : kind.index(kind.ranked());
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        long rowId = rows.getLong(1);
        long high = rows.getLong(2);
        long[] values = new long[fields];
        for (int i = 0; i < fields; i++) {
          values[i] = rows.getLong(3 + i);
        }
        found.add(
            new Found(
                day,
                day * Days.DAY_MILLIS + RowId.millisOfDay(rowId),
                RowId.idKey(rowId, high),
                ranked < 0 ? 0 : values[ranked],
                values,
                rows.getLong(3 + fields),
                rows.getInt(4 + fields)));
      }
    }
    return found;
  }
}
