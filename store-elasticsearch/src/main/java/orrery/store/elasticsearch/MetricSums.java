// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;

/** Adds rows up to points: of each bucket, or of the whole range. Buckets must come in order. */
final class MetricSums {
  private final MetricQuery query;
  private final boolean total;
  private final @Nullable Set<EntityKey> wanted;
  private final List<MetricPoint> done = new ArrayList<>();
  private final SortedMap<EntityKey, MetricPoint> sums = new TreeMap<>();
  private long bucketMillis;

  MetricSums(MetricQuery query, boolean total) {
    this.query = query;
    this.total = total;
    List<EntityKey> entities = query.entities();
    this.wanted = entities == null ? null : new HashSet<>(entities);
    this.bucketMillis = query.fromMillis();
  }

  void add(long ofBucketMillis, MetricPack pack) {
    if (!total && ofBucketMillis != bucketMillis) {
      endBucket();
      bucketMillis = ofBucketMillis;
    }
    pack.read(this::add);
  }

  private void add(EntityKey entity, long[] measures, byte @Nullable [] sketch) {
    if (!isWanted(entity)) {
      return;
    }
    MetricPoint point = sums.get(entity);
    if (point == null) {
      boolean sketched = query.sketches() && query.family().sketch();
      point =
          new MetricPoint(entity, bucketMillis, measures, sketched ? new LatencySketch() : null);
      sums.put(entity, point);
      bound();
    } else {
      // a pack of an older Orrery may know fewer measures
      for (int i = 0; i < Math.min(measures.length, point.measures().length); i++) {
        point.measures()[i] += measures[i];
      }
    }
    if (point.sketch() != null && sketch != null) {
      point.sketch().mergeBytes(sketch);
    }
  }

  private boolean isWanted(EntityKey entity) {
    return wanted == null
        ? query.owner() == null || query.owner() == entity.owner()
        : wanted.contains(entity);
  }

  private void bound() {
    if (done.size() + sums.size() > query.maxPoints()) {
      throw new Fault.Overloaded(
          "more than %d points of %s: ask for fewer entities or a shorter time"
              .formatted(query.maxPoints(), query.family().name()));
    }
  }

  private void endBucket() {
    done.addAll(sums.values());
    sums.clear();
  }

  List<MetricPoint> points() {
    endBucket();
    return done;
  }
}
