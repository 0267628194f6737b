// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOUR;
import static orrery.store.Samples.MINUTE;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.atMost;
import static orrery.store.Samples.minute;
import static orrery.store.Samples.minutes;
import static orrery.store.Samples.point;
import static orrery.store.Samples.row;
import static orrery.store.Samples.shown;
import static orrery.store.Samples.sketch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.Tier;

/** What every {@link MetricStore} must do. */
abstract class MetricContract {
  private static final EntityKey A = new EntityKey(0, 1);
  private static final EntityKey B = new EntityKey(0, 2);

  abstract Storage storage();

  private MetricStore metrics() {
    return storage().metrics();
  }

  private void write(MetricRow... rows) {
    metrics().write(List.of(rows));
  }

  @Test
  void empty_answersNothing() {
    assertThat(metrics().series(minutes(DAY, NEXT_DAY))).isEmpty();
    assertThat(metrics().totals(minutes(DAY, NEXT_DAY))).isEmpty();
    metrics().write(List.of());
    assertThat(metrics().series(minutes(Long.MIN_VALUE, Long.MAX_VALUE))).isEmpty();
  }

  @Test
  void write_everyFamilyAndTierIsKeptApart() {
    List<MetricRow> rows = new ArrayList<>();
    for (MetricFamily family : Schema.FAMILIES) {
      for (Tier tier : Tier.values()) {
        rows.add(row(family, tier, DAY, A, 1, rows.size() * 100L));
      }
    }
    metrics().write(rows);
    for (MetricRow row : rows) {
      MetricQuery query =
          MetricQuery.of(row.family(), row.tier(), DAY, DAY, List.of(A), row.family().sketch());
      assertThat(shown(metrics().series(query)))
          .containsExactly(
              point(
                  A,
                  DAY,
                  row.family().sketch() ? sketch(row.measures()[0]) : null,
                  row.measures()));
    }
  }

  @Test
  void write_sameWriterReplaces() {
    write(minute(A, DAY, 1, 5));
    write(minute(A, DAY, 1, 9));
    assertThat(shown(metrics().series(minutes(DAY, DAY))))
        .containsExactly(point(A, DAY, sketch(9), 9, 10, 11, 12, 13));
  }

  @Test
  void write_sameWriterTwiceInOneBatchKeepsTheLast() {
    write(minute(A, DAY, 1, 5), minute(B, DAY, 1, 1), minute(A, DAY, 1, 9));
    assertThat(shown(metrics().series(minutes(DAY, DAY))))
        .containsExactly(
            point(A, DAY, sketch(9), 9, 10, 11, 12, 13), point(B, DAY, sketch(1), 1, 2, 3, 4, 5));
  }

  @Test
  void write_otherWritersAddUp() {
    write(minute(A, DAY, 1, 5), minute(A, DAY, -2, 7), minute(A, DAY, Long.MAX_VALUE, 11));
    write(minute(A, DAY, -2, 8));
    assertThat(shown(metrics().series(minutes(DAY, DAY))))
        .containsExactly(point(A, DAY, sketch(5, 8, 11), 24, 27, 30, 33, 36));
  }

