// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import orrery.model.Keys;

/**
 * How far the roll-ups are, as kept in the catalogue. Marks belong to a zone: where the server's
 * zone changed, hours and days start elsewhere and are rolled up anew.
 *
 * @param hoursDoneMillis all hour buckets that start before have hour rows; a bucket start
 * @param daysDoneMillis likewise of days; never later than {@code hoursDoneMillis}
 * @param lateHours starts of rolled-up hours that were given minute rows since and must be rolled
 *     up again; at most {@value #MAX_LATE_HOURS}
 */
public record RollUpMarks(long hoursDoneMillis, long daysDoneMillis, SortedSet<Long> lateHours) {
  /** Nothing is rolled up. */
  public static final RollUpMarks NONE = new RollUpMarks(0, 0, new TreeSet<>());

  /** More than any retention a catalogue entry has room for: four months of hours. */
  public static final int MAX_LATE_HOURS = 3_000;

  public RollUpMarks {
    lateHours = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(lateHours));
    if (lateHours.size() > MAX_LATE_HOURS || daysDoneMillis > hoursDoneMillis) {
      throw new IllegalArgumentException("not marks: " + daysDoneMillis + ", " + hoursDoneMillis);
    }
  }

  /** The marks of this zone; {@link #NONE} where there are none. */
  public static RollUpMarks load(CatalogStore catalog, ZoneId zone) {
    List<CatalogEntry> found = catalog.get(CatalogKind.INTERNAL, List.of(key(zone)));
    return found.isEmpty() ? NONE : of(found.getFirst().attributes());
  }

  /** The entry that keeps these marks. */
  public CatalogEntry entry(ZoneId zone, long nowMillis) {
    return new CatalogEntry(
        CatalogKind.INTERNAL,
        key(zone),
        EntityKey.NO_OWNER,
        name(zone),
        Map.of(
            "hours_done", String.valueOf(hoursDoneMillis),
            "days_done", String.valueOf(daysDoneMillis),
            "late_hours", lateHours.stream().map(String::valueOf).collect(Collectors.joining(","))),
        nowMillis);
  }

  private static RollUpMarks of(Map<String, String> attributes) {
    SortedSet<Long> late =
        Arrays.stream(attributes.getOrDefault("late_hours", "").split(",", -1))
            .filter(text -> !text.isBlank())
            .map(Long::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    return new RollUpMarks(
        Long.parseLong(attributes.getOrDefault("hours_done", "0")),
        Long.parseLong(attributes.getOrDefault("days_done", "0")),
        late);
  }

  private static long key(ZoneId zone) {
    return Keys.of(name(zone));
  }

  private static String name(ZoneId zone) {
    return "roll_up " + zone.getId();
  }
}
