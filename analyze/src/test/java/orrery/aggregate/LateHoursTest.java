// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.EntityKey;
import orrery.store.MemoryStorage;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Schema;

/** Minutes that are written late, by one process, and summed up by another. */
class LateHoursTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final EntityKey SHOP = EntityKey.of("c2hvcA==.1");
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long TEN = Instant.parse("2024-02-29T10:00:00Z").toEpochMilli();

  /** When the hour from ten to eleven is due. */
  private static final long DUE = TEN + HOUR + 3 * MINUTE;

  private final MemoryStorage storage = new MemoryStorage();
  private final LateHours writing = new LateHours(storage.catalog(), UTC, 7);
  private boolean leads = true;
  private final RollUp rollUp = rollUp();

  @Test
  void writingToTheCurrentHourLeavesNoNote() {
    writing.begin(Set.of(TEN + 30 * MINUTE), TEN + 31 * MINUTE);
    assertThat(notes()).isEmpty();
    writing.begin(Set.of(TEN + 59 * MINUTE), TEN + HOUR - 30 * SECOND - 1);
    assertThat(notes()).isEmpty();
    writing.begin(Set.of(TEN + 59 * MINUTE), TEN + HOUR - 30 * SECOND);
    assertThat(notes()).containsExactly("10:00 open");
  }

  @Test
  void anHourIsClosedWhenNothingMoreWasWrittenForAWhile() {
    writing.begin(Set.of(TEN), DUE);
    writing.begin(Set.of(), DUE + 15 * SECOND - 1);
    assertThat(notes()).containsExactly("10:00 open");
    writing.begin(Set.of(), DUE + 15 * SECOND);
    assertThat(notes()).containsExactly("10:00 closed");
  }

  @Test
  void aBusyHourIsClosedEveryMinuteAndOpenAgainAtOnce() {
    for (int second = 0; second < 60; second++) {
      writing.begin(Set.of(TEN), DUE + second * SECOND);
      assertThat(notes()).containsExactly("10:00 open");
    }
    writing.begin(Set.of(TEN), DUE + 60 * SECOND);
    assertThat(notes()).containsExactlyInAnyOrder("10:00 closed", "10:00 open");
  }

  @Test
  void whatIsWrittenAfterTheRollUpBeganIsSummedUpOnceTheHourIsClosed() {
    minute(1, 3);
    step(DUE);
    assertThat(calls(Tier.HOUR)).isEqualTo(3);
    writing.begin(Set.of(TEN + 7 * MINUTE), DUE + MINUTE);
    step(DUE + MINUTE); // the note is there, the row is not
    minute(2, 4);
    writing.begin(Set.of(), DUE + MINUTE + 15 * SECOND);
    step(DUE + 2 * MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(7);
  }

  @Test
  void anHourThatIsBeingWrittenToIsNotRolledUpUntilPatienceEnds() {
    minute(1, 3);
    writing.begin(Set.of(TEN), DUE);
    step(DUE);
    assertThat(calls(Tier.HOUR)).isZero();
    for (int minutes = 1; minutes <= 5; minutes++) {
      writing.begin(Set.of(TEN), DUE + minutes * MINUTE);
    }
    step(DUE + 5 * MINUTE - 1);
    assertThat(calls(Tier.HOUR)).isZero();
    step(DUE + 5 * MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(3);
  }

  @Test
  void anHourOfAProcessThatDiedCountsAsClosedAfterFiveMinutes() {
    minute(1, 3);
    step(DUE);
    writing.begin(Set.of(TEN), DUE + MINUTE);
    minute(2, 4); // and with that it dies
    step(DUE + 6 * MINUTE - 1);
    assertThat(calls(Tier.HOUR)).isEqualTo(3);
    step(DUE + 6 * MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(7);
  }

  @Test
  void aProcessThatStopsClosesItsHours() {
    writing.begin(Set.of(TEN), DUE);
    writing.end(DUE + 1);
    assertThat(notes()).containsExactly("10:00 closed");
  }

  @Test
  void aDayThatIsDoneIsSummedUpAgainToo() {
    minute(1, 3);
    long nextDay = TEN + 24 * HOUR;
    step(nextDay);
    assertThat(calls(Tier.DAY)).isEqualTo(3);
    writing.begin(Set.of(TEN), nextDay);
    minute(2, 4);
    writing.end(nextDay);
    step(nextDay + MINUTE);
    assertThat(calls(Tier.DAY)).isEqualTo(7);
  }

  @Test
  void whoeverLeadsNextFindsWhatTheLastOneLeftUndone() {
    minute(1, 3);
    step(DUE);
    writing.begin(Set.of(TEN), DUE);
    minute(2, 4);
    writing.end(DUE);
    rollUp().step(DUE + MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(7);
  }

  @Test
  void twoThatRollUpAtOnceBothEndWithEverything() {
    RollUp other = rollUp();
    minute(1, 3);
    step(DUE);
    writing.begin(Set.of(TEN), DUE);
    minute(2, 4);
    writing.end(DUE);
    step(DUE + MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(7);
    staleRow(3); // of the other, read before the second minute was written
    other.step(DUE + 2 * MINUTE);
    assertThat(calls(Tier.HOUR)).isEqualTo(7);
  }

  @Test
  void notesGoTenMinutesAfterTheyWereWritten() {
    step(DUE);
    writing.begin(Set.of(TEN), DUE);
    writing.end(DUE);
    step(DUE + 10 * MINUTE - 1);
    assertThat(notes()).containsExactly("10:00 closed");
    step(DUE + 10 * MINUTE);
    assertThat(notes()).isEmpty();
  }

  @Test
  void hoursOfWhichNothingIsKeptAreNotSummedUp() {
    long later = DUE + 30 * 24 * HOUR;
    writing.begin(Set.of(TEN), later);
    minute(1, 3);
    writing.end(later);
    step(later);
    step(later + 10 * MINUTE);
    assertThat(calls(Tier.HOUR)).isZero();
    assertThat(notes()).isEmpty();
  }

  @Test
  void whoLeadsNoMoreWritesNothing() {
    minute(1, 3);
    leads = false;
    assertThatThrownBy(() -> step(DUE)).isInstanceOf(Fault.Unavailable.class);
    assertThat(calls(Tier.HOUR)).isZero();
    leads = true;
    step(DUE);
    assertThat(calls(Tier.HOUR)).isEqualTo(3);
  }

  private RollUp rollUp() {
    return new RollUp(
        storage,
        new RollUpSettings(3 * MINUTE, 24, 3 * 24 * HOUR, 7 * 24 * HOUR),
        new RollUp.Surroundings(UTC, () -> leads, new Telemetry()));
  }

  private void step(long nowMillis) {
    boolean more = true;
    for (int steps = 0; more; steps++) {
      more = rollUp.step(nowMillis);
      assertThat(steps).isLessThan(10);
    }
  }

  private List<String> notes() {
    return storage.catalog().list(CatalogQuery.all(CatalogKind.INTERNAL, 100)).stream()
        .filter(entry -> entry.name().startsWith("late_hour UTC "))
        .map(entry ->
            Instant.ofEpochMilli(Long.parseLong(entry.attributes().getOrDefault("hour", "")))
                    .toString()
                    .substring(11, 16)
                + ("true".equals(entry.attributes().get("open")) ? " open" : " closed"))
        .toList();
  }

  private long calls(Tier tier) {
    long bucket = tier.bucketMillis(TEN, UTC);
    return storage
        .metrics()
        .series(MetricQuery.of(Schema.SERVICE, tier, bucket, bucket, List.of(SHOP), false))
        .stream()
        .mapToLong((MetricPoint point) -> point.measures()[0])
        .sum();
  }

  private void minute(long writer, long calls) {
    write(new Rows.Name(Schema.SERVICE, Tier.MINUTE, TEN, SHOP, writer), calls);
  }

  private void staleRow(long calls) {
    write(new Rows.Name(Schema.SERVICE, Tier.HOUR, TEN, SHOP, RollUp.WRITER), calls);
  }

  private void write(Rows.Name name, long calls) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < calls; i++) {
      sketch.add(10);
    }
    storage
        .metrics()
        .write(List.of(Rows.row(name, new long[] {calls, 0, 10 * calls, calls, 0}, sketch)));
  }
}
