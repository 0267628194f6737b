// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import java.time.ZoneId;
import java.util.Arrays;
import orrery.model.Fault;
import orrery.model.Tier;

/**
 * A duration on the time line.
 *
 * @param fromMillis the first instant that belongs to it
 * @param toMillis the last millisecond that belongs to it: clients name the last step, which counts
 *     in full
 * @param zone where hours and days start
 */
public record TimeRange(Step step, long fromMillis, long toMillis, ZoneId zone) {
  /** How many steps a series may have. */
  public static final int MAX_STEPS = 500;

  public Tier tier() {
    return step.tier();
  }

  /** Start of the first bucket that has a part in the range. */
  public long firstBucketMillis() {
    return tier().bucketMillis(fromMillis, zone);
  }

  /** Start of the last bucket that has a part in the range. */
  public long lastBucketMillis() {
    return tier().bucketMillis(toMillis, zone);
  }

  /**
   * How long all buckets of the range are together, in minutes, even while the last is not over.
   */
  public double minutes() {
    return (tier().nextMillis(lastBucketMillis(), zone) - firstBucketMillis()) / 60_000.0;
  }

  /**
   * Starts of all buckets that have a part in the range, in order.
   *
   * @throws Fault.Invalid when there are more than {@value #MAX_STEPS}
   */
  public long[] bucketsMillis() {
    long[] buckets = new long[MAX_STEPS];
    int count = 0;
    for (long bucket = firstBucketMillis();
        bucket <= toMillis;
        bucket = tier().nextMillis(bucket, zone)) {
      if (count == MAX_STEPS) {
        throw new Fault.Invalid(
            "the duration has more than "
                + MAX_STEPS
                + " steps of a "
                + step
                + "; ask for a coarser step or a shorter time");
      }
      buckets[count++] = bucket;
    }
    return Arrays.copyOf(buckets, count);
  }
}
