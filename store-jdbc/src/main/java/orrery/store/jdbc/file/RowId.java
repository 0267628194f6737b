// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

/**
 * How a document's time and id key become the one number its row is kept under: the millisecond of
 * the UTC day, then the lower {@value #LOW_BITS} bits of the id key. Rows lie in the order of time,
 * and a document that is appended again meets itself, without another index.
 *
 * <p>Two documents of the same millisecond may share these lower bits. The later one then takes the
 * next free number; {@code high} keeps the upper bits of its id key and by how much it was moved.
 * Rows are never deleted one by one, so looking from the first number on finds it again.
 */
final class RowId {
  private static final int LOW_BITS = 36;
  private static final long LOW_MASK = (1L << LOW_BITS) - 1;
  private static final int HIGH_BITS = 64 - LOW_BITS;
  private static final long HIGH_MASK = (1L << HIGH_BITS) - 1;

  /** More of a millisecond's documents than this cannot share their lower bits by chance. */
  static final int MAX_MOVES = 100_000;

  private RowId() {}

  static long of(long millisOfDay, long idKey, int moved) {
    return first(millisOfDay) | ((idKey + moved) & LOW_MASK);
  }

  static long high(long idKey, int moved) {
    return ((long) moved << HIGH_BITS) | (idKey >>> LOW_BITS);
  }

  static long millisOfDay(long rowId) {
    return rowId >>> LOW_BITS;
  }

  static long idKey(long rowId, long high) {
    long low = (rowId - (high >>> HIGH_BITS)) & LOW_MASK;
    return ((high & HIGH_MASK) << LOW_BITS) | low;
  }

  /** The smallest id of a millisecond. */
  static long first(long millisOfDay) {
    return millisOfDay << LOW_BITS;
  }

  /** The greatest id of a millisecond. */
  static long last(long millisOfDay) {
    return first(millisOfDay) | LOW_MASK;
  }
}
