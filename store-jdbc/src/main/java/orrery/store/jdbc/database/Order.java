// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

/** In which order rows are wanted. */
record Order(boolean byRank, boolean descending) {
  /** What follows a column. */
  String direction() {
    return descending ? " DESC" : "";
  }
}
