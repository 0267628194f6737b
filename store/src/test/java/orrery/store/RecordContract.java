// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOUR;
import static orrery.store.Samples.MINUTE;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.between;
import static orrery.store.Samples.ids;
import static orrery.store.Samples.inOrder;
import static orrery.store.Samples.oldest;
import static orrery.store.Samples.range;
import static orrery.store.Samples.segment;
import static orrery.store.Samples.where;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.store.RecordQuery.Condition;

/** What every {@link RecordStore} must do, tags apart. */
abstract class RecordContract {
  private static final Comparator<RecordRow> BY_TIME =
      Comparator.comparingLong(RecordRow::timeMillis).thenComparingLong(RecordRow::idKey);
  private static final Comparator<RecordRow> BY_RANK =
      Comparator.comparingLong((RecordRow row) -> row.value("latency")).thenComparing(BY_TIME);

  abstract Storage storage();

  private RecordStore records() {
    return storage().records();
  }

  private void append(RecordRow... rows) {
    records().append(List.of(rows));
  }

  @Test
  void empty_answersNothing() {
    records().append(List.of());
    assertThat(records().find(oldest(10))).isEmpty();
    assertThat(records().find(inOrder(true, true, 5, 10))).isEmpty();
    assertThat(records().group(Schema.SEGMENT, 1, 10)).isEmpty();
    assertThat(records().find(between(Long.MIN_VALUE, Long.MAX_VALUE))).isEmpty();
  }

  @Test
  void append_givesBackEveryByte() {
    byte[] everyByte = new byte[256];
    for (int i = 0; i < everyByte.length; i++) {
      everyByte[i] = (byte) i;
    }
    byte[] large = new byte[3 << 20];
    new Random(4).nextBytes(large);
    List<RecordRow> rows =
        List.of(
            Samples.slowStatement(1, DAY, new byte[0]),
            Samples.slowStatement(2, DAY, everyByte),
            Samples.slowStatement(3, DAY, large),
            Samples.slowStatement(4, DAY, "'\0%😀".getBytes(StandardCharsets.UTF_8)));
    records().append(rows);
    RecordQuery query =
        new RecordQuery(Schema.SLOW_STATEMENT, DAY, DAY, List.of(), List.of(), false, false, 0, 10);
    assertThat(records().find(query))
        .extracting(Samples::shown)
        .containsExactlyElementsOf(rows.stream().map(Samples::shownAsRead).toList());
    assertThat(records().find(oldest(10))).isEmpty();
  }

