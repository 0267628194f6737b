// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricRow;

/**
 * The minutes that are still being added to. A minute of an entity stays open for {@code
 * openMillis} after it was last touched; late data opens it again, as another writer, whose row
 * adds to the first instead of replacing it. For the committer's thread alone.
 */
final class Windows {
  private final long openMillis;
  private final int maxOpen;
  private final long firstWriter;
  private final Map<Name, Window> open = new HashMap<>();
  private final Set<Window> dirty = new LinkedHashSet<>();
  private long forced;

  /**
   * @param maxOpen how many minutes of entities are held after a commit; those touched longest ago
   *     are closed early
   * @param firstWriter names this process in rows; the thousands of numbers around it must be its
   *     own too
   */
  Windows(long openMillis, int maxOpen, long firstWriter) {
    this.openMillis = openMillis;
    this.maxOpen = maxOpen;
    this.firstWriter = firstWriter;
  }

  private record Name(Family family, EntityKey entity, long minuteMillis) {}

  private static final class Window {
    private final Name name;
    private final long writer;
    private final long[] measures;
    private final @Nullable LatencySketch sketch;
    private long touchedMillis;

    Window(Name name, long writer) {
      this.name = name;
      this.writer = writer;
      this.measures = new long[name.family.schema().measures().size()];
      this.sketch = name.family.schema().sketch() ? new LatencySketch() : null;
    }
  }

  int size() {
    return open.size();
  }

  void merge(Delta delta, long nowMillis) {
    Name name = new Name(delta.family(), delta.entity().key(), delta.minuteMillis());
    Window window = open.computeIfAbsent(name, key -> new Window(key, writer(key, nowMillis)));
    for (int i = 0; i < window.measures.length; i++) {
      window.measures[i] += delta.measures()[i];
    }
    LatencySketch added = delta.sketch();
    if (window.sketch != null && added != null) {
      window.sketch.merge(added);
    }
    window.touchedMillis = nowMillis;
    dirty.add(window);
  }

  /** The rows that are not written yet; they stay that until {@link #written()}. */
  List<MetricRow> rows() {
    List<MetricRow> rows = new ArrayList<>(dirty.size());
    for (Window window : dirty) {
      rows.add(
          Rows.row(
              new Rows.Name(
                  window.name.family.schema(),
                  Tier.MINUTE,
                  window.name.minuteMillis,
                  window.name.entity,
                  window.writer),
              window.measures.clone(),
              window.sketch));
    }
    return rows;
  }

  /** The minutes that hold rows not written yet. */
  Set<Long> dirtyMinutes() {
    Set<Long> minutes = new LinkedHashSet<>();
    for (Window window : dirty) {
      minutes.add(window.name.minuteMillis);
    }
    return minutes;
  }

  void written() {
    dirty.clear();
  }

  /** Closes what nobody touched for a while, and the oldest of what is too much. */
  void close(long nowMillis) {
    open.values()
        .removeIf(
            window -> nowMillis - window.touchedMillis >= openMillis && !dirty.contains(window));
    int excess = open.size() - maxOpen;
    if (excess > 0) {
      forced++;
      Collection<Window> oldest =
          open.values().stream()
              .filter(window -> !dirty.contains(window))
              .sorted(Comparator.comparingLong(window -> window.touchedMillis))
              .limit(excess)
              .toList();
      oldest.forEach(window -> open.remove(window.name));
    }
  }

  /**
   * A minute opened again never gets the writer it had before: being closed in between takes {@code
   * openMillis} or a forced closing, and both count up. ({@code nowMillis} never goes back.)
   */
  private long writer(Name name, long nowMillis) {
    return firstWriter + Math.floorDiv(nowMillis - name.minuteMillis, openMillis) + forced;
  }
}
