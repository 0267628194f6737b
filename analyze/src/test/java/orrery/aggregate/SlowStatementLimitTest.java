// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import orrery.model.PayloadFormat;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.RecordRow;
import orrery.store.Schema;

class SlowStatementLimitTest {
  private static final long MINUTE = 60_000;
  private static final long DB = 7;

  private final Telemetry telemetry = new Telemetry();
  private final SlowStatementLimit limit = new SlowStatementLimit(telemetry);

  @Test
  void ofOneCommitTheSlowestFiftyOfATargetAndMinuteAreKeptAndTheRestCounted() {
    List<RecordRow> rows = new ArrayList<>(slow(DB, 0, 1, 60));
    Collections.shuffle(rows, new java.util.Random(1));
    assertThat(latencies(limit.apply(rows, 0)))
        .containsExactlyElementsOf(LongStream.rangeClosed(11, 60).boxed().toList().reversed());
    assertThat(dropped()).isEqualTo(10);
  }

  @Test
  void fiftyAreKeptWhole() {
    assertThat(limit.apply(slow(DB, 0, 1, 50), 0)).hasSize(50);
    assertThat(dropped()).isZero();
  }

  @Test
  void ofSeveralCommitsTheFirstComeAreKept() {
    assertThat(limit.apply(slow(DB, 0, 1, 30), 0)).hasSize(30);
    assertThat(latencies(limit.apply(slow(DB, MINUTE - 1, 101, 130), 400)))
        .containsExactlyElementsOf(LongStream.rangeClosed(111, 130).boxed().toList().reversed());
    assertThat(limit.apply(slow(DB, 0, 1000, 1000), 800)).isEmpty();
    assertThat(dropped()).isEqualTo(11);
  }

  @Test
  void targetsAndMinutesCountApart() {
    List<RecordRow> rows = new ArrayList<>(slow(DB, 0, 1, 50));
    rows.addAll(slow(DB + 1, 0, 1, 50));
    rows.addAll(slow(DB, MINUTE, 1, 50));
    assertThat(limit.apply(rows, 0).size()).isEqualTo(150);
    assertThat(dropped()).isZero();
  }

  @Test
  void aMinuteIsForgottenTenMinutesAfterItsLastStatementWasKept() {
    limit.apply(slow(DB, 0, 1, 50), 0);
    assertThat(limit.apply(slow(DB, 0, 1, 1), 10 * MINUTE)).isEmpty();
    assertThat(limit.apply(slow(DB, 0, 1, 1), 10 * MINUTE + 1)).hasSize(1);
  }

  @Test
  void otherRecordsPassInTheirOrder() {
    List<RecordRow> rows = new ArrayList<>();
    for (int id = 0; id < 60; id++) {
      rows.add(segment(id));
      rows.add(slow(DB, 0, id));
    }
    List<RecordRow> kept = limit.apply(rows, 0);
    assertThat(kept).hasSize(110);
    assertThat(kept.subList(0, 60))
        .extracting(RecordRow::idKey)
        .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    assertThat(kept.subList(0, 60)).allMatch(row -> row.kind().equals(Schema.SEGMENT));
  }

  private long dropped() {
    return telemetry
        .counter(SelfMetric.ORRERY_RECORDS_DROPPED, Schema.SLOW_STATEMENT.name(), "limit")
        .sum();
  }

  private static List<Long> latencies(List<RecordRow> rows) {
    return rows.stream().map(row -> row.value("latency")).toList();
  }

  /** One of each latency of the range. */
  private static List<RecordRow> slow(long target, long timeMillis, long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(latency -> slow(target, timeMillis, latency))
        .toList();
  }

  static RecordRow slow(long target, long timeMillis, long latency) {
    return new RecordRow(
        Schema.SLOW_STATEMENT,
        latency,
        timeMillis,
        new long[] {target, 1, 0, latency},
        List.of(),
        PayloadFormat.TEXT,
        new byte[0]);
  }

  private static RecordRow segment(long id) {
    return new RecordRow(
        Schema.SEGMENT, id, 0, new long[6], List.of(), PayloadFormat.NONE, new byte[0]);
  }
}
