// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a worker's delta for a family, entity and minute. Not thread-safe. */
final class DeltaTable {
  private @Nullable Delta[] slots;
  private int size;

  DeltaTable(int expected) {
    int capacity = 64;
    while (capacity < expected * 2) {
      capacity *= 2;
    }
    slots = new Delta[capacity];
  }

  Delta find(Family family, Entity entity, long minuteMillis) {
    int mask = slots.length - 1;
    int slot = hash(family, entity, minuteMillis) & mask;
    for (Delta delta = slots[slot]; delta != null; delta = slots[slot]) {
      if (delta.is(family, entity, minuteMillis)) {
        return delta;
      }
      slot = (slot + 1) & mask;
    }
    Delta created = new Delta(family, entity, minuteMillis);
    slots[slot] = created;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return created;
  }

  int size() {
    return size;
  }

  List<Delta> all() {
    List<Delta> deltas = new ArrayList<>(size);
    for (Delta delta : slots) {
      if (delta != null) {
        deltas.add(delta);
      }
    }
    return deltas;
  }

  private void grow() {
    @Nullable Delta[] old = slots;
    slots = new Delta[old.length * 2];
    int mask = slots.length - 1;
    for (Delta delta : old) {
      if (delta != null) {
        int slot = hash(delta.family(), delta.entity(), delta.minuteMillis()) & mask;
        while (slots[slot] != null) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = delta;
      }
    }
  }

  private static int hash(Family family, Entity entity, long minuteMillis) {
    // The low bits of an entity's key are as good as random.
    long hash = entity.key().key() + family.salt() + minuteMillis / 32;
    return (int) (hash ^ (hash >>> 32));
  }
}
