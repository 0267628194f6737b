// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which entity two things together stand for (a service and a name, a caller and a
 * callee), without allocating on a hit. Bounded: a full cache forgets everything, which costs
 * another question to {@link Entities} each. Not thread-safe.
 */
final class PairCache {
  private static final int SLOTS = 1 << 16;
  private static final int MAX_ENTRIES = SLOTS / 2;

  private @Nullable Object[] firsts = new Object[64];
  private @Nullable Object[] seconds = new Object[64];
  private @Nullable Entity[] values = new Entity[64];
  private int size;

  @Nullable Entity get(Entity first, Object second) {
    return values[slot(first, second)];
  }

  void put(Entity first, Object second, Entity value) {
    if (size >= values.length / 2) {
      grow();
    }
    int slot = slot(first, second);
    if (values[slot] == null) {
      size++;
    }
    firsts[slot] = first;
    seconds[slot] = second;
    values[slot] = value;
  }

  void clear() {
    Arrays.fill(firsts, null);
    Arrays.fill(seconds, null);
    Arrays.fill(values, null);
    size = 0;
  }

  int size() {
    return size;
  }

  private int slot(Object first, Object second) {
    int mask = values.length - 1;
    int hash = first.hashCode() * 31 + second.hashCode();
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (values[slot] != null && !(first.equals(firsts[slot]) && second.equals(seconds[slot]))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    if (size >= MAX_ENTRIES) {
      clear();
      return;
    }
    @Nullable Object[] oldFirsts = firsts;
    @Nullable Object[] oldSeconds = seconds;
    @Nullable Entity[] oldValues = values;
    firsts = new Object[oldValues.length * 2];
    seconds = new Object[oldValues.length * 2];
    values = new Entity[oldValues.length * 2];
    for (int i = 0; i < oldValues.length; i++) {
      Object first = oldFirsts[i];
      Object second = oldSeconds[i];
      if (first != null && second != null) {
        int slot = slot(first, second);
        firsts[slot] = first;
        seconds[slot] = second;
        values[slot] = oldValues[i];
      }
    }
  }
}
