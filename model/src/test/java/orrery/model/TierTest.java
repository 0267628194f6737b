// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TierTest {

  @ParameterizedTest
  @CsvSource({
    // zone, instant, hour start, day start
    "UTC,                 2024-02-29T12:34:56Z, 2024-02-29T12:00:00Z, 2024-02-29T00:00:00Z",
    "Asia/Kolkata,        2024-02-29T12:34:56Z, 2024-02-29T12:30:00Z, 2024-02-28T18:30:00Z",
    "Asia/Kolkata,        2024-02-29T12:29:59Z, 2024-02-29T11:30:00Z, 2024-02-28T18:30:00Z",
    "Asia/Kathmandu,      2024-02-29T12:34:56Z, 2024-02-29T12:15:00Z, 2024-02-28T18:15:00Z",
    "Australia/Lord_Howe, 2024-02-29T12:34:56Z, 2024-02-29T12:00:00Z, 2024-02-28T13:00:00Z",
    "Australia/Lord_Howe, 2024-07-01T12:34:56Z, 2024-07-01T12:30:00Z, 2024-06-30T13:30:00Z",
    "America/Havana,      2024-11-03T17:00:00Z, 2024-11-03T17:00:00Z, 2024-11-03T04:00:00Z",
    "UTC,                 1969-12-31T23:59:59Z, 1969-12-31T23:00:00Z, 1969-12-31T00:00:00Z",
  })
  void bucketsStartWhereTheZoneSays(String zone, Instant time, Instant hour, Instant day) {
    ZoneId id = ZoneId.of(zone);
    assertThat(Tier.HOUR.bucketMillis(time.toEpochMilli(), id)).isEqualTo(hour.toEpochMilli());
    assertThat(Tier.DAY.bucketMillis(time.toEpochMilli(), id)).isEqualTo(day.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "America/Havana",
        "Africa/Cairo",
        "Pacific/Chatham"
      })
  void bucketsFollowEachOtherWithoutGapOrOverlapForAYear(String name) {
    ZoneId zone = ZoneId.of(name);
    long from = Instant.parse("2023-12-31T00:00:00Z").toEpochMilli();
    long to = Instant.parse("2025-01-02T00:00:00Z").toEpochMilli();
    for (Tier tier : List.of(Tier.HOUR, Tier.DAY)) {
      long bucket = tier.bucketMillis(from, zone);
      for (long time = from; time < to; time += 15 * 60_000) {
        long next = tier.nextMillis(bucket, zone);
        if (time >= next) {
          bucket = next;
        }
        assertThat(tier.bucketMillis(time, zone))
            .as("%s in %s at %s", tier, name, Instant.ofEpochMilli(time))
            .isEqualTo(bucket);
      }
    }
  }

  @Test
  void clocksMovedByHalfAnHourCutOneHourShort() {
    ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
    // 2024-04-07 02:00 +11 becomes 01:30 +10:30; 2024-10-06 02:00 +10:30 becomes 02:30 +11
    assertThat(hoursOf(LocalDate.of(2024, 4, 7), lordHowe)).hasSize(25).contains(30);
    assertThat(hoursOf(LocalDate.of(2024, 10, 6), lordHowe)).hasSize(24).contains(30);
  }

  @Test
  void daysWhenClocksMoveHave23And25Hours() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(hoursOf(LocalDate.of(2024, 3, 31), berlin)).hasSize(23).containsOnly(60);
    assertThat(hoursOf(LocalDate.of(2024, 10, 27), berlin)).hasSize(25).containsOnly(60);
  }

  @Test
  void leapDayIsADay() {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    long leap = ZonedDateTime.of(2024, 2, 29, 0, 0, 0, 0, kolkata).toInstant().toEpochMilli();
    assertThat(Tier.DAY.nextMillis(leap, kolkata))
        .isEqualTo(ZonedDateTime.of(2024, 3, 1, 0, 0, 0, 0, kolkata).toInstant().toEpochMilli());
  }

  @Test
  void minutesAreTheSameEverywhere() {
    assertThat(Tier.MINUTE.bucketMillis(119_999, ZoneId.of("Asia/Kathmandu"))).isEqualTo(60_000);
    assertThat(Tier.MINUTE.bucketMillis(-1, ZoneId.of("UTC"))).isEqualTo(-60_000);
    assertThat(Tier.MINUTE.nextMillis(60_000, ZoneId.of("UTC"))).isEqualTo(120_000);
  }

  /** Lengths of a day's hour buckets, in minutes. */
  private static List<Integer> hoursOf(LocalDate day, ZoneId zone) {
    long bucket = day.atStartOfDay(zone).toInstant().toEpochMilli();
    long end = Tier.DAY.nextMillis(bucket, zone);
    List<Integer> minutes = new ArrayList<>();
    while (bucket < end) {
      long next = Tier.HOUR.nextMillis(bucket, zone);
      minutes.add((int) ((next - bucket) / 60_000));
      bucket = next;
    }
    return minutes;
  }
}
