// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.model.Keys;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;

/**
 * What one process says, once, of an hour that is over; never changed, so nobody's deleting can hit
 * something newer. Notes belong to a zone, as hours do.
 *
 * @param hourMillis start of the hour
 * @param writer the process
 * @param number of the process's notes, counted up
 * @param open whether the process is about to write to it; else all it wrote is stored
 * @param seenMillis when it was said, by the process's clock
 */
record LateNote(long hourMillis, long writer, long number, boolean open, long seenMillis) {
  private static final int MOST = 10_000;

  /** All notes there are, {@value #MOST} at most; the others come when these are done. */
  static List<LateNote> all(CatalogStore catalog, ZoneId zone) {
    List<LateNote> notes = new ArrayList<>();
    CatalogQuery query = new CatalogQuery(CatalogKind.INTERNAL, null, prefix(zone), 0, MOST);
    for (CatalogEntry entry : catalog.list(query)) {
      if (entry.name().startsWith(prefix(zone))) {
        notes.add(of(entry));
      }
    }
    return notes;
  }

  CatalogEntry entry(ZoneId zone) {
    return new CatalogEntry(
        CatalogKind.INTERNAL,
        key(zone),
        EntityKey.NO_OWNER,
        name(zone),
        Map.of(
            "hour", String.valueOf(hourMillis),
            "writer", String.valueOf(writer),
            "number", String.valueOf(number),
            "open", String.valueOf(open)),
        seenMillis);
  }

  long key(ZoneId zone) {
    return Keys.of(name(zone));
  }

  private static LateNote of(CatalogEntry entry) {
    Map<String, String> attributes = entry.attributes();
    return new LateNote(
        Long.parseLong(attributes.getOrDefault("hour", "0")),
        Long.parseLong(attributes.getOrDefault("writer", "0")),
        Long.parseLong(attributes.getOrDefault("number", "0")),
        Boolean.parseBoolean(attributes.getOrDefault("open", "false")),
        entry.seenMillis());
  }

  private String name(ZoneId zone) {
    return prefix(zone) + hourMillis + ' ' + writer + ' ' + number;
  }

  private static String prefix(ZoneId zone) {
    return "late_hour " + zone.getId() + ' ';
  }
}
