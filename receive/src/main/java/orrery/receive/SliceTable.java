// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a slice of bytes was decoded to, so that a name that comes a thousand times a
 * second is one object. A cache of fixed size, two slots to each hash: a slice is kept at its
 * second sighting, so values that come once (ids, statements) do not push names out. Lock-free for
 * any number of threads: entries are immutable, and a lost race only costs a decoding.
 */
final class SliceTable<T> {
  /** Longer slices are not worth keeping. */
  static final int LONGEST_BYTES = 256;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final AtomicReferenceArray<@Nullable Entry<T>> entries;
  private final int[] candidates;
  private final int mask;

  /**
   * @param slots how many slices are kept at most; a power of two
   */
  SliceTable(int slots) {
    if (Integer.bitCount(slots) != 1 || slots < 2) {
      throw new IllegalArgumentException("slots must be a power of two, not " + slots);
    }
    entries = new AtomicReferenceArray<>(slots);
    candidates = new int[slots];
    mask = slots - 1;
  }

  static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 8 | (bytes[at] & 0xff);
    }
    hash = (hash ^ rest) * MIX;
    return (int) (hash >>> 32);
  }

  /** What this slice was decoded to, or null when that is not known. */
  @Nullable T find(int hash, byte[] bytes, int from, int to) {
    int slot = hash & mask;
    Entry<T> entry = entries.getPlain(slot);
    if (entry != null && entry.matches(hash, bytes, from, to)) {
      return entry.value;
    }
    entry = entries.getPlain(slot ^ 1);
    if (entry != null && entry.matches(hash, bytes, from, to)) {
      return entry.value;
    }
    return null;
  }

  /** Keeps what this slice was decoded to, if it was offered before. */
  void offer(int hash, byte[] bytes, int from, int to, T value) {
    int slot = hash & mask;
    if (candidates[slot] != hash) {
      candidates[slot] = hash;
      return;
    }
    boolean taken = entries.getPlain(slot) != null;
    boolean neighbourFree = entries.getPlain(slot ^ 1) == null;
    int victim = taken && (neighbourFree || hash < 0) ? slot ^ 1 : slot;
    entries.setRelease(victim, new Entry<>(hash, Arrays.copyOfRange(bytes, from, to), value));
  }

  private record Entry<T>(int hash, byte[] bytes, T value) {
    boolean matches(int otherHash, byte[] other, int from, int to) {
      return hash == otherHash && Arrays.equals(bytes, 0, bytes.length, other, from, to);
    }
  }
}
