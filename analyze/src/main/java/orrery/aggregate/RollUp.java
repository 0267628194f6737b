// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import orrery.model.Fault;
import orrery.model.Tier;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogStore;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.RollUpMarks;
import orrery.store.Schema;
import orrery.store.Storage;

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

  /** How long after it is due an hour is rolled up though somebody still writes to it. */
  private static final long PATIENCE_MILLIS = 5 * 60_000L;

  private final MetricStore metrics;
  private final CatalogStore catalog;
  private final LateWork late;
  private final ZoneId zone;
  private final RollUpSettings settings;
  private final BooleanSupplier leads;
  private final Telemetry telemetry;
  private RollUpMarks marks = RollUpMarks.NONE;

  RollUp(Storage storage, RollUpSettings settings, Surroundings surroundings) {
    this.metrics = storage.metrics();
    this.catalog = storage.catalog();
    this.settings = settings;
    this.zone = surroundings.zone();
    this.leads = surroundings.leads();
    this.telemetry = surroundings.telemetry();
    this.late = new LateWork(catalog, zone);
  }

  /** What roll-ups need to know of the process. */
  record Surroundings(ZoneId zone, BooleanSupplier leads, Telemetry telemetry) {}

  /**
   * Rolls up what is due, at most {@link RollUpSettings#hoursPerStep} hours, late ones first.
   * Begins with what is stored, which another process may have changed. Returns whether more is
   * due.
   *
   * @throws orrery.model.Fault as the store does, or when another leads now; what is done stays
   *     done
   */
  boolean step(long nowMillis) {
    demandLead();
    RollUpMarks loaded = RollUpMarks.load(catalog, zone);
    marks = loaded;
    late.read(nowMillis);
    start(nowMillis);
    try {
      int left = settings.hoursPerStep() - lateHours(nowMillis);
      skipEmptyHours(nowMillis);
      boolean more = newHours(nowMillis, left);
      newDays();
      return more;
    } finally {
      if (!marks.equals(loaded) && leads.getAsBoolean()) {
        catalog.put(List.of(marks.entry(zone, nowMillis)));
      }
    }
  }

  /** Returns how many were rolled up. */
  private int lateHours(long nowMillis) {
    SortedSet<Long> hours = late.hours();
    hours.addAll(marks.lateHours());
    long oldest = oldest(nowMillis);
    int rolled = 0;
    for (long hour : hours) {
      if (hour < oldest) {
        done(hour); // nothing is kept of it
      } else if (hour < marks.hoursDoneMillis() && rolled < settings.hoursPerStep()) {
        roll(hour);
        rolled++;
      }
    }
    return rolled;
  }

  private long oldest(long nowMillis) {
    return Tier.DAY.bucketMillis(nowMillis - settings.metricsTtlMillis(), zone);
  }

  /** Where marks are missing or older than what is kept, begins with the oldest hour kept. */
  private void start(long nowMillis) {
    long oldest = oldest(nowMillis);
    if (marks.hoursDoneMillis() < oldest) {
      advance(oldest, oldest);
    }
    if (marks.daysDoneMillis() < oldest) {
      advance(0, oldest);
    }
  }

  private void advance(long hoursDoneMillis, long daysDoneMillis) {
    marks =
        new RollUpMarks(
            Math.max(marks.hoursDoneMillis(), hoursDoneMillis),
            Math.max(marks.daysDoneMillis(), daysDoneMillis),
            marks.lateHours());
  }

  private void done(long hour) {
    late.done(hour);
    SortedSet<Long> left = new TreeSet<>(marks.lateHours());
    left.remove(hour);
    marks = new RollUpMarks(marks.hoursDoneMillis(), marks.daysDoneMillis(), left);
  }

  /** After a long sleep, or at the very first start, there is as a rule nothing to sum up. */
  private void skipEmptyHours(long nowMillis) {
    long first = marks.hoursDoneMillis();
    long due = Tier.HOUR.bucketMillis(nowMillis - settings.marginMillis(), zone);
    if (due - first > LONG_GAP_MILLIS
        && Schema.FAMILIES.stream().noneMatch(family -> hasRows(family, first, due - 1))) {
      advance(due, 0);
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
    for (int rolled = 0; rolled < most; rolled++) {
      long hour = marks.hoursDoneMillis();
      long dueMillis = Tier.HOUR.nextMillis(hour, zone) + settings.marginMillis();
      boolean wait = late.isOpen(hour) && nowMillis < dueMillis + PATIENCE_MILLIS;
      if (nowMillis < dueMillis || wait) {
        return false;
      }
      roll(hour);
    }
    return true;
  }

  private void newDays() {
    long day = marks.daysDoneMillis();
    long next = Tier.DAY.nextMillis(day, zone);
    while (next <= marks.hoursDoneMillis()) {
      sum(Tier.HOUR, Tier.DAY, day);
      advance(0, next);
      day = next;
      next = Tier.DAY.nextMillis(day, zone);
    }
  }

  private void roll(long hour) {
    sum(Tier.MINUTE, Tier.HOUR, hour);
    long day = Tier.DAY.bucketMillis(hour, zone);
    if (day < marks.daysDoneMillis()) {
      sum(Tier.HOUR, Tier.DAY, day);
    }
    if (hour == marks.hoursDoneMillis()) {
      advance(Tier.HOUR.nextMillis(hour, zone), 0);
    }
    done(hour);
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
          write(rows);
          rows = new ArrayList<>();
        }
      }
      if (!rows.isEmpty()) {
        write(rows);
      }
    }
    telemetry.counter(SelfMetric.ORRERY_ROLL_UPS, to == Tier.HOUR ? "hour" : "day").increment();
  }

  /** Sums that were read a while ago must not replace those of whoever leads since. */
  private void write(List<MetricRow> rows) {
    demandLead();
    metrics.write(rows);
  }

  private void demandLead() {
    if (!leads.getAsBoolean()) {
      throw new Fault.Unavailable("another member leads now");
    }
  }
}
