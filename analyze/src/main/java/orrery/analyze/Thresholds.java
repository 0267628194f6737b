// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orrery.model.settings.Settings;

/**
 * From how many milliseconds on a statement or command is slow, by type of database or cache.
 *
 * @param byType keys in lower case; {@code default} is what other types get
 */
record Thresholds(Map<String, Integer> byType) {
  private static final String DEFAULT = "default";

  /** What holds for types not named by a setting that has no default; upstream's number. */
  private static final int UNNAMED_MILLIS = 10_000;

  Thresholds {
    byType = Map.copyOf(byType);
  }

  /**
   * Reads {@code type:millis,type:millis}. What is set replaces {@code defaults} as a whole, as
   * upstream does it. What cannot be read is a problem and left out.
   */
  static Thresholds read(Settings settings, String name, String defaults, String doc) {
    Map<String, Integer> byType = new HashMap<>();
    for (String wrong : parse(settings.list(name, defaults, doc), byType)) {
      settings.problem(
          name
              + ": \""
              + wrong
              + "\" cannot be used: expected type:milliseconds such as "
              + defaults);
    }
    byType.putIfAbsent(DEFAULT, UNNAMED_MILLIS);
    return new Thresholds(byType);
  }

  /** Whether it took longer than its type may. A threshold of 0 or less switches a type off. */
  boolean exceeded(int latencyMillis, String type) {
    Integer threshold = byType.get(type.toLowerCase(Locale.ROOT));
    int limit = threshold != null ? threshold : byType.getOrDefault(DEFAULT, UNNAMED_MILLIS);
    return limit > 0 && latencyMillis > limit;
  }

  private static List<String> parse(List<String> items, Map<String, Integer> byType) {
    List<String> wrong = new ArrayList<>();
    for (String item : items) {
      int colon = item.lastIndexOf(':');
      try {
        if (colon <= 0) {
          throw new NumberFormatException("no type");
        }
        byType.put(
            item.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            Integer.valueOf(item.substring(colon + 1).strip()));
      } catch (NumberFormatException e) {
        wrong.add(item);
      }
    }
    return wrong;
  }
}
