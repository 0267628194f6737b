// SPDX-License-Identifier: Apache-2.0
package orrery.model.telemetry;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Observations counted by size, in seconds, in fixed buckets from 100 µs to 10 s. Lock-free. */
public final class Histogram {
  private static final double[] UPPER_BOUNDS_SECONDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final LongAdder[] counts = new LongAdder[UPPER_BOUNDS_SECONDS.length + 1];
  private final DoubleAdder sum = new DoubleAdder();

  Histogram() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts the time since {@code startNanos}, as {@link System#nanoTime()} gave it. */
  public void observeSince(long startNanos) {
    observe((System.nanoTime() - startNanos) / 1e9);
  }

  public void observe(double seconds) {
    int bucket = 0;
    while (bucket < UPPER_BOUNDS_SECONDS.length && seconds > UPPER_BOUNDS_SECONDS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(seconds);
  }

  /** How many bounded buckets there are; one more, without bound, comes after them. */
  public static int boundedBuckets() {
    return UPPER_BOUNDS_SECONDS.length;
  }

  public static double upperBoundSeconds(int bucket) {
    return UPPER_BOUNDS_SECONDS[bucket];
  }

  /** Observations in this bucket alone. */
  public long count(int bucket) {
    return counts[bucket].sum();
  }

  public double sumSeconds() {
    return sum.sum();
  }
}
