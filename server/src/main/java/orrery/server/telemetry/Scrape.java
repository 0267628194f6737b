// SPDX-License-Identifier: Apache-2.0
package orrery.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import orrery.http.ErrorAnswers;
import orrery.http.HttpHandler;
import orrery.http.HttpReply;
import orrery.http.HttpRequest;
import orrery.model.Check;
import orrery.model.HttpAnswer;
import orrery.model.telemetry.Histogram;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/** Answers {@code GET /metrics} with all self-metrics, the process's and the health of parts. */
public final class Scrape implements HttpHandler {
  private static final Comparator<Telemetry.Key> BY_LABELS =
      Comparator.comparing(key -> String.join("\0", key.labelValues()));

  private final Telemetry telemetry;
  private final Supplier<List<Check>> health;
  private final ProcessMetrics process = new ProcessMetrics();

  public Scrape(Telemetry telemetry, Supplier<List<Check>> health) {
    this.telemetry = telemetry;
    this.health = health;
  }

  @Override
  public HttpReply answer(HttpRequest request) {
    if (!request.path().equals("/metrics") && !request.path().equals("/")) {
      return HttpReply.of(ErrorAnswers.of(404, "Metrics are at /metrics."));
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return new HttpReply(
          ErrorAnswers.of(405, "Metrics are read with GET."), Map.of("Allow", "GET, HEAD"));
    }
    return HttpReply.of(
        new HttpAnswer(200, Exposition.CONTENT_TYPE, text().getBytes(StandardCharsets.UTF_8)));
  }

  String text() {
    Exposition out = new Exposition();
    Map<Telemetry.Key, LongAdder> counters = telemetry.counters();
    Map<Telemetry.Key, DoubleSupplier> gauges = telemetry.gauges();
    Map<Telemetry.Key, Histogram> histograms = telemetry.histograms();
    for (SelfMetric metric : SelfMetric.values()) {
      out.family(metric.exposedName(), typeName(metric.type()), metric.help());
      switch (metric.type()) {
        case COUNTER -> of(metric, counters).forEach(e -> counter(out, e));
        case GAUGE -> of(metric, gauges).forEach(e -> gauge(out, e));
        case HISTOGRAM -> of(metric, histograms).forEach(e -> histogram(out, e));
      }
    }
    for (Check check : health.get()) {
      String name = "health_check_" + check.name().replaceAll("[^a-zA-Z0-9_]", "_");
      out.family(name, "gauge", "1 when " + check.name() + " works, 0 when it does not");
      out.sample(name, check.healthy() ? 1 : 0);
    }
    process.write(out);
    return out.toString();
  }

  private static String typeName(SelfMetric.Type type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case HISTOGRAM -> "histogram";
    };
  }

  private static <V> List<Map.Entry<Telemetry.Key, V>> of(
      SelfMetric metric, Map<Telemetry.Key, V> all) {
    return all.entrySet().stream()
        .filter(entry -> entry.getKey().metric() == metric)
        .sorted(Map.Entry.comparingByKey(BY_LABELS))
        .toList();
  }

  private static Exposition.Labels labels(Telemetry.Key key) {
    return new Exposition.Labels(key.metric().labels(), key.labelValues());
  }

  private static void counter(Exposition out, Map.Entry<Telemetry.Key, LongAdder> entry) {
    Telemetry.Key key = entry.getKey();
    out.sample(key.metric().exposedName(), labels(key), entry.getValue().sum());
  }

  private static void gauge(Exposition out, Map.Entry<Telemetry.Key, DoubleSupplier> entry) {
    Telemetry.Key key = entry.getKey();
    out.sample(key.metric().exposedName(), labels(key), entry.getValue().getAsDouble());
  }

  private static void histogram(Exposition out, Map.Entry<Telemetry.Key, Histogram> entry) {
    Telemetry.Key key = entry.getKey();
    Histogram histogram = entry.getValue();
    String name = key.metric().exposedName();
    Exposition.Labels labels = labels(key);
    long total = 0;
    for (int i = 0; i <= Histogram.boundedBuckets(); i++) {
      total += histogram.count(i);
      double bound =
          i < Histogram.boundedBuckets()
              ? Histogram.upperBoundSeconds(i)
              : Double.POSITIVE_INFINITY;
      out.sample(name + "_bucket", labels.and("le", Exposition.number(bound)), total);
    }
    out.sample(name + "_sum", labels, histogram.sumSeconds());
    out.sample(name + "_count", labels, total);
  }
}
