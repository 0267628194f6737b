// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

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

  Thresholds {
    byType = Map.copyOf(byType);
  }

  /** Reads {@code type:millis,type:millis}. What cannot be read is a problem and left out. */
  static Thresholds read(Settings settings, String name, String defaults, String doc) {
    Map<String, Integer> byType = new HashMap<>();
    parse(List.of(defaults.split(",")), byType);
    for (String wrong : parse(settings.list(name, defaults, doc), byType)) {
      settings.problem(
          name
              + ": \""
              + wrong
              + "\" cannot be used: expected type:milliseconds such as "
              + defaults);
    }
    return new Thresholds(byType);
  }

  /** Whether it took longer than its type may. A threshold of 0 or less switches a type off. */
  boolean exceeded(int latencyMillis, String type) {
    Integer threshold = byType.get(type.toLowerCase(Locale.ROOT));
    int limit = threshold != null ? threshold : byType.getOrDefault(DEFAULT, 0);
    return limit > 0 && latencyMillis > limit;
  }

  private static List<String> parse(List<String> items, Map<String, Integer> byType) {
    List<String> wrong = new java.util.ArrayList<>();
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
