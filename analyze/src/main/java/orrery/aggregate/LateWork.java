// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import orrery.store.CatalogKind;
import orrery.store.CatalogStore;

/**
 * Which hours the members' {@linkplain LateHours notes} ask to sum up (again). A note is done once
 * by each process that rolls up, and kept for ten minutes after it was written: should two of them
 * be at work at once, each sums up everything it was told of, so whoever writes last writes all.
 * For one thread.
 */
final class LateWork {
  /** A process that said nothing for so long is gone, and its open hours are closed. */
  static final long SILENT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  /** How long notes that are done are kept. */
  static final long KEPT_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final CatalogStore catalog;
  private final ZoneId zone;
  private final Set<LateNote> done = new HashSet<>();
  private List<LateNote> closed = List.of();
  private Set<Long> open = Set.of();

  LateWork(CatalogStore catalog, ZoneId zone) {
    this.catalog = catalog;
    this.zone = zone;
  }

  /**
   * Reads the notes, and deletes those that are done and old.
   *
   * @throws orrery.model.Fault as the catalogue does
   */
  void read(long nowMillis) {
    List<LateNote> waiting = new ArrayList<>();
    Set<Long> busy = new HashSet<>();
    List<Long> old = new ArrayList<>();
    List<LateNote> all = LateNote.all(catalog, zone);
    done.retainAll(new HashSet<>(all));
    for (LateNote note : all) {
      long age = nowMillis - note.seenMillis();
      if (note.open() && age < SILENT_MILLIS) {
        busy.add(note.hourMillis());
      } else if (!done.contains(note)) {
        waiting.add(note);
      } else if (age >= KEPT_MILLIS) {
        old.add(note.key(zone));
      }
    }
    if (!old.isEmpty()) {
      catalog.delete(CatalogKind.INTERNAL, old);
    }
    closed = waiting;
    open = busy;
  }

  /** Hours to sum up, as far as {@link #read} saw. */
  SortedSet<Long> hours() {
    SortedSet<Long> hours = new TreeSet<>();
    closed.forEach(note -> hours.add(note.hourMillis()));
    return hours;
  }

  /** Whether somebody is writing to this hour. */
  boolean isOpen(long hour) {
    return open.contains(hour);
  }

  /** The hour's rows are written, from minutes read after {@link #read}. */
  void done(long hour) {
    for (LateNote note : closed) {
      if (note.hourMillis() == hour) {
        done.add(note);
      }
    }
    closed = closed.stream().filter(note -> note.hourMillis() != hour).toList();
  }
}