  @Test
  void append_extremeValuesAndIds() {
    long[] values = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, Long.MAX_VALUE, Long.MIN_VALUE};
    List<RecordRow> rows = new ArrayList<>();
    for (long id : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      rows.add(Samples.tagged(id, DAY + 1, values, List.of()));
    }
    records().append(rows);
    List<String> expected = rows.stream().map(Samples::shownAsRead).toList();
    assertThat(records().find(oldest(10))).extracting(Samples::shown).isEqualTo(expected);
    assertThat(records().group(Schema.SEGMENT, Long.MIN_VALUE, 10))
        .extracting(Samples::shown)
        .isEqualTo(expected);
    assertThat(ids(records().find(where(Condition.atLeast("service", Long.MAX_VALUE))))).hasSize(5);
    assertThat(ids(records().find(where(Condition.atMost("trace", Long.MIN_VALUE))))).hasSize(5);
  }

  @Test
  void append_againChangesNothing() {
    append(segment(1, DAY, 7, 1, 10), segment(2, DAY, 7, 1, 20), segment(1, DAY, 7, 1, 10));
    append(segment(2, DAY, 7, 1, 99), segment(3, DAY, 7, 1, 30));
    assertThat(ids(records().find(oldest(10)))).containsExactly(1L, 2L, 3L);
    assertThat(records().find(oldest(10)))
        .extracting(row -> row.value("latency"))
        .containsExactly(10L, 20L, 30L);
    assertThat(ids(records().group(Schema.SEGMENT, 7, 10))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void append_sameIdAtAnotherTimeIsAnotherDocument() {
    append(segment(1, DAY), segment(1, DAY + 1), segment(1, NEXT_DAY));
    assertThat(records().find(oldest(10)))
        .extracting(RecordRow::timeMillis)
        .containsExactly(DAY, DAY + 1, NEXT_DAY);
  }

  @Test
  void append_idsThatDifferOnlyInTheirUpperOrLowerBitsStayApart() {
    List<Long> ids = List.of(-1L << 48, 5L, (1L << 36) + 5, (1L << 40) + 5, (1L << 62) + 5);
    for (int round = 0; round < 2; round++) {
      for (long id : ids.reversed()) {
        append(segment(id, DAY + 3));
      }
      records().append(ids.stream().map(id -> segment(id, DAY + 3)).toList());
    }
    assertThat(ids(records().find(oldest(10)))).isEqualTo(ids);
    assertThat(records().find(oldest(10)))
        .extracting(row -> new String(row.payload(), StandardCharsets.UTF_8))
        .isEqualTo(ids.stream().map(id -> "payload " + id).toList());
    for (int i = 0; i < ids.size(); i++) {
      assertThat(ids(records().find(inOrder(false, false, i, 1)))).containsExactly(ids.get(i));
    }
  }

  @Test
  void append_retryOfAHalfDoneBatch() {
    List<RecordRow> batch = new ArrayList<>();
    for (long id = 1; id <= 100; id++) {
      batch.add(segment(id, DAY + 12 * HOUR * (id % 4)));
    }
    records().append(batch.subList(0, 37));
    records().append(batch);
    records().append(batch.reversed());
    assertThat(records().find(oldest(1_000)))
        .extracting(Samples::shown)
        .containsExactlyElementsOf(
            batch.stream().sorted(BY_TIME).map(Samples::shownAsRead).toList());
  }

  @Test
  void append_lateRowsFallInOrder() {
    append(segment(3, DAY + HOUR));
    append(segment(2, DAY + HOUR - 1), segment(1, DAY - HOUR));
    assertThat(ids(records().find(oldest(10)))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void find_bothEndsAreInclusive() {
    append(segment(1, DAY - 1), segment(2, DAY), segment(3, NEXT_DAY - 1), segment(4, NEXT_DAY));
    assertThat(ids(records().find(between(DAY, NEXT_DAY - 1)))).containsExactly(2L, 3L);
    assertThat(ids(records().find(between(DAY - 1, NEXT_DAY)))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(ids(records().find(between(DAY, DAY)))).containsExactly(2L);
    assertThat(ids(records().find(between(DAY + 1, NEXT_DAY - 2)))).isEmpty();
    assertThat(ids(records().find(between(NEXT_DAY, DAY)))).isEmpty();
    assertThat(ids(records().find(between(Long.MIN_VALUE, Long.MAX_VALUE)))).hasSize(4);
  }

  @Test
  void find_conditionsMustAllHold() {
    append(segment(1, DAY, 1, 10, 100), segment(2, DAY, 1, 11, 200), segment(3, DAY, 2, 10, 300));
    assertThat(ids(records().find(where(Condition.equal("service", 10))))).containsExactly(1L, 3L);
    assertThat(ids(records().find(where(Condition.atLeast("latency", 200)))))
        .containsExactly(2L, 3L);
    assertThat(ids(records().find(where(Condition.atMost("latency", 200)))))
        .containsExactly(1L, 2L);
    assertThat(
            ids(
                records()
                    .find(
                        where(
                            Condition.equal("trace", 1),
                            Condition.equal("service", 10),
                            Condition.atLeast("latency", 100),
                            Condition.atMost("latency", 100)))))
        .containsExactly(1L);
    assertThat(
            records().find(where(Condition.equal("service", 10), Condition.equal("service", 11))))
        .isEmpty();
    assertThatThrownBy(() -> records().find(where(Condition.equal("no_such", 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void find_everyOrderWithTiesAndEveryPage() {
    Random random = new Random(5);
    List<RecordRow> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      long time = DAY - 2 * MINUTE + random.nextInt(40) * 6_001L;
      rows.add(segment(random.nextLong(), time, i % 9, i % 3, random.nextInt(12)));
    }
    records().append(rows);
    for (Condition condition :
        List.of(
            Condition.atLeast("latency", 0),
            Condition.atLeast("latency", 9),
            Condition.equal("service", 1),
            Condition.equal("trace", 4))) {
      for (boolean byRank : new boolean[] {false, true}) {
        for (boolean descending : new boolean[] {false, true}) {
          checkOrder(rows, condition, byRank, descending);
        }
      }
    }
  }

  private void checkOrder(
      List<RecordRow> rows, Condition condition, boolean byRank, boolean descending) {
    Comparator<RecordRow> order = byRank ? BY_RANK : BY_TIME;
    List<Long> expected =
        ids(
            rows.stream()
                .filter(row ->
                    condition.test() == RecordQuery.Test.EQUAL
                        ? row.value(condition.field()) == condition.operand()
                        : row.value(condition.field()) >= condition.operand())
                .sorted(descending ? order.reversed() : order)
                .toList());
    for (int pageSize : new int[] {7, 50, 1_000}) {
      List<Long> found = new ArrayList<>();
      int before;
      do {
        before = found.size();
        found.addAll(
            ids(records().find(page(condition, byRank, descending, found.size(), pageSize))));
      } while (found.size() > before);
      assertThat(found).as("%s rank=%s desc=%s", condition, byRank, descending).isEqualTo(expected);
    }
  }

  private static RecordQuery page(
      Condition condition, boolean byRank, boolean descending, int offset, int limit) {
    return new RecordQuery(
        Schema.SEGMENT,
        DAY - HOUR,
        DAY + HOUR,
        List.of(condition),
        List.of(),
        byRank,
        descending,
        offset,
        limit);
  }

  @Test
  void find_limitsAndDepth() {
    List<RecordRow> rows = new ArrayList<>();
    for (long id = 1; id <= 10_000; id++) {
      rows.add(segment(id, DAY + id, id % 50, id % 20, id));
    }
    Collections.shuffle(rows, new Random(6));
    records().append(rows);
    assertThat(records().find(oldest(0))).isEmpty();
    assertThat(ids(records().find(oldest(3)))).containsExactly(1L, 2L, 3L);
    assertThat(ids(records().find(oldest(RecordQuery.MAX_DEPTH)))).isEqualTo(range(1, 10_000));
    assertThat(ids(records().find(inOrder(true, true, 0, RecordQuery.MAX_DEPTH))))
        .isEqualTo(range(1, 10_000).reversed());
    assertThat(ids(records().find(inOrder(false, true, RecordQuery.MAX_DEPTH - 2, 2))))
        .containsExactly(2L, 1L);
    assertThat(ids(records().find(inOrder(true, false, RecordQuery.MAX_DEPTH - 2, 2))))
        .containsExactly(9_999L, 10_000L);
    assertThatThrownBy(() -> inOrder(false, true, RecordQuery.MAX_DEPTH - 1, 2))
        .isInstanceOf(Fault.Invalid.class);
  }

  @Test
  void group_findsAllDaysInOrder() {
    append(
        segment(4, NEXT_DAY, 7, 1, 1),
        segment(2, DAY, 7, 2, 2),
        segment(1, DAY, 7, 3, 3),
        segment(3, DAY + 1, 7, 1, 4),
        segment(5, DAY, 8, 1, 5));
    assertThat(ids(records().group(Schema.SEGMENT, 7, 10))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(ids(records().group(Schema.SEGMENT, 7, 4))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(ids(records().group(Schema.SEGMENT, 7, 3))).containsExactly(2L, 3L, 4L);
    assertThat(ids(records().group(Schema.SEGMENT, 7, 1))).containsExactly(4L);
    assertThat(ids(records().group(Schema.SEGMENT, 8, 10))).containsExactly(5L);
    assertThat(records().group(Schema.SEGMENT, 9, 10)).isEmpty();
    assertThatThrownBy(() -> records().group(Schema.SLOW_STATEMENT, 7, 10))
        .isInstanceOf(Fault.Unsupported.class);
  }
}
