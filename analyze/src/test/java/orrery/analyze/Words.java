// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script line as words; {@code "several words"} are one. */
record Words(String line, List<String> words) {

  static Words of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : line.strip().toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return new Words(line, words);
  }

  String get(int index) {
    if (index >= words.size()) {
      throw new IllegalArgumentException("too few words in: " + line);
    }
    return words.get(index);
  }

  boolean has(String flag) {
    return words.contains(flag);
  }

  /** The value of the first {@code name=value}. */
  @Nullable String value(String name) {
    return values(name + "=").stream().findFirst().orElse(null);
  }

  String value(String name, String otherwise) {
    String value = value(name);
    return value == null ? otherwise : value;
  }

  /** What follows a prefix, in each word that has it. */
  List<String> values(String prefix) {
    return words.stream()
        .filter(word -> word.startsWith(prefix))
        .map(word -> word.substring(prefix.length()))
        .toList();
  }
}
