// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How a value comes out of measures that were summed up.
 *
 * @param merging how values of several buckets make one
 * @param whole whether values are cut to whole numbers, as SkyWalking keeps them
 */
record Formula(Computation computation, Merging merging, boolean whole) {

  /** The bare computation. */
  @FunctionalInterface
  interface Computation {
    /**
     * @param measures in the family's order
     * @param minutes how long they were collected
     * @return null when they say nothing (a mean of no samples)
     */
    @Nullable Double of(long[] measures, double minutes);
  }

  /** How the values of several buckets make one value. */
  enum Merging {
    AVERAGE,
    /** Like {@link #AVERAGE}, but an average over minutes keeps its fraction. */
    RATE,
    SUM
  }

  /** The value of one bucket. */
  @Nullable Double inBucket(long[] measures, double minutes) {
    return cut(computation.of(measures, minutes), whole);
  }

  /** The value of a range whose measures were added up. */
  @Nullable Double inRange(long[] measures, double minutes) {
    return cut(computation.of(measures, minutes), whole && merging != Merging.RATE);
  }

  /** {@code sum(measure) / minutes}. */
  static Formula perMinute(int measure) {
    return new Formula((measures, minutes) -> measures[measure] / minutes, Merging.RATE, true);
  }

  /** {@code sum(measure) / sum(count)}. */
  static Formula mean(int measure, int count) {
    return mean(measure, count, 1, true);
  }

  /** {@code sum(measure) / sum(count) / scale}, whole or not. */
  static Formula mean(int measure, int count, double scale, boolean whole) {
    return new Formula(
        (measures, minutes) ->
            measures[count] == 0 ? null : measures[measure] / scale / measures[count],
        Merging.AVERAGE,
        whole);
  }

  /** {@code sum(measure)}. */
  static Formula sum(int measure) {
    return new Formula((measures, minutes) -> (double) measures[measure], Merging.SUM, true);
  }

  /** In ten-thousandths of {@code count}. */
  static Formula tenThousandths(int count, Computation part) {
    return new Formula(
        (measures, minutes) -> {
          Double share = part.of(measures, minutes);
          return measures[count] == 0 || share == null ? null : share * 10_000 / measures[count];
        },
        Merging.AVERAGE,
        true);
  }

  private static @Nullable Double cut(@Nullable Double value, boolean whole) {
    return value == null || !whole ? value : Double.valueOf(Math.floor(value));
  }
}
