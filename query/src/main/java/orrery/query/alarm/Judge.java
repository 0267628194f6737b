// SPDX-License-Identifier: Apache-2.0
package orrery.query.alarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.model.Tier;
import orrery.query.metrics.Metric;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.TieredMetrics;

/** Holds rules against stored minutes: one read for each metric family the rules are about. */
final class Judge {
  static final long MINUTE_MILLIS = 60_000;

  private final TieredMetrics metrics;

  Judge(TieredMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * What broke rules in some minutes, in no order.
   *
   * @param firstMillis start of the first minute that is judged
   * @param lastMillis start of the last; it must be over, and what was counted in it stored
   * @throws orrery.model.Fault.Overloaded when too much would be read
   */
  List<Incident> incidents(List<AlarmRule> rules, long firstMillis, long lastMillis) {
    Map<MetricFamily, List<AlarmRule>> byFamily =
        new TreeMap<>(Comparator.comparing(MetricFamily::name));
    for (AlarmRule rule : rules) {
      byFamily.computeIfAbsent(family(rule.metric()), _ -> new ArrayList<>()).add(rule);
    }
    List<Incident> incidents = new ArrayList<>();
    byFamily.forEach((family, some) -> {
      List<MetricPoint> points = points(family, some, firstMillis, lastMillis);
      for (AlarmRule rule : some) {
        breaches(rule, points)
            .forEach((entity, minutes) ->
                incidents.addAll(incidents(rule, entity, minutes, firstMillis, lastMillis)));
      }
    });
    return incidents;
  }

  private List<MetricPoint> points(
      MetricFamily family, List<AlarmRule> rules, long firstMillis, long lastMillis) {
    int period = rules.stream().mapToInt(AlarmRule::periodMinutes).max().orElse(1);
    boolean sketches = rules.stream().anyMatch(rule -> rule.metric() instanceof Metric.Percentile);
    long from = firstMillis - (period - 1) * MINUTE_MILLIS;
    return metrics.series(
        MetricQuery.ownedBy(family, Tier.MINUTE, from, lastMillis, null, sketches));
  }

  /** Starts of the minutes that met the condition, in order. */
  private static Map<EntityKey, List<Long>> breaches(AlarmRule rule, List<MetricPoint> points) {
    Map<EntityKey, List<Long>> breaches = new LinkedHashMap<>();
    for (MetricPoint point : points) {
      Double value = value(rule.metric(), point);
      if (value != null && rule.test().meets(value, rule.threshold())) {
        breaches.computeIfAbsent(point.entity(), _ -> new ArrayList<>()).add(point.bucketMillis());
      }
    }
    return breaches;
  }

  private static List<Incident> incidents(
      AlarmRule rule, EntityKey entity, List<Long> breaches, long firstMillis, long lastMillis) {
    List<Incident> incidents = new ArrayList<>();
    long broken = -1;
    int from = 0;
    int to = 0;
    for (long minute = firstMillis; minute <= lastMillis; minute += MINUTE_MILLIS) {
      while (to < breaches.size() && breaches.get(to) <= minute) {
        to++;
      }
      while (from < to && breaches.get(from) <= minute - rule.periodMinutes() * MINUTE_MILLIS) {
        from++;
      }
      boolean breaks = to - from >= rule.count();
      if (breaks && broken < 0) {
        broken = minute + MINUTE_MILLIS;
      } else if (!breaks && broken >= 0) {
        incidents.add(new Incident(rule, entity, broken, minute + MINUTE_MILLIS));
        broken = -1;
      }
    }
    if (broken >= 0) {
      incidents.add(new Incident(rule, entity, broken, null));
    }
    return incidents;
  }

  private static MetricFamily family(Metric metric) {
    return switch (metric) {
      case Metric.Value value -> value.family();
      case Metric.Percentile percentile -> percentile.family();
      case Metric.Sampled sampled ->
          throw new IllegalStateException("no rule is about " + sampled.name());
    };
  }

  private static @Nullable Double value(Metric metric, MetricPoint point) {
    return switch (metric) {
      case Metric.Value value -> value.inBucket(point, 1);
      case Metric.Percentile percentile -> percentile.inBucket(point, AlarmRule.RANK);
      case Metric.Sampled sampled ->
          throw new IllegalStateException("no rule is about " + sampled.name());
    };
  }
}
