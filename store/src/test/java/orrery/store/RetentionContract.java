// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOUR;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.between;
import static orrery.store.Samples.entry;
import static orrery.store.Samples.ids;
import static orrery.store.Samples.minute;
import static orrery.store.Samples.minutes;
import static orrery.store.Samples.tagged;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every storage forgets: whole UTC days, records and metrics apart. */
abstract class RetentionContract {
  private static final long BEFORE = DAY - 24 * HOUR;
  private static final EntityKey A = new EntityKey(0, 1);

  abstract Storage storage();

  @BeforeEach
  void threeDays() {
    for (long day : new long[] {BEFORE, DAY, NEXT_DAY}) {
      storage().records().append(List.of(tagged(day, day, "day=" + day), tagged(1, day + HOUR)));
      storage().metrics().write(List.of(minute(A, day, 1, 1), minute(A, day + HOUR, 1, 1)));
    }
  }

  private List<Long> recordTimes() {
    return storage().records().find(between(Long.MIN_VALUE, Long.MAX_VALUE)).stream()
        .map(RecordRow::timeMillis)
        .toList();
  }

  private List<Long> metricBuckets() {
    return storage().metrics().series(minutes(Long.MIN_VALUE, Long.MAX_VALUE)).stream()
        .map(MetricPoint::bucketMillis)
        .toList();
  }

  @Test
  void nothingIsOldEnough() {
    assertThat(storage().dropBefore(BEFORE, BEFORE)).isZero();
    assertThat(storage().dropBefore(0, 0)).isZero();
    assertThat(recordTimes()).hasSize(6);
    assertThat(metricBuckets()).hasSize(6);
  }

  @Test
  void wholeDaysOnly_recordsAndMetricsApart() {
    assertThat(storage().dropBefore(DAY, BEFORE)).isEqualTo(1);
    assertThat(recordTimes()).containsExactly(DAY, DAY + HOUR, NEXT_DAY, NEXT_DAY + HOUR);
    assertThat(metricBuckets()).hasSize(6);

    assertThat(storage().dropBefore(DAY, NEXT_DAY - 1)).isEqualTo(1);
    assertThat(metricBuckets()).containsExactly(DAY, DAY + HOUR, NEXT_DAY, NEXT_DAY + HOUR);

    assertThat(storage().dropBefore(NEXT_DAY + HOUR, NEXT_DAY + HOUR)).isEqualTo(2);
    assertThat(recordTimes()).containsExactly(NEXT_DAY, NEXT_DAY + HOUR);
    assertThat(metricBuckets()).containsExactly(NEXT_DAY, NEXT_DAY + HOUR);
    assertThat(storage().dropBefore(NEXT_DAY + HOUR, NEXT_DAY + HOUR)).isZero();
  }

  @Test
  void everyWayToReadForgets() {
    storage().dropBefore(NEXT_DAY, NEXT_DAY);
    assertThat(ids(storage().records().group(Schema.SEGMENT, 7, 10))).hasSize(2);
    assertThat(storage().records().tagValues(Schema.SEGMENT, "day", BEFORE, NEXT_DAY, 10))
        .containsExactly(String.valueOf(NEXT_DAY));
    assertThat(storage().metrics().totals(minutes(BEFORE, NEXT_DAY)))
        .extracting(point -> point.measures()[0])
        .containsExactly(1L);
  }

  @Test
  void aDroppedDayCanBeWrittenAgain() {
    storage().dropBefore(NEXT_DAY, NEXT_DAY);
    storage().records().append(List.of(tagged(9, BEFORE, "k=v")));
    storage().metrics().write(List.of(minute(A, BEFORE, 1, 4)));
    assertThat(recordTimes()).containsExactly(BEFORE, NEXT_DAY, NEXT_DAY + HOUR);
    assertThat(metricBuckets()).containsExactly(BEFORE, NEXT_DAY, NEXT_DAY + HOUR);
    assertThat(ids(storage().records().find(Samples.withTags("k=v")))).containsExactly(9L);
    assertThat(storage().dropBefore(NEXT_DAY, NEXT_DAY)).isEqualTo(2);
  }

  @Test
  void catalogue_forgetsWhatWasNotSeenAndOnlyKindsThatExpire() {
    for (CatalogKind kind : CatalogKind.values()) {
      storage().catalog().put(List.of(entry(kind, 1, "old", DAY - 1), entry(kind, 2, "edge", DAY)));
    }
    storage().dropBefore(NEXT_DAY, DAY);
    for (CatalogKind kind : CatalogKind.values()) {
      assertThat(storage().catalog().list(CatalogQuery.all(kind, 10)))
          .as("%s", kind)
          .extracting(CatalogEntry::name)
          .isEqualTo(kind.expires() ? List.of("edge") : List.of("edge", "old"));
    }
  }
}
