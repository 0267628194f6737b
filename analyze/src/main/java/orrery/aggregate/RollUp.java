// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import orrery.model.Fault;
import orrery.model.Tier;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.RollUpMarks;
import orrery.store.Schema;

/**
 * Sums stored minute rows of an hour that is over into hour rows, and hour rows of a day that is
 * over into day rows. Derived from what is stored alone, so doing it again changes nothing and
 * whatever was missed while asleep is caught up. For one thread.
 */
final class RollUp {
  /** Whose rows roll-ups are. */
  static final long WRITER = 0;

  private static final int ROWS_PER_WRITE = 2_000;
  private static final long LONG_GAP_MILLIS = 3 * 3_600_000L;

  private final MetricStore metrics;
  private final RollUpState state;
  private final ZoneId zone;
  private final RollUpSettings settings;
  private final Telemetry telemetry;

  RollUp(
      MetricStore metrics, RollUpState state, RollUpSettings settings, Surroundings surroundings) {
    this.metrics = metrics;
    this.state = state;
    this.settings = settings;
    this.zone = surroundings.zone();
    this.telemetry = surroundings.telemetry();
  }

  /** What roll-ups need to know of the process. */
  record Surroundings(ZoneId zone, Telemetry telemetry) {}

  /**
   * Rolls up what is due, at most {@link RollUpSettings#hoursPerStep} hours, late ones first.
   * Returns whether more is due.
   *
   * @throws orrery.model.Fault as the store does; what is done stays done
   */
  boolean step(long nowMillis) {
    start(nowMillis);
    int left = settings.hoursPerStep();
    for (long hour : state.marks().lateHours()) {
      if (left > 0 && roll(hour)) {
        left--;
      }
    }
    skipEmptyHours(nowMillis);
    boolean more = newHours(nowMillis, left);
    newDays();
    state.save(nowMillis);
    return more;
  }

  /** Where marks are missing or older than what is kept, begins with the oldest hour kept. */
  private void start(long nowMillis) {
    long oldest = Tier.DAY.bucketMillis(nowMillis - settings.metricsTtlMillis(), zone);
    if (state.marks().hoursDoneMillis() < oldest) {
      state.advance(oldest, oldest);
    }
    if (state.marks().daysDoneMillis() < oldest) {
      state.advance(0, oldest);
    }
  }

  /** After a long sleep, or at the very first start, there is as a rule nothing to sum up. */
  private void skipEmptyHours(long nowMillis) {
    long first = state.marks().hoursDoneMillis();
    long due = Tier.HOUR.bucketMillis(nowMillis - settings.marginMillis(), zone);
    if (due - first > LONG_GAP_MILLIS
        && Schema.FAMILIES.stream().noneMatch(family -> hasRows(family, first, due - 1))) {
      state.advance(due, 0);
    }
  }

  private boolean hasRows(MetricFamily family, long from, long to) {
    try {
      return !metrics
          .totals(new MetricQuery(family, Tier.MINUTE, from, to, null, null, false, 1))
          .isEmpty();
    } catch (Fault.Overloaded moreThanOne) {
      return true;
    }
  }

  private boolean newHours(long nowMillis, int most) {
    for (int done = 0; done < most; done++) {
      long hour = state.marks().hoursDoneMillis();
      if (Tier.HOUR.nextMillis(hour, zone) + settings.marginMillis() > nowMillis || !roll(hour)) {
        return false;
      }
    }
    return true;
  }

  private void newDays() {
    RollUpMarks marks = state.marks();
    long day = marks.daysDoneMillis();
    long next = Tier.DAY.nextMillis(day, zone);
    while (next <= marks.hoursDoneMillis()) {
      sum(Tier.HOUR, Tier.DAY, day);
      state.advance(0, next);
      day = next;
      next = Tier.DAY.nextMillis(day, zone);
    }
  }

  private boolean roll(long hour) {
    if (!state.mayRoll(hour)) {
      return false;
    }
    boolean done = false;
    try {
      sum(Tier.MINUTE, Tier.HOUR, hour);
      long day = Tier.DAY.bucketMillis(hour, zone);
      if (day < state.marks().daysDoneMillis()) {
        sum(Tier.HOUR, Tier.DAY, day);
      }
      done = true;
    } finally {
      if (!done) {
        state.failed(hour);
      }
    }
    long next = Tier.HOUR.nextMillis(hour, zone);
    state.hourDone(hour, hour == state.marks().hoursDoneMillis() ? next : 0);
    return true;
  }

  private void sum(Tier from, Tier to, long bucket) {
    long last = to.nextMillis(bucket, zone) - 1;
    for (MetricFamily family : Schema.FAMILIES) {
      List<MetricRow> rows = new ArrayList<>();
      for (MetricPoint point :
          metrics.totals(MetricQuery.ownedBy(family, from, bucket, last, null, family.sketch()))) {
        rows.add(
            Rows.row(
                new Rows.Name(family, to, bucket, point.entity(), WRITER),
                point.measures(),
                point.sketch()));
        if (rows.size() == ROWS_PER_WRITE) {
          metrics.write(rows);
          rows = new ArrayList<>();
        }
      }
      if (!rows.isEmpty()) {
        metrics.write(rows);
      }
    }
    telemetry.counter(SelfMetric.ORRERY_ROLL_UPS, to == Tier.HOUR ? "hour" : "day").increment();
  }
}
