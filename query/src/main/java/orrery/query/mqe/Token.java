// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

/**
 * A word of an expression.
 *
 * @param position of its first character, from 0
 * @param text as written; of a string, what stands between the quotes
 */
record Token(Kind kind, int position, String text) {
  enum Kind {
    NAME,
    INTEGER,
    DECIMAL,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** How a person would name it. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case STRING -> "the text '" + text + "'";
      case NAME, INTEGER, DECIMAL, SYMBOL -> "\"" + text + "\"";
    };
  }
}
