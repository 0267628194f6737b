// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import orrery.model.Fault;
import orrery.model.Tier;
import orrery.query.schema.TimeRange;

/**
 * The time buckets an answer has a value for, in order.
 *
 * @param starts start of each in epoch milliseconds, ascending, at least one
 */
public record Buckets(Tier tier, ZoneId zone, List<Long> starts) {
  /** How many steps one query may span. */
  public static final int MAX_COUNT = 500;

  public Buckets {
    starts = List.copyOf(starts);
    if (starts.isEmpty()) {
      throw new Fault.Invalid("a duration ends no earlier than it starts");
    }
  }

  /**
   * Those of a duration.
   *
   * @throws Fault.Invalid when there are more than {@value #MAX_COUNT}
   */
  public static Buckets of(TimeRange range) {
    return between(range.tier(), range.fromMillis(), range.toMillis(), range.zone());
  }

  /**
   * The buckets from the one that holds {@code fromMillis} to the one that holds {@code toMillis}.
   *
   * @throws Fault.Invalid when there is none or more than {@value #MAX_COUNT}
   */
  public static Buckets between(Tier tier, long fromMillis, long toMillis, ZoneId zone) {
    List<Long> starts = new ArrayList<>();
    long last = tier.bucketMillis(toMillis, zone);
    for (long at = tier.bucketMillis(fromMillis, zone);
        at <= last;
        at = tier.nextMillis(at, zone)) {
      if (starts.size() == MAX_COUNT) {
        throw new Fault.Invalid(
            "a duration spans at most " + MAX_COUNT + " steps; ask for less or for a coarser step");
      }
      starts.add(at);
    }
    return new Buckets(tier, zone, starts);
  }

  /** These buckets and so many before them. */
  public Buckets extended(int count) {
    List<Long> extended = new ArrayList<>();
    long at = from();
    for (int i = 0; i < count; i++) {
      at = tier.bucketMillis(at - 1, zone);
      extended.add(at);
    }
    Collections.reverse(extended);
    extended.addAll(starts);
    return new Buckets(tier, zone, extended);
  }

  public int count() {
    return starts.size();
  }

  /** Start of the first bucket. */
  public long from() {
    return starts.getFirst();
  }

  /** Start of the last bucket. */
  public long to() {
    return starts.getLast();
  }

  /** Where the last bucket ends. */
  public long end() {
    return tier.nextMillis(to(), zone);
  }

  /** How long a bucket is, in minutes: its full length even while it is not over. */
  public double minutes(int index) {
    return (tier.nextMillis(starts.get(index), zone) - starts.get(index)) / 60_000.0;
  }

  /** How long all buckets are together, in minutes. */
  public double minutes() {
    return (end() - from()) / 60_000.0;
  }

  /** SkyWalking's number of a bucket, such as {@code 202401312359}. */
  public String name(int index) {
    String pattern =
        switch (tier) {
          case MINUTE -> "yyyyMMddHHmm";
          case HOUR -> "yyyyMMddHH";
          case DAY -> "yyyyMMdd";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(Instant.ofEpochMilli(starts.get(index)).atZone(zone));
  }
}
