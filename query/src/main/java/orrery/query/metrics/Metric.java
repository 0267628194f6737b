// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;

/** Something that can be asked for by name. */
public sealed interface Metric {
  String name();

  Scope scope();

  MetricType type();

  /** One number per bucket, computed from the measures of a family. */
  record Value(String name, Scope scope, MetricFamily family, Formula formula) implements Metric {
    @Override
    public MetricType type() {
      return MetricType.REGULAR_VALUE;
    }

    /** The value of one bucket that lasts so many minutes; null without data. */
    public @Nullable Double inBucket(@Nullable MetricPoint point, double minutes) {
      return point == null ? null : formula.inBucket(point.measures(), minutes);
    }

    /** The value of a range, from its measures in total; null when they say nothing. */
    @Nullable Double inRange(MetricPoint total, double minutes) {
      return formula.inRange(total.measures(), minutes);
    }
  }

  /** Latencies that so many percent of calls stay below, one labelled series per rank. */
  record Percentile(String name, Scope scope, MetricFamily family) implements Metric {
    /** The ranks that SkyWalking keeps, in its order. */
    public static final List<String> USUAL_RANKS = List.of("50", "75", "90", "95", "99");

    /** The usual rank that is meant by its position from 0, or by its name; null for neither. */
    public static @Nullable Double usualRank(String label) {
      int position = List.of("0", "1", "2", "3", "4").indexOf(label);
      String rank = position < 0 ? label : USUAL_RANKS.get(position);
      return USUAL_RANKS.contains(rank) ? Double.valueOf(rank) : null;
    }

    @Override
    public MetricType type() {
      return MetricType.LABELED_VALUE;
    }

    /**
     * Milliseconds that {@code rank} percent of the calls stay below; null without data.
     *
     * @param rank 0 to 100
     */
    public @Nullable Double inBucket(@Nullable MetricPoint point, double rank) {
      return point == null || point.sketch() == null || point.sketch().count() == 0
          ? null
          : Double.valueOf(point.sketch().quantile(rank / 100));
    }
  }

  /**
   * The slowest of something, each kept as it was seen.
   *
   * @param owner the field of the record that keys the service
   * @param operation what the record's {@code operation} must be
   */
  record Sampled(String name, String owner, int operation) implements Metric {
    @Override
    public Scope scope() {
      return Scope.SERVICE;
    }

    @Override
    public MetricType type() {
      return MetricType.SAMPLED_RECORD;
    }
  }
}
