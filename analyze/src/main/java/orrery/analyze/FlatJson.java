// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of strings, numbers and booleans, as agents put it into a tag; every value as text.
 * What is not such an object is empty. Small and lenient on purpose: a JSON library here would be
 * the room's only dependency.
 */
final class FlatJson {
  private final String text;
  private final Map<String, String> members = new HashMap<>();
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  static FlatJson parse(String text) {
    FlatJson json = new FlatJson(text);
    if (!json.object()) {
      json.members.clear();
    }
    return json;
  }

  @Nullable String get(String name) {
    return members.get(name);
  }

  private boolean object() {
    if (!take('{')) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    do {
      String name = string();
      if (name == null || !take(':')) {
        return false;
      }
      String value = peek() == '"' ? string() : word();
      if (value == null) {
        return false;
      }
      members.put(name, value);
    } while (take(','));
    return take('}');
  }

  private @Nullable String string() {
    if (!take('"')) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && at < text.length()) {
        c = escaped(text.charAt(at++));
      }
      value.append(c);
    }
    return null;
  }

  private char escaped(char c) {
    if (c == 'u' && at + 4 <= text.length()) {
      try {
        char decoded = (char) Integer.parseInt(text.substring(at, at + 4), 16);
        at += 4;
        return decoded;
      } catch (NumberFormatException e) {
        return c;
      }
    }
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private @Nullable String word() {
    int start = at;
    while (at < text.length() && ",}] \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at == start ? null : text.substring(start, at);
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** The next character that is not white space; NUL at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