  @Test
  void write_negativeAndExtremeNumbers() {
    long[] measures = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1L << 53};
    EntityKey entity = new EntityKey(Long.MIN_VALUE, Long.MAX_VALUE);
    MetricFamily family = Schema.SERVICE;
    write(new MetricRow(family, Tier.MINUTE, DAY, entity, -9, measures, sketch().toBytes()));
    assertThat(shown(metrics().series(minutes(DAY, DAY))))
        .containsExactly(point(entity, DAY, sketch(), measures));
    assertThat(shown(metrics().totals(minutes(DAY, DAY))))
        .containsExactly(point(entity, DAY, sketch(), measures));
  }

  @Test
  void series_bothEndsAreInclusive() {
    for (long bucket : new long[] {DAY - MINUTE, DAY, DAY + MINUTE, DAY + 2 * MINUTE}) {
      write(minute(A, bucket, 1, 1));
    }
    assertThat(metrics().series(minutes(DAY, DAY + MINUTE)))
        .extracting(MetricPoint::bucketMillis)
        .containsExactly(DAY, DAY + MINUTE);
    assertThat(metrics().series(minutes(DAY + 1, DAY + MINUTE - 1))).isEmpty();
    assertThat(metrics().series(minutes(DAY + MINUTE, DAY))).isEmpty();
    assertThat(metrics().series(minutes(Long.MIN_VALUE, Long.MAX_VALUE))).hasSize(4);
  }

  @Test
  void series_runsAcrossMidnightAndTheLeapDay() {
    List<Long> buckets = new ArrayList<>();
    for (long bucket = DAY - 2 * MINUTE; bucket <= NEXT_DAY + MINUTE; bucket += MINUTE) {
      buckets.add(bucket);
    }
    List<MetricRow> rows = new ArrayList<>();
    buckets.forEach(bucket -> rows.add(minute(A, bucket, 1, 1)));
    Collections.shuffle(rows, new Random(1));
    metrics().write(rows);
    assertThat(metrics().series(minutes(DAY - HOUR, NEXT_DAY + HOUR)))
        .extracting(MetricPoint::bucketMillis)
        .containsExactlyElementsOf(buckets);
    assertThat(metrics().totals(minutes(DAY - HOUR, NEXT_DAY + HOUR)))
        .extracting(point -> point.measures()[0])
        .containsExactly((long) buckets.size());
  }

  @Test
  void series_bucketsOfHalfHourZonesAreKeptExactly() {
    // Hours of a zone at +05:30 and days of one at +05:45 start off the UTC hour and day.
    long hour = DAY + 30 * MINUTE;
    long day = DAY - 5 * HOUR - 45 * MINUTE;
    write(row(Schema.SERVICE, Tier.HOUR, hour, A, 0, 1));
    write(row(Schema.SERVICE, Tier.DAY, day, A, 0, 1));
    assertThat(
            metrics()
                .series(MetricQuery.of(Schema.SERVICE, Tier.HOUR, hour, hour, List.of(A), false)))
        .extracting(MetricPoint::bucketMillis)
        .containsExactly(hour);
    assertThat(
            metrics().series(MetricQuery.of(Schema.SERVICE, Tier.DAY, day, DAY, List.of(A), false)))
        .extracting(MetricPoint::bucketMillis)
        .containsExactly(day);
  }

  @Test
  void series_orderedByBucketThenOwnerThenKey() {
    List<EntityKey> entities =
        List.of(
            new EntityKey(-5, 3),
            new EntityKey(0, Long.MIN_VALUE),
            new EntityKey(0, -1),
            new EntityKey(0, 4),
            new EntityKey(6, 2));
    List<MetricRow> rows = new ArrayList<>();
    for (EntityKey entity : entities) {
      rows.add(minute(entity, DAY, 1, 1));
      rows.add(minute(entity, DAY + MINUTE, 1, 1));
    }
    Collections.shuffle(rows, new Random(2));
    metrics().write(rows);
    List<MetricPoint> points = metrics().series(minutes(DAY, DAY + MINUTE));
    assertThat(points.subList(0, 5))
        .extracting(MetricPoint::entity)
        .containsExactlyElementsOf(entities);
    assertThat(points.subList(5, 10))
        .extracting(MetricPoint::entity)
        .containsExactlyElementsOf(entities);
    assertThat(metrics().totals(minutes(DAY, DAY + MINUTE)))
        .extracting(MetricPoint::entity)
        .containsExactlyElementsOf(entities);
  }

  @Test
  void series_ofNamedEntitiesOnly() {
    EntityKey owned = new EntityKey(5, 1);
    write(minute(A, DAY, 1, 1), minute(B, DAY, 1, 2), minute(owned, DAY, 1, 3));
    assertThat(metrics().series(of(B, new EntityKey(0, 99), B)))
        .extracting(MetricPoint::entity)
        .containsExactly(B);
    assertThat(metrics().series(of(owned, A)))
        .extracting(MetricPoint::entity)
        .containsExactly(A, owned);
    assertThat(metrics().series(of())).isEmpty();
    assertThat(metrics().totals(of())).isEmpty();
  }

  @Test
  void series_ofAnOwnerOnly() {
    EntityKey owned = new EntityKey(5, 1);
    EntityKey sibling = new EntityKey(5, -3);
    write(minute(A, DAY, 1, 1), minute(owned, DAY, 1, 3), minute(sibling, NEXT_DAY, 1, 4));
    MetricQuery query = MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, DAY, NEXT_DAY, 5L, false);
    assertThat(metrics().series(query))
        .extracting(MetricPoint::entity)
        .containsExactly(owned, sibling);
    assertThat(metrics().totals(query))
        .extracting(MetricPoint::entity)
        .containsExactly(sibling, owned);
    MetricQuery both =
        new MetricQuery(Schema.SERVICE, Tier.MINUTE, DAY, NEXT_DAY, List.of(A), 5L, false, 100);
    assertThat(metrics().series(both)).extracting(MetricPoint::entity).containsExactly(A);
  }

  @Test
  void series_sketchesOnlyWhenAskedFor() {
    write(minute(A, DAY, 1, 5));
    MetricQuery query = MetricQuery.of(Schema.SERVICE, Tier.MINUTE, DAY, DAY, List.of(A), false);
    assertThat(metrics().series(query)).extracting(MetricPoint::sketch).containsOnlyNulls();
    assertThat(metrics().totals(query)).extracting(MetricPoint::sketch).containsOnlyNulls();
    write(row(Schema.JVM, Tier.MINUTE, DAY, A, 1, 5));
    MetricQuery jvm = MetricQuery.of(Schema.JVM, Tier.MINUTE, DAY, DAY, List.of(A), true);
    assertThat(metrics().series(jvm)).extracting(MetricPoint::sketch).containsOnlyNulls();
  }

  @Test
  void totals_areTheSumOfTheSeries() {
    Random random = new Random(3);
    List<MetricRow> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      EntityKey entity = new EntityKey(i % 3, i % 17);
      rows.add(minute(entity, DAY + i % 120 * MINUTE, i % 2, random.nextInt(5_000)));
    }
    metrics().write(rows);
    MetricQuery query = minutes(DAY + 5 * MINUTE, DAY + 100 * MINUTE);
    List<MetricPoint> totals = metrics().totals(query);
    assertThat(totals).hasSize(51).allMatch(point -> point.bucketMillis() == query.fromMillis());
    for (MetricPoint total : totals) {
      long[] sum = new long[5];
      var merged = sketch();
      for (MetricPoint point : metrics().series(query)) {
        if (point.entity().equals(total.entity())) {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += point.measures()[i];
          }
          merged.merge(java.util.Objects.requireNonNull(point.sketch()));
        }
      }
      assertThat(shown(total)).isEqualTo(point(total.entity(), query.fromMillis(), merged, sum));
    }
  }

  @Test
  void tooManyPoints_areRefusedNotCut() {
    for (int i = 0; i < 6; i++) {
      write(minute(new EntityKey(0, i % 3), DAY + i * MINUTE, 1, 1));
      write(minute(new EntityKey(0, i % 3), DAY + i * MINUTE, 2, 1));
    }
    MetricQuery query = minutes(DAY, NEXT_DAY);
    assertThat(metrics().series(atMost(query, 6))).hasSize(6);
    assertThat(metrics().totals(atMost(query, 3))).hasSize(3);
    assertThatThrownBy(() -> metrics().series(atMost(query, 5)))
        .isInstanceOf(Fault.Overloaded.class)
        .hasMessageContaining("5");
    assertThatThrownBy(() -> metrics().totals(atMost(query, 2)))
        .isInstanceOf(Fault.Overloaded.class)
        .hasMessageContaining("2");
  }

  @Test
  void write_tenThousandRowsAtOnce() {
    List<MetricRow> rows = new ArrayList<>();
    List<EntityKey> entities = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      entities.add(new EntityKey(i % 20, i));
      rows.add(minute(entities.get(i), DAY, 1, i));
    }
    metrics().write(rows);
    metrics().write(rows);
    List<MetricPoint> points = metrics().series(minutes(DAY, DAY));
    assertThat(points).hasSize(10_000);
    assertThat(points.stream().mapToLong(point -> point.measures()[0]).sum()).isEqualTo(49_995_000);
    MetricQuery named =
        MetricQuery.of(Schema.SERVICE, Tier.MINUTE, DAY, DAY, entities.subList(0, 5_000), false);
    assertThat(metrics().series(named)).hasSize(5_000);
  }

  private static MetricQuery of(EntityKey... entities) {
    return MetricQuery.of(Schema.SERVICE, Tier.MINUTE, DAY, DAY, List.of(entities), false);
  }
}
