// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogStore;

/**
 * Tells whoever rolls up, which may be another process, that this one writes minutes of an hour
 * that is over: an hour row must never miss a minute row for good (ADR 7). Before the first such
 * minute is written a note is put into the catalogue that the hour is open; when nothing more was
 * written for a while, and once a minute otherwise, another note that says closed: all that was
 * written before it is to be summed up. For the committer's thread alone.
 */
final class LateHours {
  /** How long an hour is left alone before it is said to be closed. */
  static final long QUIET_MILLIS = 15_000;

  /** How often a busy hour is said to be closed, and opened again. */
  static final long BUSY_MILLIS = 60_000;

  /** How much before its end an hour counts as over: other clocks may be ahead of ours. */
  static final long EARLY_MILLIS = 30_000;

  private final CatalogStore catalog;
  private final ZoneId zone;
  private final long writer;
  private final Map<Long, Open> open = new TreeMap<>();
  private long number;

  /**
   * @param writer names this process among all there ever were
   */
  LateHours(CatalogStore catalog, ZoneId zone, long writer) {
    this.catalog = catalog;
    this.zone = zone;
    this.writer = writer;
  }

  /** An hour that is being written to, as the catalogue has it. */
  private record Open(LateNote note, long touchedMillis) {
    Open touched(long nowMillis) {
      return new Open(note, nowMillis);
    }
  }

  /**
   * Rows of these minutes are about to be written; what was asked for before is written.
   *
   * @throws orrery.model.Fault as the catalogue does; then do not write
   */
  void begin(Set<Long> minutes, long nowMillis) {
    Set<Long> late = late(minutes, nowMillis);
    List<CatalogEntry> notes = new ArrayList<>();
    List<Long> obsolete = new ArrayList<>();
    Map<Long, Open> next = new TreeMap<>();
    open.forEach((hour, was) -> {
      boolean busy = late.contains(hour) || nowMillis - was.touchedMillis < QUIET_MILLIS;
      Open now = late.contains(hour) ? was.touched(nowMillis) : was;
      if (!busy || nowMillis - was.note.seenMillis() >= BUSY_MILLIS) {
        notes.add(note(hour, false, nowMillis).entry(zone));
        obsolete.add(was.note.key(zone));
        if (busy) {
          now = new Open(note(hour, true, nowMillis), now.touchedMillis);
          notes.add(now.note.entry(zone));
        }
      }
      if (busy) {
        next.put(hour, now);
      }
    });
    for (long hour : late) {
      if (!next.containsKey(hour)) {
        LateNote note = note(hour, true, nowMillis);
        notes.add(note.entry(zone));
        next.put(hour, new Open(note, nowMillis));
      }
    }
    save(notes, obsolete);
    open.clear();
    open.putAll(next);
  }

  /**
   * Nothing more will be written.
   *
   * @throws orrery.model.Fault as the catalogue does; others find out after some minutes
   */
  void end(long nowMillis) {
    List<CatalogEntry> notes = new ArrayList<>();
    List<Long> obsolete = new ArrayList<>();
    open.forEach((hour, was) -> {
      notes.add(note(hour, false, nowMillis).entry(zone));
      obsolete.add(was.note.key(zone));
    });
    save(notes, obsolete);
    open.clear();
  }

  private Set<Long> late(Set<Long> minutes, long nowMillis) {
    Set<Long> late = new TreeSet<>();
    for (long minute : minutes) {
      long hour = Tier.HOUR.bucketMillis(minute, zone);
      if (Tier.HOUR.nextMillis(hour, zone) - EARLY_MILLIS <= nowMillis) {
        late.add(hour);
      }
    }
    return late;
  }

  /** New notes before old ones go: in between an hour is rather said to be late twice. */
  private void save(List<CatalogEntry> notes, List<Long> obsolete) {
    if (!notes.isEmpty()) {
      catalog.put(notes);
    }
    if (!obsolete.isEmpty()) {
      catalog.delete(CatalogKind.INTERNAL, obsolete);
    }
  }

  private LateNote note(long hour, boolean isOpen, long nowMillis) {
    return new LateNote(hour, writer, ++number, isOpen, nowMillis);
  }
}
