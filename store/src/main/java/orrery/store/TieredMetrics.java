// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.Tier;

/**
 * Reads minute rows and their roll-ups as one: hour and day rows where they are done, finer rows
 * elsewhere, so that every step can be asked for at any time. Buckets start where the zone says.
 * Thread-safe; holds nothing but the roll-ups' marks, for {@value #MARKS_SECONDS} seconds (marks
 * that are too old only make reads dearer).
 */
public final class TieredMetrics {
  private static final int MARKS_SECONDS = 5;
  private static final int MAX_READS = 48;
  private static final Comparator<MetricPoint> ORDER =
      Comparator.comparingLong(MetricPoint::bucketMillis).thenComparing(MetricPoint::entity);

  private final MetricStore metrics;
  private final CatalogStore catalog;
  private final ZoneId zone;
  private volatile Marks marks = new Marks(RollUpMarks.NONE, 0, true);

  public TieredMetrics(MetricStore metrics, CatalogStore catalog, ZoneId zone) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.zone = zone;
  }

  /**
   * One point per entity and bucket of the query's tier that has rows, ordered by bucket, then
   * owner, then key. Instants of the range are moved to the start of their bucket; the bucket that
   * holds {@link MetricQuery#toMillis()} is included.
   *
   * @throws Fault.Overloaded when there would be more than {@link MetricQuery#maxPoints()}
   */
  public List<MetricPoint> series(MetricQuery query) {
    if (query.tier() == Tier.MINUTE) {
      return metrics.series(
          piece(
              query,
              Tier.MINUTE,
              Tier.MINUTE.bucketMillis(query.fromMillis(), zone),
              query.toMillis() + 1));
    }
    Range range = range(query);
    long rolledUp = Math.clamp(rolledUpTo(query.tier()), range.from, range.end);
    List<MetricPoint> points = new ArrayList<>();
    if (range.from < rolledUp) {
      points.addAll(metrics.series(piece(query, query.tier(), range.from, rolledUp)));
    }
    points.addAll(notRolledUp(query, rolledUp, range.end));
    bound(points.size(), query);
    points.sort(ORDER);
    return points;
  }

  /** The buckets of a range without roll-ups: one read each at first, one for all the rest. */
  private Collection<MetricPoint> notRolledUp(MetricQuery query, long from, long end) {
    List<MetricPoint> points = new ArrayList<>();
    long bucket = from;
    for (int reads = 0; bucket < end; reads++) {
      if (reads == MAX_READS) {
        points.addAll(foldedMinutes(query, bucket, end));
        return points;
      }
      long next = query.tier().nextMillis(bucket, zone);
      points.addAll(folded(query, bucket, next));
      bucket = next;
    }
    return points;
  }

  private Collection<MetricPoint> foldedMinutes(MetricQuery query, long from, long end) {
    Map<Name, MetricPoint> sums = new HashMap<>();
    long bucket = from;
    long next = from;
    for (MetricPoint minute : metrics.series(piece(query, Tier.MINUTE, from, end))) {
      if (minute.bucketMillis() >= next) {
        bucket = query.tier().bucketMillis(minute.bucketMillis(), zone);
        next = query.tier().nextMillis(bucket, zone);
      }
      sums.merge(
          new Name(minute.entity(), bucket),
          new MetricPoint(minute.entity(), bucket, minute.measures(), minute.sketch()),
          TieredMetrics::add);
    }
    return sums.values();
  }

  /**
   * One point per entity that has rows in the range, ordered by owner, then key; the point's bucket
   * is the start of the range. The range is as in {@link #series}.
   *
   * @throws Fault.Overloaded when there would be more than {@link MetricQuery#maxPoints()}
   */
  public List<MetricPoint> totals(MetricQuery query) {
    Range range = range(query);
    return folded(query, range.from, range.end);
  }

  /** All rows from a bucket start up to another, added up; from the coarsest rows that fit. */
  private List<MetricPoint> folded(MetricQuery query, long from, long end) {
    List<MetricQuery> pieces = new ArrayList<>();
    plan(query, Tier.DAY, from, end, pieces);
    if (pieces.size() == 1) {
      return metrics.totals(pieces.getFirst());
    }
    Map<EntityKey, MetricPoint> sums = new HashMap<>();
    for (MetricQuery piece : pieces) {
      for (MetricPoint point : metrics.totals(piece)) {
        sums.merge(
            point.entity(),
            new MetricPoint(point.entity(), from, point.measures(), point.sketch()),
            TieredMetrics::add);
      }
      bound(sums.size(), query);
    }
    List<MetricPoint> points = new ArrayList<>(sums.values());
    points.sort(ORDER);
    return points;
  }

  /** Splits a range into a middle of whole rolled-up buckets and finer ends. */
  private void plan(MetricQuery query, Tier tier, long from, long end, List<MetricQuery> pieces) {
    if (from >= end) {
      return;
    }
    if (tier == Tier.MINUTE) {
      pieces.add(piece(query, Tier.MINUTE, from, end));
      return;
    }
    Tier finer = tier == Tier.DAY ? Tier.HOUR : Tier.MINUTE;
    long floor = tier.bucketMillis(from, zone);
    long first = floor == from ? from : tier.nextMillis(floor, zone);
    long last = tier.bucketMillis(Math.min(end, rolledUpTo(tier)), zone);
    if (first >= last) {
      plan(query, finer, from, end, pieces);
      return;
    }
    plan(query, finer, from, first, pieces);
    pieces.add(piece(query, tier, first, last));
    plan(query, finer, last, end, pieces);
  }

  private static MetricQuery piece(MetricQuery query, Tier tier, long from, long end) {
    return new MetricQuery(
        query.family(),
        tier,
        from,
        end - 1,
        query.entities(),
        query.owner(),
        query.sketches(),
        query.maxPoints());
  }

  private Range range(MetricQuery query) {
    Tier tier = query.tier();
    return new Range(
        tier.bucketMillis(query.fromMillis(), zone),
        tier.nextMillis(tier.bucketMillis(query.toMillis(), zone), zone));
  }

  private long rolledUpTo(Tier tier) {
    long now = System.nanoTime();
    Marks known = marks;
    if (known.missing || now - known.readNanos > TimeUnit.SECONDS.toNanos(MARKS_SECONDS)) {
      known = new Marks(RollUpMarks.load(catalog, zone), now, false);
      marks = known;
    }
    return tier == Tier.DAY ? known.marks.daysDoneMillis() : known.marks.hoursDoneMillis();
  }

  private static MetricPoint add(MetricPoint sum, MetricPoint more) {
    for (int i = 0; i < sum.measures().length; i++) {
      sum.measures()[i] += more.measures()[i];
    }
    LatencySketch sketch = sum.sketch();
    LatencySketch added = more.sketch();
    if (sketch != null && added != null) {
      sketch.merge(added);
    }
    return sum;
  }

  private static void bound(int points, MetricQuery query) {
    if (points > query.maxPoints()) {
      throw new Fault.Overloaded(
          "more than "
              + query.maxPoints()
              + " points of "
              + query.family().name()
              + "; ask for a shorter range or fewer entities");
    }
  }

  private record Name(EntityKey entity, long bucketMillis) {}

  private record Range(long from, long end) {}

  private record Marks(RollUpMarks marks, long readNanos, boolean missing) {}
}
