// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How two reports about one thing become one. The order of reports never matters. */
final class Attributes {
  private Attributes() {}

  /** Comma-separated words of both, sorted. */
  static String union(@Nullable String old, String value) {
    if (old == null || old.equals(value)) {
      return value;
    }
    Collection<String> words = new TreeSet<>(Arrays.asList(old.split(",")));
    words.addAll(Arrays.asList(value.split(",")));
    return String.join(",", words);
  }

  /** The lower number that is not 0: where callers use several components, always the same one. */
  static String lowerComponent(@Nullable String old, String value) {
    if (old == null || old.equals("0")) {
      return value;
    }
    if (value.equals("0")) {
      return old;
    }
    return Integer.parseInt(old) <= Integer.parseInt(value) ? old : value;
  }
}
