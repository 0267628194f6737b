// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import orrery.model.LatencySketch;
import orrery.model.Tier;

/**
 * Calls written one by one, each in a minute of its own, so that a store can be asked how many it
 * has. One that was refused is written again by the next write. One thread writes at a time.
 */
public final class CountedCalls {
  /** The minute of the first call: on a leap day. */
  public static final long FIRST_MILLIS = 1_709_164_800_000L;

  private static final long MINUTE_MILLIS = 60_000;

  private final AtomicLong written = new AtomicLong();

  /** Writes one call more. */
  public void write(MetricStore into) {
    into.write(
        List.of(
            new MetricRow(
                Schema.SERVICE,
                Tier.MINUTE,
                FIRST_MILLIS + written.get() * MINUTE_MILLIS,
                new EntityKey(0, 1),
                1,
                new long[] {1, 0, 0, 0, 0},
                new LatencySketch().toBytes())));
    written.incrementAndGet();
  }

  /** How many the store took; any thread may ask. */
  public long written() {
    return written.get();
  }

  /** How many a store has. */
  public static long in(MetricStore store) {
    MetricQuery query =
        MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, 0, Long.MAX_VALUE, null, false);
    return store.totals(query).stream()
        .map(MetricPoint::measures)
        .mapToLong(measures -> measures[0])
        .sum();
  }
}
