// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

/**
 * A segment encoded once. {@link #stamp} writes ids and times over it in place, which costs a
 * fraction of encoding it again. Not thread-safe: one sender owns it.
 */
final class SegmentTemplate {
  /** The last digits of an id, where a trace's or segment's number stands. */
  static final int ID_DIGITS = 17;

  /** Segments of a trace are numbered within this many. */
  static final int SEGMENTS_PER_TRACE = 8;

  /** A time of zero; template times are microseconds after it. */
  static final long EPOCH = 1L << 40;

  private static final int TIME_BYTES = 6;

  private final int number;
  private final int connectionKey;
  private final Traffic traffic;
  private final byte[] bytes;
  private final StampPoints points;
  private long entryMillis;

  /**
   * @param number unique among the templates of a run, from 0
   * @param connectionKey same for segments of the same instance
   */
  SegmentTemplate(int number, int connectionKey, Traffic traffic, byte[] bytes) {
    this.number = number;
    this.connectionKey = connectionKey;
    this.traffic = traffic;
    this.bytes = bytes;
    this.points = StampPoints.of(bytes);
  }

  int number() {
    return number;
  }

  int connectionKey() {
    return connectionKey;
  }

  Traffic traffic() {
    return traffic;
  }

  /** The encoded segment as last stamped; shared, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * @param traceNumber becomes part of the ids
   * @param startMillis when the trace begins; encodes in six bytes, so between 2^35 and 2^42
   * @param factor stretches all times after the trace's beginning
   */
  void stamp(long traceNumber, long startMillis, double factor) {
    for (int at : points.traceIds()) {
      putDigits(at, traceNumber);
    }
    int[] segmentIds = points.segmentIds();
    for (int i = 0; i < segmentIds.length; i++) {
      putDigits(segmentIds[i], traceNumber * SEGMENTS_PER_TRACE + points.segmentOrdinals()[i]);
    }
    int[] times = points.times();
    for (int i = 0; i < times.length; i++) {
      putTime(times[i], startMillis + (long) (points.offsetMillis()[i] * factor));
    }
    entryMillis = startMillis + (long) (points.firstMillis() * factor);
  }

  /** When the entry span starts, as last stamped. */
  long entryMillis() {
    return entryMillis;
  }

  private void putDigits(int at, long value) {
    long rest = value;
    for (int i = at + ID_DIGITS - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void putTime(int at, long millis) {
    long rest = millis;
    for (int i = at; i < at + TIME_BYTES - 1; i++) {
      bytes[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at + TIME_BYTES - 1] = (byte) rest;
  }
}
