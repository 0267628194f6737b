// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import orrery.model.Tier;
import orrery.store.CatalogStore;
import orrery.store.RollUpMarks;

/**
 * How far roll-ups are, between the committer that writes minutes and the roll-up that reads them.
 * What it guards: an hour row never misses a minute row for good. An hour that minutes are being
 * written to is not rolled up; an hour that was written to while or after it was rolled up is
 * marked late, durably, before the minutes are written. Thread-safe.
 */
final class RollUpState {
  private final CatalogStore catalog;
  private final ZoneId zone;
  private final ReentrantLock saving = new ReentrantLock();
  private final Map<Long, Integer> writers = new HashMap<>();
  private final Set<Long> rolling = new HashSet<>();
  private final Set<Long> touchedWhileRolling = new HashSet<>();
  private RollUpMarks marks = RollUpMarks.NONE;
  private RollUpMarks saved = RollUpMarks.NONE;

  RollUpState(CatalogStore catalog, ZoneId zone) {
    this.catalog = catalog;
    this.zone = zone;
  }

  /** Reads the marks; before anything else. */
  void load() {
    RollUpMarks loaded = RollUpMarks.load(catalog, zone);
    synchronized (this) {
      marks = loaded;
      saved = loaded;
    }
  }

  synchronized RollUpMarks marks() {
    return marks;
  }

  /**
   * Makes the marks durable. One saver at a time: an older state must not overwrite a newer one.
   *
   * @throws orrery.model.Fault as the catalogue does
   */
  void save(long nowMillis) {
    saving.lock();
    try {
      RollUpMarks current = marks();
      if (!current.equals(saved)) {
        catalog.put(List.of(current.entry(zone, nowMillis)));
        saved = current;
      }
    } finally {
      saving.unlock();
    }
  }

  /**
   * Rows of these minutes are about to be written; {@link #save} first.
   *
   * @return the hours, for {@link #end}
   */
  synchronized Set<Long> begin(Set<Long> minutes) {
    Set<Long> hours = new HashSet<>();
    SortedSet<Long> late = new TreeSet<>(marks.lateHours());
    for (long minute : minutes) {
      long hour = Tier.HOUR.bucketMillis(minute, zone);
      if (!hours.add(hour)) {
        continue;
      }
      writers.merge(hour, 1, Integer::sum);
      if (rolling.contains(hour)) {
        touchedWhileRolling.add(hour);
      }
      if (hour < marks.hoursDoneMillis() && late.size() < RollUpMarks.MAX_LATE_HOURS) {
        late.add(hour);
      }
    }
    if (!late.equals(marks.lateHours())) {
      marks = new RollUpMarks(marks.hoursDoneMillis(), marks.daysDoneMillis(), late);
    }
    return hours;
  }

  /** They are written, or writing them failed. */
  synchronized void end(Set<Long> hours) {
    for (long hour : hours) {
      writers.computeIfPresent(hour, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Whether an hour may be rolled up now; if so it is being rolled up until told otherwise. */
  synchronized boolean mayRoll(long hour) {
    touchedWhileRolling.remove(hour);
    return !writers.containsKey(hour) && rolling.add(hour);
  }

  /** An hour could not be rolled up; it stays as it was. */
  synchronized void failed(long hour) {
    rolling.remove(hour);
  }

  /**
   * An hour's rows are written.
   *
   * @param hoursDoneMillis how far hours are done now
   */
  synchronized void hourDone(long hour, long hoursDoneMillis) {
    SortedSet<Long> late = new TreeSet<>(marks.lateHours());
    rolling.remove(hour);
    if (touchedWhileRolling.remove(hour)) {
      late.add(hour);
    } else {
      late.remove(hour);
    }
    marks =
        new RollUpMarks(
            Math.max(marks.hoursDoneMillis(), hoursDoneMillis), marks.daysDoneMillis(), late);
  }

  /** How far hours and days are done; what is late stays so. */
  synchronized void advance(long hoursDoneMillis, long daysDoneMillis) {
    marks =
        new RollUpMarks(
            Math.max(marks.hoursDoneMillis(), hoursDoneMillis),
            Math.max(marks.daysDoneMillis(), daysDoneMillis),
            marks.lateHours());
  }
}
