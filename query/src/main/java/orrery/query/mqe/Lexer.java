// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into tokens. */
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of(
          "==", "!=", "<=", ">=", "&&", "||", "(", ")", "[", "]", "{", "}", ",", "=", "<", ">", "+",
          "-", "*", "/", "%");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * The tokens, the last of which is the end.
   *
   * @throws ExpressionFault for a character that starts no token, or a text without an end
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Token.Kind.END, at, "");
    }
    char first = text.charAt(at);
    if (first == '\'' || first == '"') {
      return string(first);
    }
    if (letter(first)) {
      return word();
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token(Token.Kind.SYMBOL, at - symbol.length(), symbol);
      }
    }
    throw new ExpressionFault(
        at, "\"" + Character.toString(text.codePointAt(at)) + "\" has no meaning here");
  }

  private Token string(char quote) {
    int start = at;
    int end = text.indexOf(quote, start + 1);
    if (end < 0) {
      throw new ExpressionFault(
          start, "a text starts here and never ends: " + quote + " is missing");
    }
    at = end + 1;
    return new Token(Token.Kind.STRING, start, text.substring(start + 1, end));
  }

  /** A name or a number; a name may start with digits. */
  private Token word() {
    int start = at;
    boolean digits = true;
    while (at < text.length() && letter(text.charAt(at))) {
      digits &= digit(text.charAt(at));
      at++;
    }
    if (!digits) {
      return new Token(Token.Kind.NAME, start, text.substring(start, at));
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && digit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && digit(text.charAt(at))) {
        at++;
      }
      return new Token(Token.Kind.DECIMAL, start, text.substring(start, at));
    }
    return new Token(Token.Kind.INTEGER, start, text.substring(start, at));
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || digit(c);
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
