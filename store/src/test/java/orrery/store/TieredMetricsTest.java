// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.Tier;

class TieredMetricsTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final EntityKey SHOP = EntityKey.of("c2hvcA==.1");
  private static final long MIDNIGHT = Instant.parse("2024-02-28T18:30:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final MemoryStorage storage = new MemoryStorage();
  private final TieredMetrics tiered =
      new TieredMetrics(storage.metrics(), storage.catalog(), KOLKATA);

  @Test
  void foldsMinutesIntoHoursOfTheZoneWhileNothingIsRolledUp() {
    write(Tier.MINUTE, MIDNIGHT - MINUTE, 1, 1);
    write(Tier.MINUTE, MIDNIGHT, 1, 2);
    write(Tier.MINUTE, MIDNIGHT + 59 * MINUTE, 2, 4);
    write(Tier.MINUTE, MIDNIGHT + HOUR, 1, 8);

    assertThat(series(Tier.HOUR, MIDNIGHT - HOUR, MIDNIGHT + HOUR))
        .containsExactly(at(-HOUR, 1), at(0, 6), at(HOUR, 8));
    assertThat(series(Tier.DAY, MIDNIGHT - DAY, MIDNIGHT)).containsExactly(at(-DAY, 1), at(0, 14));
    assertThat(series(Tier.MINUTE, MIDNIGHT, MIDNIGHT + HOUR))
        .containsExactly(at(0, 2), at(59 * MINUTE, 4), at(HOUR, 8));
  }

  @Test
  void usesRollUpsUpToTheirMarkAndMinutesAfterIt() {
    write(Tier.HOUR, MIDNIGHT, 0, 100);
    write(Tier.MINUTE, MIDNIGHT + 5 * MINUTE, 1, 7); // stands for what the hour row sums up
    write(Tier.HOUR, MIDNIGHT + HOUR, 0, 5_000); // not yet vouched for by the mark
    write(Tier.MINUTE, MIDNIGHT + HOUR, 1, 3);
    mark(MIDNIGHT + HOUR, MIDNIGHT);

    assertThat(series(Tier.HOUR, MIDNIGHT, MIDNIGHT + HOUR))
        .containsExactly(at(0, 100), at(HOUR, 3));
    assertThat(series(Tier.DAY, MIDNIGHT, MIDNIGHT)).containsExactly(at(0, 103));
  }

  @Test
  void totalsTakeWholeDaysAndHoursFromRollUpsAndTheEndsFromMinutes() {
    write(Tier.MINUTE, MIDNIGHT - MINUTE, 1, 1);
    write(Tier.HOUR, MIDNIGHT - HOUR, 0, 999); // the range holds only its last minute
    write(Tier.DAY, MIDNIGHT, 0, 20);
    write(Tier.HOUR, MIDNIGHT + DAY, 0, 300);
    write(Tier.MINUTE, MIDNIGHT + DAY + HOUR, 1, 4000);
    mark(MIDNIGHT + DAY + HOUR, MIDNIGHT + DAY);

    MetricQuery query =
        MetricQuery.of(
            Schema.SERVICE,
            Tier.MINUTE,
            MIDNIGHT - MINUTE,
            MIDNIGHT + DAY + HOUR,
            List.of(SHOP),
            true);
    List<MetricPoint> totals = tiered.totals(query);
    assertThat(totals).hasSize(1);
    assertThat(totals.getFirst().bucketMillis()).isEqualTo(MIDNIGHT - MINUTE);
    assertThat(totals.getFirst().measures()[0]).isEqualTo(4321);
    assertThat(totals.getFirst().sketch()).extracting(LatencySketch::count).isEqualTo(4L);
  }

  @Test
  void aLongRangeWithoutRollUpsIsStillReadBucketByBucket() {
    List<String> expected = new ArrayList<>();
    for (int hour = 0; hour < 100; hour++) {
      write(Tier.MINUTE, MIDNIGHT + hour * HOUR + 7 * MINUTE, 1, hour);
      write(Tier.MINUTE, MIDNIGHT + hour * HOUR + 8 * MINUTE, 1, 1);
      expected.add(at(hour * HOUR, hour + 1));
    }
    assertThat(series(Tier.HOUR, MIDNIGHT, MIDNIGHT + 99 * HOUR)).isEqualTo(expected);
  }

  @Test
  void marksOfAnotherZoneDoNotCount() {
    write(Tier.HOUR, MIDNIGHT, 0, 100);
    write(Tier.MINUTE, MIDNIGHT, 1, 1);
    RollUpMarks other = new RollUpMarks(MIDNIGHT + DAY, MIDNIGHT + DAY, new TreeSet<>());
    storage.catalog().put(List.of(other.entry(ZoneId.of("UTC"), 0)));

    assertThat(series(Tier.HOUR, MIDNIGHT, MIDNIGHT)).containsExactly(at(0, 1));
  }

  @Test
  void tooManyPointsAreRefused() {
    write(Tier.MINUTE, MIDNIGHT, 1, 1);
    write(Tier.MINUTE, MIDNIGHT + HOUR, 1, 1);
    MetricQuery query =
        new MetricQuery(Schema.SERVICE, Tier.HOUR, MIDNIGHT, MIDNIGHT + HOUR, null, null, false, 1);
    assertThatThrownBy(() -> tiered.series(query)).isInstanceOf(Fault.Overloaded.class);
  }

  @Test
  void marksSurviveTheCatalogue() {
    RollUpMarks marks =
        new RollUpMarks(
            MIDNIGHT + DAY, MIDNIGHT, new TreeSet<>(List.of(MIDNIGHT, MIDNIGHT + HOUR)));
    storage.catalog().put(List.of(marks.entry(KOLKATA, 5)));
    assertThat(RollUpMarks.load(storage.catalog(), KOLKATA)).isEqualTo(marks);
    assertThat(RollUpMarks.load(storage.catalog(), ZoneId.of("UTC"))).isEqualTo(RollUpMarks.NONE);
  }

  private List<String> series(Tier tier, long from, long to) {
    return tiered
        .series(MetricQuery.of(Schema.SERVICE, tier, from, to, List.of(SHOP), false))
        .stream()
        .map(point -> at(point.bucketMillis() - MIDNIGHT, point.measures()[0]))
        .toList();
  }

  private static String at(long millisAfterMidnight, long calls) {
    return millisAfterMidnight / MINUTE + " min: " + calls;
  }

  private void write(Tier tier, long bucketMillis, long writer, long calls) {
    LatencySketch sketch = new LatencySketch();
    sketch.add(10);
    storage
        .metrics()
        .write(
            List.of(
                new MetricRow(
                    Schema.SERVICE,
                    tier,
                    bucketMillis,
                    SHOP,
                    writer,
                    new long[] {calls, 0, 0, 0, 0},
                    sketch.toBytes())));
  }

  private void mark(long hoursDone, long daysDone) {
    RollUpMarks marks = new RollUpMarks(hoursDone, daysDone, new TreeSet<>());
    storage.catalog().put(List.of(marks.entry(KOLKATA, 0)));
  }
}
