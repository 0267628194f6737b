// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How coarse a time bucket is. A bucket is named by the instant it starts, in epoch milliseconds;
 * where an hour or a day starts depends on a time zone, so that half-hour zones and days of 23 or
 * 25 hours come out right.
 */
public enum Tier {
  MINUTE(ChronoUnit.MINUTES),
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Tier(ChronoUnit unit) {
    this.unit = unit;
  }

  /** The start of the bucket that holds this instant, in epoch milliseconds. */
  public long bucketMillis(long timeMillis, ZoneId zone) {
    if (this == MINUTE) {
      return Math.floorDiv(timeMillis, 60_000L)
          * 60_000L; // no zone has offsets of part minutes since 1972
    }
    return ZonedDateTime.ofInstant(Instant.ofEpochMilli(timeMillis), zone)
        .truncatedTo(unit)
        .toInstant()
        .toEpochMilli();
  }

  /** The start of the bucket after the one that starts at {@code bucketMillis}. */
  public long nextMillis(long bucketMillis, ZoneId zone) {
    return ZonedDateTime.ofInstant(Instant.ofEpochMilli(bucketMillis), zone)
        .plus(1, unit)
        .toInstant()
        .toEpochMilli();
  }
}
