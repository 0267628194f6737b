// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import orrery.model.Keys;

/**
 * The number of a set of tags: the same for the same set, whatever the order. Most documents carry
 * one of few sets, so numbers are remembered. Thread-safe.
 */
public final class TagSets {
  /** No tags at all. */
  public static final long NONE = 0;

  private static final int MAX_REMEMBERED = 8_192;
  private static final int MAX_REMEMBERED_LENGTH = 512;

  private final Map<List<String>, Long> numbers = new ConcurrentHashMap<>();

  public long number(List<String> tags) {
    if (tags.isEmpty()) {
      return NONE;
    }
    Long known = numbers.get(tags);
    if (known != null) {
      return known;
    }
    StringBuilder text = new StringBuilder();
    for (String tag : new TreeSet<>(tags)) {
      text.append(tag.length()).append(':').append(tag);
    }
    long number = Keys.of(text.toString());
    if (text.length() <= MAX_REMEMBERED_LENGTH) {
      if (numbers.size() >= MAX_REMEMBERED) {
        numbers.clear(); // sets are hardly shared, then: remembering does not help, and is cheap
      }
      numbers.put(List.copyOf(tags), number);
    }
    return number;
  }
}
