// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Questions that nobody in good faith asks: refused in a moment, while others go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadQueriesTest {
  private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(5);

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("bad-queries");
  @AutoClose private final HealthyClient healthy = new HealthyClient(orrery);
  private final GraphQl graphQl = orrery.graphQl();

  @Test
  void refusesADocumentOfAbsurdDepth() {
    int depth = 20_000;
    String query =
        "{ a: __schema { types "
            + "{ fields { type ".repeat(depth)
            + "{ name } "
            + "} } ".repeat(depth)
            + "} }";
    refused(query, Map.of());
  }

  @Test
  void refusesDeepIntrospection() {
    int depth = 100;
    refused(
        "{ __schema { types { "
            + "fields { type { ".repeat(depth)
            + "name "
            + "} } ".repeat(depth)
            + "} } }",
        Map.of());
  }

  @Test
  void refusesAnAliasBomb() {
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      query.append(" a").append(i).append(": listServices { id name }");
    }
    refused(query.append('}').toString(), Map.of());
  }

  @Test
  void refusesFragmentsThatUseEachOther() {
    refused("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", Map.of());
  }

  @Test
  void refusesAnExpressionOfAbsurdDepth() {
    String expression = "(".repeat(50_000) + "service_cpm" + ")".repeat(50_000);
    healthy.goesOnAround(() -> {
      JsonNode answer =
          graphQl
              .query(
                  """
                  query ($e: String!, $entity: Entity!, $duration: Duration!) {
                    x: execExpression(expression: $e, entity: $entity, duration: $duration) { type error }
                  }
                  """,
                  Map.of(
                      "e",
                      expression,
                      "entity",
                      Metrics.service("healthy"),
                      "duration",
                      graphQl.lately()))
              .path("x");
      assertThat(answer.path("type").asString()).isEqualTo("UNKNOWN");
      assertThat(answer.path("error").asString()).isNotBlank();
    });
  }

  @Test
  void refusesAHundredYearsOfMinutes() {
    Instant now = Instant.now();
    Map<String, String> century = graphQl.minutes(now.minus(Duration.ofDays(36_525)), now);
    refused(
        """
        query ($duration: Duration!, $entity: Entity!) {
          readMetricsValues(condition: {name: "service_cpm", entity: $entity}, duration: $duration) {
            values { values { value } }
          }
        }
        """,
        Map.of("duration", century, "entity", Metrics.service("healthy")));
    refused(
        "query ($duration: Duration!) { getGlobalTopology(duration: $duration) { nodes { id } } }",
        Map.of("duration", century));
  }

  @Test
  void refusesADurationThatIsNone() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("start", "yesterday", "end", "today", "step", "MINUTE"),
            Map.of("start", "2026-02-30 0000", "end", "2026-02-30 0001", "step", "MINUTE"),
            Map.of("start", "2026-01-02 0000", "end", "2026-01-01 0000", "step", "MINUTE"))) {
      refused(
          "query ($duration: Duration!) { getGlobalTopology(duration: $duration) { nodes { id } }"
              + " }",
          Map.of("duration", wrong));
    }
  }

  /** Answered within a bound with an error and nothing else, while others go on. */
  private void refused(String query, Map<String, ?> variables) {
    healthy.goesOnAround(() -> {
      long start = System.nanoTime();
      JsonNode answer = graphQl.ask(query, variables);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_REFUSAL);
      assertThat(answer.path("errors")).isNotEmpty();
      assertThat(answer.path("errors").path(0).path("message").asString())
          .isNotBlank()
          .hasSizeLessThan(1_000)
          .doesNotContain("Exception");
    });
  }
}
