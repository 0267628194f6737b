// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class DurationsTest {
  private final Durations kolkata = new Durations(ZoneId.of("Asia/Kolkata"));
  private final Durations berlin = new Durations(ZoneId.of("Europe/Berlin"));
  private final Durations utc = new Durations(ZoneId.of("UTC"));

  @Test
  void bothEndsBelongToIt() {
    assertRange(
        utc.range(Step.MINUTE, "2026-03-01 1200", "2026-03-01 1201"),
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:01:59.999Z");
    assertRange(
        utc.range(Step.SECOND, "2026-03-01 120000", "2026-03-01 120000"),
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:00:00.999Z");
    assertRange(
        utc.range(Step.HOUR, "2026-03-01 12", "2026-03-01 12"),
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:59:59.999Z");
    assertRange(
        utc.range(Step.DAY, "2026-03-01", "2026-03-02"),
        "2026-03-01T00:00:00Z",
        "2026-03-02T23:59:59.999Z");
  }

  @Test
  void hoursOfAHalfHourZoneStartAtHalfPast() {
    TimeRange range = kolkata.range(Step.HOUR, "2026-03-01 12", "2026-03-01 13");
    assertRange(range, "2026-03-01T06:30:00Z", "2026-03-01T08:29:59.999Z");
    assertBuckets(range, "2026-03-01T06:30:00Z", "2026-03-01T07:30:00Z");
    assertBuckets(kolkata.range(Step.DAY, "2026-03-01", "2026-03-01"), "2026-02-28T18:30:00Z");
  }

  @Test
  void aLeapDayIsADay() {
    assertBuckets(
        utc.range(Step.DAY, "2028-02-28", "2028-03-01"),
        "2028-02-28T00:00:00Z",
        "2028-02-29T00:00:00Z",
        "2028-03-01T00:00:00Z");
    assertThatThrownBy(() -> utc.range(Step.DAY, "2026-02-29", "2026-03-01"))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessage("\"2026-02-29\" is no time of step DAY: expected yyyy-MM-dd");
  }

  @Test
  void daysOfTwentyThreeAndTwentyFiveHoursAreDays() {
    assertBuckets(
        berlin.range(Step.DAY, "2026-03-28", "2026-03-30"),
        "2026-03-27T23:00:00Z",
        "2026-03-28T23:00:00Z",
        "2026-03-29T22:00:00Z");
    assertThat(berlin.range(Step.HOUR, "2026-03-29 00", "2026-03-29 23").bucketsMillis())
        .hasSize(23);
    assertThat(berlin.range(Step.HOUR, "2026-10-25 00", "2026-10-25 23").bucketsMillis())
        .hasSize(25);
  }

  @Test
  void secondsAreReadByTheMinute() {
    assertBuckets(
        utc.range(Step.SECOND, "2026-03-01 120030", "2026-03-01 120110"),
        "2026-03-01T12:00:00Z",
        "2026-03-01T12:01:00Z");
  }

  @Test
  void fiveHundredStepsAreTheMost() {
    assertThat(utc.range(Step.MINUTE, "2026-03-01 0000", "2026-03-01 0819").bucketsMillis())
        .hasSize(500);
    TimeRange longer = utc.range(Step.MINUTE, "2026-03-01 0000", "2026-03-01 0820");
    assertThatThrownBy(longer::bucketsMillis)
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("more than 500 steps of a MINUTE");
  }

  @Test
  void anythingElseIsRefused() {
    for (String text :
        List.of("", "2026-3-1", "2026-13-01", "20260301", "٢٠٢٦-03-01", "2026-03-01 ", "9999999")) {
      assertThatThrownBy(() -> utc.range(Step.DAY, text, "2026-03-01"))
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("expected yyyy-MM-dd");
    }
    assertThatThrownBy(() -> utc.range(Step.HOUR, "2026-03-01 24", "2026-03-02 00"))
        .isInstanceOf(Fault.Invalid.class);
    assertThatThrownBy(() -> utc.range(Step.DAY, "x".repeat(1000), "2026-03-01"))
        .hasMessageContaining("x".repeat(40) + "…");
  }

  private static void assertRange(TimeRange range, String from, String to) {
    assertThat(Instant.ofEpochMilli(range.fromMillis())).isEqualTo(from);
    assertThat(Instant.ofEpochMilli(range.toMillis())).isEqualTo(to);
  }

  private static void assertBuckets(TimeRange range, String... starts) {
    assertThat(Arrays.stream(range.bucketsMillis()).mapToObj(Instant::ofEpochMilli))
        .containsExactly(Arrays.stream(starts).map(Instant::parse).toArray(Instant[]::new));
  }
}
