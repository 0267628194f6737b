// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

/** What a database's refusal means for what to do next. */
enum Trouble {
  /** A table is not there: not yet made, or dropped. */
  NO_TABLE,
  /** A column is not there: the table was made by an older version. */
  NO_COLUMN,
  /** Somebody else was in the way: the same again works. */
  AGAIN,
  /** The connection is gone, or none can be had. */
  CONNECTION,
  /** A statement took longer than it may. */
  TOO_SLOW,
  /** Too many connections. */
  CROWDED,
  /** These rows can never be written. */
  NEVER,
  /** Whatever else; an operator has to look. */
  OTHER
}
