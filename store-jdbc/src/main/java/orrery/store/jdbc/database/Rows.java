// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.Arrays;
import java.util.List;

/** Rows to be written to a table, kept column by column. Filled value by value, row by row. */
final class Rows {
  private final Table table;
  private final long[][] numbers;
  private final byte[][][] bytes;
  private int size;
  private int column;

  /** What happens to a row whose key exists. */
  enum Existing {
    /** It cannot exist: writing fails. */
    FAIL,
    /** The old row stays. */
    KEEP,
    /** The new row takes its place. */
    REPLACE
  }

  Rows(Table table, int capacity) {
    this.table = table;
    this.numbers = new long[table.columns().size()][];
    this.bytes = new byte[table.columns().size()][][];
    for (int i = 0; i < numbers.length; i++) {
      if (table.columns().get(i).type().number()) {
        numbers[i] = new long[capacity];
      } else {
        bytes[i] = new byte[capacity][];
      }
    }
  }

  Rows add(long number) {
    numbers[column][size] = number;
    next();
    return this;
  }

  Rows add(byte[] value) {
    bytes[column][size] = value;
    next();
    return this;
  }

  private void next() {
    if (++column == numbers.length) {
      column = 0;
      size++;
    }
  }

  Table table() {
    return table;
  }

  List<Column> columns() {
    return table.columns();
  }

  int size() {
    return size;
  }

  long number(int column, int row) {
    return numbers[column][row];
  }

  byte[] bytes(int column, int row) {
    return bytes[column][row];
  }

  /** A column of some rows. */
  long[] numbers(int column, int from, int to) {
    return Arrays.copyOfRange(numbers[column], from, to);
  }

  byte[][] bytes(int column, int from, int to) {
    return Arrays.copyOfRange(bytes[column], from, to);
  }

  /** Where a statement that starts with a row must end: at most so many rows, and about so much. */
  int end(int from, int maxRows, long maxBytes) {
    long size = 0;
    int to = from;
    while (to < this.size && to - from < maxRows) {
      size += rowBytes(to);
      if (size > maxBytes && to > from) {
        break;
      }
      to++;
    }
    return to;
  }

  /** What the bytes of a row come to. */
  long rowBytes(int row) {
    long size = 0;
    for (byte[][] column : bytes) {
      if (column != null) {
        size += column[row].length;
      }
    }
    return size;
  }
}
