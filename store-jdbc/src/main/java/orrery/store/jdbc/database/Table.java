// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.HashSet;
import java.util.List;

/**
 * What a table looks like.
 *
 * @param name at most {@value #MAX_NAME} characters, the least any of the databases allows
 * @param columns the key's first
 * @param keyColumns how many of them name a row
 * @param updated whether rows are replaced often
 */
record Table(
    String name, List<Column> columns, int keyColumns, List<Index> indexes, boolean updated) {
  static final int MAX_NAME = 63;

  /** Further order of rows; names of indexes are unique in a database. */
  record Index(String name, List<String> columns) {
    Index {
      columns = List.copyOf(columns);
      requireShort(name);
    }
  }

  Table {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
    requireShort(name);
    if (new HashSet<>(columns.stream().map(Column::name).toList()).size() != columns.size()) {
      throw new IllegalArgumentException(name + " has a column twice: " + columns);
    }
  }

  List<Column> key() {
    return columns.subList(0, keyColumns);
  }

  List<Column> values() {
    return columns.subList(keyColumns, columns.size());
  }

  private static void requireShort(String name) {
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException("longer than " + MAX_NAME + " characters: " + name);
    }
  }
}
