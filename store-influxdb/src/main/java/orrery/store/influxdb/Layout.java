// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import orrery.model.Tier;
import orrery.store.MetricFamily;

/**
 * How rows lie in InfluxDB: a measurement per family and tier, a series per entity, the writer in
 * the point's time (ADR 0011). Buckets start at whole minutes, so the nanoseconds within the minute
 * are free to tell writers apart.
 */
final class Layout {
  /** Name of the retention policy whose shards are days. */
  static final String POLICY = "orrery";

  static final String OWNER = "owner";
  static final String KEY = "key";
  static final String SKETCH = "sketch";

  private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** As late as InfluxDB's times go, roughly: the year 2261. */
  private static final long MAX_MILLIS = 9_200_000_000_000L;

  private Layout() {}

  static String measurement(MetricFamily family, Tier tier) {
    return family.name() + '_' + tier.name().toLowerCase(Locale.ROOT);
  }

  /** The time of a writer's point. */
  static long nanos(long bucketMillis, long writer) {
    return bucketMillis * NANOS_PER_MILLI + Math.floorMod(writer, MINUTE_NANOS);
  }

  /** The bucket of a point's time. */
  static long bucketMillis(long nanos) {
    return Math.floorDiv(nanos, MINUTE_NANOS) * MINUTE_MILLIS;
  }

  /** The first time a point of a bucket that starts at this instant or later may have. */
  static long firstNanos(long fromMillis) {
    long millis = Math.clamp(fromMillis, 0, MAX_MILLIS);
    return Math.ceilDiv(millis, MINUTE_MILLIS) * MINUTE_NANOS;
  }

  /** The first time after those of all buckets that start at this instant or earlier. */
  static long endNanos(long toMillis) {
    if (toMillis < 0) {
      return 0;
    }
    return (Math.min(toMillis, MAX_MILLIS) / MINUTE_MILLIS + 1) * MINUTE_NANOS;
  }

  /** A key as tags spell it: sixteen digits. */
  static String hex(long key) {
    return String.format("%016x", key);
  }
}
