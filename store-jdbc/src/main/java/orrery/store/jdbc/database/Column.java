// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

/**
 * A column. None may be null.
 *
 * @param keepGreater when a row is replaced, the greater of old and new stays
 */
record Column(String name, Type type, boolean keepGreater) {

  /** What a column holds. */
  enum Type {
    /** A whole number of two bytes. */
    SMALL,
    /** A whole number of four bytes. */
    INT,
    /** A whole number of eight bytes. */
    LONG,
    /** Bytes; empty when the column was added later. */
    BYTES,
    /** Bytes that compressing again would not make smaller. */
    PACKED;

    boolean number() {
      return switch (this) {
        case SMALL, INT, LONG -> true;
        case BYTES, PACKED -> false;
      };
    }
  }

  static Column of(String name, Type type) {
    return new Column(name, type, false);
  }
}
