// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.Comparator;

/**
 * A row that was found, without its payload.
 *
 * @param rank the value results may be ordered by, 0 where the kind has none
 */
record Found(
    long day, long timeMillis, long idKey, long rank, long[] values, long block, int slot) {
  static final Comparator<Found> BY_TIME =
      Comparator.comparingLong(Found::timeMillis).thenComparingLong(Found::idKey);

  private static final Comparator<Found> BY_RANK =
      Comparator.comparingLong(Found::rank).thenComparing(BY_TIME);

  static Comparator<Found> order(Order order) {
    Comparator<Found> ascending = order.byRank() ? BY_RANK : BY_TIME;
    return order.descending() ? ascending.reversed() : ascending;
  }
}
