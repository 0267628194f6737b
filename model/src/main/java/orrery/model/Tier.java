// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;

/**
 * How coarse a time bucket is. A bucket is named by the instant it starts, in epoch milliseconds;
 * where an hour or a day starts depends on a time zone, so that half-hour zones and days of 23 or
 * 25 hours come out right. Clock changes end an hour bucket: where clocks move by half an hour, one
 * bucket is that short.
 */
public enum Tier {
  MINUTE,
  HOUR,
  DAY;

  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

  /** The start of the bucket that holds this instant, in epoch milliseconds. */
  public long bucketMillis(long timeMillis, ZoneId zone) {
    return switch (this) {
      // no zone has offsets of part minutes since 1972
      case MINUTE -> Math.floorDiv(timeMillis, MINUTE_MILLIS) * MINUTE_MILLIS;
      case HOUR -> hourMillis(timeMillis, zone.getRules());
      // not truncated: a day with two midnights starts at the first
      case DAY ->
          ZonedDateTime.ofInstant(Instant.ofEpochMilli(timeMillis), zone)
              .toLocalDate()
              .atStartOfDay(zone)
              .toInstant()
              .toEpochMilli();
    };
  }

  /** The start of the bucket after the one that starts at {@code bucketMillis}. */
  public long nextMillis(long bucketMillis, ZoneId zone) {
    return switch (this) {
      case MINUTE -> bucketMillis + MINUTE_MILLIS;
      case HOUR -> {
        ZoneRules rules = zone.getRules();
        long next = hourMillis(bucketMillis + HOUR_MILLIS, rules);
        // an hour cut short by a clock change starts the next one early
        yield Math.min(next, clockChangeMillis(bucketMillis, bucketMillis + HOUR_MILLIS, rules));
      }
      case DAY ->
          ZonedDateTime.ofInstant(Instant.ofEpochMilli(bucketMillis), zone)
              .toLocalDate()
              .plusDays(1)
              .atStartOfDay(zone)
              .toInstant()
              .toEpochMilli();
    };
  }

  private static long hourMillis(long timeMillis, ZoneRules rules) {
    long offset = offsetMillis(timeMillis, rules);
    long start = Math.floorDiv(timeMillis + offset, HOUR_MILLIS) * HOUR_MILLIS - offset;
    long change = clockChangeMillis(start, timeMillis, rules);
    return change <= timeMillis ? change : start;
  }

  /** When clocks change after one instant and not after another; far in the future if never. */
  private static long clockChangeMillis(long afterMillis, long untilMillis, ZoneRules rules) {
    if (offsetMillis(afterMillis, rules) == offsetMillis(untilMillis, rules)) {
      return Long.MAX_VALUE;
    }
    return rules.nextTransition(Instant.ofEpochMilli(afterMillis)).getInstant().toEpochMilli();
  }

  private static long offsetMillis(long timeMillis, ZoneRules rules) {
    return rules.getOffset(Instant.ofEpochMilli(timeMillis)).getTotalSeconds() * 1000L;
  }
}
