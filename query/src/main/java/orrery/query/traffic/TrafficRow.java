// SPDX-License-Identifier: Apache-2.0
package orrery.query.traffic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;
import orrery.query.metrics.Buckets;
import orrery.store.MetricPoint;
import orrery.store.Schema;

/** One thing's traffic in the words of the schema. */
final class TrafficRow {
  private static final int CALLS = Schema.TRAFFIC_MEASURES.indexOf("calls");
  private static final int ERRORS = Schema.TRAFFIC_MEASURES.indexOf("errors");
  private static final int DURATION = Schema.TRAFFIC_MEASURES.indexOf("duration_millis");
  private static final int SATISFIED = Schema.TRAFFIC_MEASURES.indexOf("satisfied");
  private static final int TOLERATED = Schema.TRAFFIC_MEASURES.indexOf("tolerated");
  private static final double[] RANKS = {0.5, 0.75, 0.9, 0.95, 0.99};

  private TrafficRow() {}

  static long calls(MetricPoint point) {
    return point.measures()[CALLS];
  }

  /** What is known of the whole range. */
  static Map<String, Object> totals(MetricPoint total, double minutes) {
    long[] sums = total.measures();
    double calls = sums[CALLS];
    Map<String, Object> row = new HashMap<>();
    row.put("calls", sums[CALLS]);
    row.put("errors", sums[ERRORS]);
    row.put("cpm", calls / minutes);
    row.put("respTime", sums[DURATION] / calls);
    row.put("apdex", (sums[SATISFIED] + sums[TOLERATED] / 2.0) / calls);
    row.put("percentiles", percentiles(total.sketch()));
    return row;
  }

  /** What is known of each bucket. */
  static Map<String, Object> series(
      Map<Long, MetricPoint> byBucket, Buckets buckets, long nowMillis) {
    List<@Nullable Double> cpm = new ArrayList<>();
    List<@Nullable Double> time = new ArrayList<>();
    List<@Nullable Double> errors = new ArrayList<>();
    for (int i = 0; i < buckets.count(); i++) {
      MetricPoint point = byBucket.get(buckets.starts().get(i));
      long calls = point == null ? 0 : calls(point);
      cpm.add(round(calls / minutes(buckets, i, nowMillis)));
      time.add(calls == 0 || point == null ? null : round(point.measures()[DURATION], calls));
      errors.add(calls == 0 || point == null ? null : part(point.measures()[ERRORS], calls));
    }
    return Map.of("cpmSeries", cpm, "respTimeSeries", time, "errorSeries", errors);
  }

  /** A bucket's minutes that have passed; at least a tenth, so that its start is no peak. */
  private static double minutes(Buckets buckets, int index, long nowMillis) {
    double passed = (nowMillis - buckets.starts().get(index)) / 60_000.0;
    double whole = buckets.minutes(index);
    return passed <= 0 || passed >= whole ? whole : Math.max(passed, whole / 10);
  }

  private static List<Integer> percentiles(@Nullable LatencySketch sketch) {
    List<Integer> values = new ArrayList<>();
    if (sketch != null && sketch.count() > 0) {
      for (double rank : RANKS) {
        values.add(sketch.quantile(rank));
      }
    }
    return values;
  }

  private static double round(long sum, long count) {
    return round((double) sum / count);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static double part(long errors, long calls) {
    return Math.round((double) errors / calls * 1e6) / 1e6;
  }
}
