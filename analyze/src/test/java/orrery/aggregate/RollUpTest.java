// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.EntityKey;
import orrery.store.MemoryStorage;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.RollUpMarks;
import orrery.store.Schema;

class RollUpTest {
  private static final EntityKey SHOP = EntityKey.of("c2hvcA==.1");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final MemoryStorage storage = new MemoryStorage();
  private final Telemetry telemetry = new Telemetry();

  @ParameterizedTest
  @CsvSource({
    // zone, midnight there, hours of that day
    "UTC,                 2024-02-29T00:00:00Z, 24",
    "Asia/Kolkata,        2024-02-28T18:30:00Z, 24",
    "Asia/Kathmandu,      2024-02-28T18:15:00Z, 24",
    "Australia/Lord_Howe, 2024-04-06T13:00:00Z, 25",
    "Europe/Berlin,       2024-03-30T23:00:00Z, 23",
    "Europe/Berlin,       2024-10-26T22:00:00Z, 25",
    "America/Havana,      2024-11-03T04:00:00Z, 25",
  })
  void eachMinuteEndsInOneHourAndOneDay(String zone, Instant midnight, int hours) {
    ZoneId id = ZoneId.of(zone);
    long from = midnight.toEpochMilli();
    long end = Tier.DAY.nextMillis(from, id);
    for (long minute = from - 5 * MINUTE; minute < end + 5 * MINUTE; minute += 5 * MINUTE) {
      minute(minute, 1);
    }
    RollUp rollUp = rollUp(id);
    catchUp(rollUp, end + DAY + HOUR);

    List<MetricPoint> hourRows = rows(Tier.HOUR, from, end - 1);
    assertThat(hourRows).hasSize(hours);
    assertThat(hourRows.stream().mapToLong(point -> point.measures()[0]).sum())
        .isEqualTo((end - from) / (5 * MINUTE));
    assertThat(rows(Tier.DAY, from, from).getFirst().measures()[0])
        .isEqualTo((end - from) / (5 * MINUTE));
    assertThat(rows(Tier.DAY, from, from).getFirst().sketch())
        .extracting(LatencySketch::count)
        .isEqualTo((end - from) / (5 * MINUTE));
  }

  @Test
  void anHourIsRolledUpOnlyAfterItsMargin() {
    long hour = Instant.parse("2024-02-29T10:00:00Z").toEpochMilli();
    minute(hour, 1);
    RollUp rollUp = rollUp(ZoneId.of("UTC"));
    catchUp(rollUp, hour + HOUR + 3 * MINUTE - 1);
    assertThat(rows(Tier.HOUR, hour, hour)).isEmpty();
    catchUp(rollUp, hour + HOUR + 3 * MINUTE);
    assertThat(rows(Tier.HOUR, hour, hour)).hasSize(1);
  }

  @Test
  void doingItAgainChangesNothing() {
    long hour = Instant.parse("2024-02-29T10:00:00Z").toEpochMilli();
    minute(hour, 3);
    catchUp(rollUp(ZoneId.of("UTC")), hour + 2 * DAY);
    storage
        .catalog()
        .put(List.of(RollUpMarks.NONE.entry(ZoneId.of("UTC"), 0))); // as if it were lost
    catchUp(rollUp(ZoneId.of("UTC")), hour + 2 * DAY);
    assertThat(rows(Tier.HOUR, hour, hour).getFirst().measures()[0]).isEqualTo(3);
    assertThat(rows(Tier.DAY, 0, hour).getFirst().measures()[0]).isEqualTo(3);
  }

  @Test
  void anHourMarkedLateByAnEarlierReleaseIsRolledUpAgain() {
    long hour = Instant.parse("2024-02-29T10:00:00Z").toEpochMilli();
    long now = hour + 2 * DAY;
    minute(hour, 3);
    catchUp(rollUp(UTC), now);
    RollUpMarks marks = RollUpMarks.load(storage.catalog(), UTC);
    minute(hour, 7);
    storage
        .catalog()
        .put(
            List.of(
                new RollUpMarks(
                        marks.hoursDoneMillis(),
                        marks.daysDoneMillis(),
                        new TreeSet<>(Set.of(hour)))
                    .entry(UTC, now)));
    catchUp(rollUp(UTC), now);
    assertThat(rows(Tier.HOUR, hour, hour).getFirst().measures()[0]).isEqualTo(7);
    assertThat(RollUpMarks.load(storage.catalog(), UTC).lateHours()).isEmpty();
  }

  @Test
  void wakingAfterALongSleepCatchesUp() {
    ZoneId utc = ZoneId.of("UTC");
    long evening = Instant.parse("2024-02-28T22:00:00Z").toEpochMilli();
    RollUp rollUp = rollUp(utc);
    catchUp(rollUp, evening);
    minute(evening + 30 * MINUTE, 1);
    minute(evening + 3 * HOUR, 2); // the leap day
    catchUp(rollUp, evening + 2 * DAY);
    assertThat(rows(Tier.DAY, evening - DAY, evening + 2 * DAY))
        .extracting(point -> point.measures()[0])
        .containsExactly(1L, 2L);
    assertThat(telemetry.counter(SelfMetric.ORRERY_ROLL_UPS, "day").sum()).isGreaterThan(1);
  }

  private static void catchUp(RollUp rollUp, long nowMillis) {
    boolean more = true;
    for (int steps = 0; more; steps++) {
      more = rollUp.step(nowMillis);
      assertThat(steps).isLessThan(100);
    }
  }

  private RollUp rollUp(ZoneId zone) {
    return new RollUp(
        storage,
        new RollUpSettings(3 * MINUTE, 24, 3 * DAY, 7 * DAY),
        new RollUp.Surroundings(zone, () -> true, telemetry));
  }

  private List<MetricPoint> rows(Tier tier, long from, long to) {
    return storage
        .metrics()
        .series(MetricQuery.of(Schema.SERVICE, tier, from, to, List.of(SHOP), true));
  }

  private void minute(long minuteMillis, long calls) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < calls; i++) {
      sketch.add(10);
    }
    storage
        .metrics()
        .write(
            List.of(
                Rows.row(
                    new Rows.Name(Schema.SERVICE, Tier.MINUTE, minuteMillis, SHOP, 77),
                    new long[] {calls, 0, 10 * calls, calls, 0},
                    sketch)));
  }
}
