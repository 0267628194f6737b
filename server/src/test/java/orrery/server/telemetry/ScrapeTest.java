// SPDX-License-Identifier: Apache-2.0
package orrery.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import orrery.http.HttpReply;
import orrery.http.HttpRequest;
import orrery.model.Check;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

class ScrapeTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\.)*\""
              + "(?:,[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\.)*\")*\\})? (\\S+)");

  private final Telemetry telemetry = new Telemetry();
  private final Scrape scrape =
      new Scrape(
          telemetry,
          () -> List.of(Check.healthy("storage_sqlite"), Check.unhealthy("pipe-line", "late")));

  @Test
  void everySelfMetricHasHelpAndTypeEvenBeforeItCounts() {
    String text = scrape.text();
    for (SelfMetric metric : SelfMetric.values()) {
      assertThat(text)
          .contains("# HELP " + metric.exposedName() + " ")
          .contains("# TYPE " + metric.exposedName() + " ");
    }
  }

  @Test
  void countersAndGaugesCarryTheirLabelsEscaped() {
    telemetry.counter(SelfMetric.TRACE_DROPPED_COUNT, "a\"b\\c\nd").add(3);
    telemetry.gauge(SelfMetric.CLUSTER_SIZE, () -> 1.5);
    assertThat(scrape.text())
        .contains("trace_dropped_count{reason=\"a\\\"b\\\\c\\nd\"} 3\n")
        .contains("\ncluster_size 1.5\n");
  }

  @Test
  void histogramsAreCumulative() {
    telemetry.histogram(SelfMetric.TRACE_IN_LATENCY, "grpc").observe(0.0001);
    telemetry.histogram(SelfMetric.TRACE_IN_LATENCY, "grpc").observe(0.3);
    telemetry.histogram(SelfMetric.TRACE_IN_LATENCY, "grpc").observe(60);
    assertThat(scrape.text())
        .contains("trace_in_latency_bucket{protocol=\"grpc\",le=\"1.0E-4\"} 1\n")
        .contains("trace_in_latency_bucket{protocol=\"grpc\",le=\"0.25\"} 1\n")
        .contains("trace_in_latency_bucket{protocol=\"grpc\",le=\"0.5\"} 2\n")
        .contains("trace_in_latency_bucket{protocol=\"grpc\",le=\"+Inf\"} 3\n")
        .contains("trace_in_latency_sum{protocol=\"grpc\"} 60.3001\n")
        .contains("trace_in_latency_count{protocol=\"grpc\"} 3\n");
  }

  @Test
  void healthIsOneOrZeroByPart() {
    assertThat(scrape.text())
        .contains("\nhealth_check_storage_sqlite 1\n")
        .contains("\nhealth_check_pipe_line 0\n");
  }

  @Test
  void theProcessTellsAboutItself() {
    assertThat(scrape.text())
        .contains("\nprocess_cpu_seconds_total ")
        .contains("\nprocess_resident_memory_bytes ")
        .contains("\njvm_memory_bytes_used{area=\"heap\"} ")
        .contains("\njvm_memory_used_bytes{area=\"heap\"} ")
        .contains("\njvm_threads_current ")
        .contains("\njvm_gc_collection_seconds_count{gc=");
  }

  @Test
  void theTextIsWellFormedAndEachFamilyStandsTogetherOnce() {
    telemetry.counter(SelfMetric.ORRERY_LOG_EVENTS, "warn").increment();
    telemetry.histogram(SelfMetric.GRAPHQL_QUERY_LATENCY).observe(1);
    Set<String> finished = new HashSet<>();
    Set<String> samples = new HashSet<>();
    String family = "";
    for (String line : scrape.text().split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("# HELP ")) {
        finished.add(family);
        family = line.split(" ", 4)[2];
        assertThat(finished).doesNotContain(family);
      } else if (!line.startsWith("# TYPE " + family + " ")) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        assertThat(matcher.group(1)).startsWith(family);
        assertThat(Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity"))).isNotNaN();
        assertThat(samples.add(matcher.group(1) + matcher.group(2))).as(line).isTrue();
      }
    }
  }

  @Test
  void onlyMetricsAreServedAndOnlyForReading() {
    assertThat(ask("GET", "/metrics").answer().contentType())
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(ask("POST", "/metrics").answer().status()).isEqualTo(405);
    assertThat(ask("GET", "/elsewhere").answer().status()).isEqualTo(404);
  }

  private HttpReply ask(String method, String path) {
    return scrape.answer(new HttpRequest(method, path, _ -> null, new byte[0]));
  }
}
