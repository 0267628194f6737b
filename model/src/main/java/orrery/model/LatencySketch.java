// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How many calls took how long: a histogram with buckets whose width grows with the value (64
 * linear buckets to each doubling), so any quantile read from it is within {@link #RELATIVE_ERROR}
 * of a value that was added, and exact below 128 ms. Two sketches merge by adding their buckets: in
 * any order, with the same result. Not thread-safe.
 *
 * <p>Values are milliseconds; below 0 counts as 0, above {@link #MAX_MILLIS} as that. A sketch
 * holds memory for the span between its smallest and largest bucket only, {@value #BUCKETS}
 * counters at most.
 */
public final class LatencySketch {
  /** Half a bucket's width over its lower edge: 1/128. */
  public static final double RELATIVE_ERROR = 1.0 / 128;

  /** About 18 hours. */
  public static final int MAX_MILLIS = (1 << 26) - 1;

  private static final int SUB_BITS = 6;
  private static final int LINEAR = 1 << (SUB_BITS + 1);
  private static final int BUCKETS = LINEAR + (26 - SUB_BITS - 1) * (1 << SUB_BITS);

  private int first;
  private int[] counts = {};
  private long total;

  /** An empty sketch. */
  public LatencySketch() {}

  /** Counts one value. */
  public void add(long millis) {
    add(bucket(Math.clamp(millis, 0, MAX_MILLIS)), 1);
  }

  /** Adds all that the other sketch counted. */
  public void merge(LatencySketch other) {
    if (other.total == 0) {
      return;
    }
    reserve(other.first, other.first + other.counts.length - 1);
    for (int i = 0; i < other.counts.length; i++) {
      int index = other.first + i - first;
      counts[index] = saturated((long) counts[index] + other.counts[i]);
    }
    total += other.total;
  }

  /** How many values were counted. */
  public long count() {
    return total;
  }

  /**
   * The value below which {@code quantile} (0 to 1) of the counted values lie: the middle of the
   * bucket that holds the value of rank {@code round(count × quantile)}, at least rank 1. 0 when
   * nothing was counted.
   */
  public int quantile(double quantile) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException(
          "a quantile lies between 0 and 1, this one is " + quantile);
    }
    long rank = Math.max(1, Math.round(total * quantile));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return middle(first + i);
      }
    }
    return 0;
  }

  /**
   * How many counted values lie from {@code fromMillis} (inclusive) to {@code toMillis}
   * (exclusive), by bucket middle.
   */
  public long countBetween(long fromMillis, long toMillis) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      int middle = middle(first + i);
      if (middle >= fromMillis && middle < toMillis) {
        sum += counts[i];
      }
    }
    return sum;
  }

  /**
   * The stored form: pairs of varints (distance to the previous filled bucket, count). About two
   * bytes a filled bucket. Version-free: the bucket layout is part of the format and never changes.
   */
  public byte[] toBytes() {
    byte[] out = new byte[Math.multiplyExact(filled(), 7)];
    int size = 0;
    int previous = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 0) {
        size = putVarint(out, size, first + i - previous);
        size = putVarint(out, size, counts[i]);
        previous = first + i;
      }
    }
    return Arrays.copyOf(out, size);
  }

  /**
   * @throws Fault.Invalid when these bytes are not the stored form of a sketch
   */
  public static LatencySketch ofBytes(byte[] bytes) {
    LatencySketch sketch = new LatencySketch();
    sketch.mergeBytes(bytes);
    return sketch;
  }

  /**
   * Adds a sketch in its stored form, without building it first.
   *
   * @throws Fault.Invalid when these bytes are not the stored form of a sketch
   */
  public void mergeBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int index = 0;
    while (in.hasRemaining()) {
      index += getVarint(in);
      int count = getVarint(in);
      if (index < 0 || index >= BUCKETS || count <= 0) {
        throw new Fault.Invalid(
            "a stored latency sketch is damaged: bucket " + index + " with count " + count);
      }
      add(index, count);
    }
  }

  private void add(int bucket, int count) {
    reserve(bucket, bucket);
    int index = bucket - first;
    counts[index] = saturated((long) counts[index] + count);
    total += count;
  }

  private void reserve(int low, int high) {
    if (counts.length == 0) {
      first = low;
      counts = new int[high - low + 1];
      return;
    }
    int last = first + counts.length - 1;
    if (low >= first && high <= last) {
      return;
    }
    // Grow by a little more than asked, towards the side that grew, so that a spreading sketch
    // copies seldom.
    int newFirst = low < first ? Math.max(0, low - 8) : first;
    int newLast = high > last ? Math.min(BUCKETS - 1, high + 8) : last;
    int[] grown = new int[newLast - newFirst + 1];
    System.arraycopy(counts, 0, grown, first - newFirst, counts.length);
    first = newFirst;
    counts = grown;
  }

  private int filled() {
    int filled = 0;
    for (int count : counts) {
      filled += count == 0 ? 0 : 1;
    }
    return filled;
  }

  private static int bucket(int millis) {
    if (millis < LINEAR) {
      return millis;
    }
    int shift = 31 - Integer.numberOfLeadingZeros(millis) - SUB_BITS;
    return LINEAR + (shift - 1) * (1 << SUB_BITS) + (millis >> shift) - (1 << SUB_BITS);
  }

  private static int middle(int bucket) {
    if (bucket < LINEAR) {
      return bucket;
    }
    int shift = (bucket - LINEAR) / (1 << SUB_BITS) + 1;
    int lower = ((1 << SUB_BITS) + (bucket - LINEAR) % (1 << SUB_BITS)) << shift;
    return lower + (1 << shift) / 2;
  }

  private static int saturated(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static int putVarint(byte[] out, int at, int value) {
    int position = at;
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out[position++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out[position++] = (byte) rest;
    return position;
  }

  private static int getVarint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (!in.hasRemaining()) {
        throw new Fault.Invalid("a stored latency sketch is cut off");
      }
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Fault.Invalid("a stored latency sketch is damaged: a number has no end");
  }
}
