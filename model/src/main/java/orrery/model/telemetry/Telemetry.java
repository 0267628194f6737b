// SPDX-License-Identifier: Apache-2.0
package orrery.model.telemetry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Holds the values of all self-metrics of one process. Counting is lock-free; ask for a counter
 * once and keep it. Thread-safe. Label values come from code, never from clients, so their number
 * is bounded.
 */
public final class Telemetry {
  private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();
  private final Map<Key, DoubleSupplier> gauges = new ConcurrentHashMap<>();
  private final Map<Key, Histogram> histograms = new ConcurrentHashMap<>();

  /** The counter of these label values, made at the first call. */
  public LongAdder counter(SelfMetric metric, String... labelValues) {
    return counters.computeIfAbsent(
        key(metric, SelfMetric.Type.COUNTER, labelValues), _ -> new LongAdder());
  }

  /** The histogram of these label values, made at the first call. */
  public Histogram histogram(SelfMetric metric, String... labelValues) {
    return histograms.computeIfAbsent(
        key(metric, SelfMetric.Type.HISTOGRAM, labelValues), _ -> new Histogram());
  }

  /**
   * Sets who is asked for a gauge's value when somebody scrapes; a later call replaces an earlier
   * one.
   */
  public void gauge(SelfMetric metric, DoubleSupplier value, String... labelValues) {
    gauges.put(key(metric, SelfMetric.Type.GAUGE, labelValues), value);
  }

  public Map<Key, LongAdder> counters() {
    return Map.copyOf(counters);
  }

  public Map<Key, DoubleSupplier> gauges() {
    return Map.copyOf(gauges);
  }

  public Map<Key, Histogram> histograms() {
    return Map.copyOf(histograms);
  }

  private static Key key(SelfMetric metric, SelfMetric.Type type, String... labelValues) {
    if (metric.type() != type || metric.labels().size() != labelValues.length) {
      throw new IllegalArgumentException(
          metric
              + " is a "
              + metric.type()
              + " with labels "
              + metric.labels()
              + ", asked for as "
              + type
              + " with "
              + labelValues.length
              + " values");
    }
    return new Key(metric, List.of(labelValues));
  }

  /** A metric with values for its labels. */
  public record Key(SelfMetric metric, List<String> labelValues) {}
}
