// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import orrery.aggregate.FlakyStorage.Drop;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.EntityKey;
import orrery.store.RecordRow;
import orrery.store.Schema;

class MaintenanceTest {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final long NOON = Instant.parse("2024-02-29T12:00:00Z").toEpochMilli();

  private final FlakyStorage storage = new FlakyStorage();
  private final Telemetry telemetry = new Telemetry();
  private final AtomicLong nowMillis = new AtomicLong(NOON);
  private boolean leads = true;
  private final Maintenance maintenance = maintenance(ZoneOffset.UTC);

  @Test
  void recordsAndMetricsAreKeptForAsLongAsIsSetToTheMillisecond() {
    maintenance.step();
    assertThat(storage.drops()).containsExactly(new Drop(NOON - 3 * DAY, NOON - 7 * DAY));
  }

  @Test
  void theZoneOfTheServerDoesNotMatterToRetention() {
    maintenance(ZoneId.of("Asia/Kathmandu")).step();
    assertThat(storage.drops()).containsExactly(new Drop(NOON - 3 * DAY, NOON - 7 * DAY));
  }

  @Test
  void partitionsDroppedAreCounted() {
    segment(NOON - 2 * DAY);
    segment(NOON - 3 * DAY); // its day is not over
    segment(NOON - 4 * DAY);
    segment(NOON - 5 * DAY);
    segment(NOON - 5 * DAY + 1);
    minute(NOON - 7 * DAY);
    minute(NOON - 8 * DAY);
    maintenance.step();
    assertThat(dropped()).isEqualTo(3);
    nowMillis.addAndGet(DAY);
    maintenance.step();
    assertThat(dropped()).isEqualTo(5);
  }

  @Test
  void oldDataIsDroppedEveryFiveMinutes() {
    maintenance.step();
    nowMillis.addAndGet(5 * MINUTE - 1);
    maintenance.step();
    assertThat(storage.drops()).hasSize(1);
    nowMillis.addAndGet(1);
    maintenance.step();
    assertThat(storage.drops())
        .hasSize(2)
        .last()
        .isEqualTo(new Drop(NOON + 5 * MINUTE - 3 * DAY, NOON + 5 * MINUTE - 7 * DAY));
  }

  @Test
  void whatCouldNotBeDroppedIsTriedAgainNextTime() {
    segment(NOON - 5 * DAY);
    storage.failDrops(true);
    maintenance.step();
    assertThat(dropped()).isZero();
    storage.failDrops(false);
    nowMillis.addAndGet(5 * MINUTE);
    maintenance.step();
    assertThat(storage.drops()).hasSize(2);
    assertThat(dropped()).isEqualTo(1);
  }

  @Test
  void onlyTheLeaderDropsOldDataAndANewOneLetsTheOldOneFinish() {
    leads = false;
    maintenance.step();
    leads = true;
    maintenance.step();
    nowMillis.addAndGet(30_000 - 1);
    maintenance.step();
    assertThat(storage.drops()).isEmpty();
    nowMillis.addAndGet(1);
    maintenance.step();
    assertThat(storage.drops()).hasSize(1);
    leads = false;
    nowMillis.addAndGet(5 * MINUTE);
    maintenance.step();
    assertThat(storage.drops()).hasSize(1);
  }

  @Test
  void oldDataIsDroppedThoughHoursCannotBeSummedUp() {
    segment(NOON - 5 * DAY);
    storage.failWhen(_ -> true);
    maintenance.step();
    assertThat(dropped()).isEqualTo(1);
  }

  private Maintenance maintenance(ZoneId zone) {
    return new Maintenance(
        storage,
        new RollUpSettings(3 * MINUTE, 24, 3 * DAY, 7 * DAY),
        new Maintenance.Surroundings(
            () -> Instant.ofEpochMilli(nowMillis.get()), zone, () -> leads, telemetry));
  }

  private long dropped() {
    return telemetry.counter(SelfMetric.ORRERY_RETENTION_DROPPED).sum();
  }

  private void segment(long timeMillis) {
    storage
        .inner()
        .records()
        .append(
            List.of(
                new RecordRow(
                    Schema.SEGMENT,
                    1,
                    timeMillis,
                    new long[6],
                    List.of(),
                    PayloadFormat.NONE,
                    new byte[0])));
  }

  /** A family without sketches; the roll-up has nothing to do with minutes that old. */
  private void minute(long timeMillis) {
    long[] measures = new long[Schema.JVM.measures().size()];
    storage
        .inner()
        .metrics()
        .write(
            List.of(
                Rows.row(
                    new Rows.Name(
                        Schema.JVM, Tier.MINUTE, timeMillis, EntityKey.of("c2hvcA==.1"), 77),
                    measures,
                    null)));
  }
}
