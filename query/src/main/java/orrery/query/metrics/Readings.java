// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/**
 * Stored points that several metrics need, read together: one read per family and tier, whatever
 * the number of metrics, entities and ranges, and sketches only where a percentile asks for them.
 */
public final class Readings {
  /** What somebody is going to ask for. */
  public record Need(MetricFamily family, EntityKey entity, Buckets buckets, boolean sketch) {}

  private record Read(MetricFamily family, Tier tier) {}

  private record Place(MetricFamily family, Tier tier, EntityKey entity, long bucketMillis) {}

  private final Map<Place, MetricPoint> points = new HashMap<>();

  private Readings() {}

  /** Reads all that is needed. */
  static Readings of(Function<MetricQuery, List<MetricPoint>> source, Collection<Need> needs) {
    Map<Read, List<Need>> reads = new LinkedHashMap<>();
    for (Need need : needs) {
      reads
          .computeIfAbsent(
              new Read(need.family(), need.buckets().tier()), read -> new ArrayList<>())
          .add(need);
    }
    Readings readings = new Readings();
    reads.forEach((read, wanted) -> readings.read(source, read, wanted));
    return readings;
  }

  private void read(Function<MetricQuery, List<MetricPoint>> source, Read read, List<Need> needs) {
    Set<EntityKey> entities = new LinkedHashSet<>();
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    boolean sketches = false;
    for (Need need : needs) {
      entities.add(need.entity());
      from = Math.min(from, need.buckets().from());
      to = Math.max(to, need.buckets().to());
      sketches |= need.sketch();
    }
    MetricQuery query =
        MetricQuery.of(read.family(), read.tier(), from, to, List.copyOf(entities), sketches);
    for (MetricPoint point : source.apply(query)) {
      points.put(
          new Place(read.family(), read.tier(), point.entity(), point.bucketMillis()), point);
    }
  }

  /** What was stored for an entity in one bucket of what was needed; null for nothing. */
  public @Nullable MetricPoint at(
      MetricFamily family, EntityKey entity, Buckets buckets, int index) {
    return points.get(new Place(family, buckets.tier(), entity, buckets.starts().get(index)));
  }

  /** The values of a metric, one per bucket, null where there is nothing. */
  public List<@Nullable Double> values(Metric.Value metric, EntityKey entity, Buckets buckets) {
    List<@Nullable Double> values = new ArrayList<>(buckets.count());
    for (int i = 0; i < buckets.count(); i++) {
      values.add(metric.inBucket(at(metric.family(), entity, buckets, i), buckets.minutes(i)));
    }
    return values;
  }

  /** Likewise of one rank of a percentile. */
  public List<@Nullable Double> values(
      Metric.Percentile metric, double rank, EntityKey entity, Buckets buckets) {
    List<@Nullable Double> values = new ArrayList<>(buckets.count());
    for (int i = 0; i < buckets.count(); i++) {
      values.add(metric.inBucket(at(metric.family(), entity, buckets, i), rank));
    }
    return values;
  }
}
