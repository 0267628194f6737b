// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.telemetry.SelfMetric;

class HostileRequestsTest {
  private final Asked asked = new Asked();

  @Test
  void aBodyThatIsNoRequestIs400InJson() {
    assertRefused("", "the body is empty, expected JSON");
    assertRefused("{ version }", "the body is no JSON");
    assertRefused("\u0000\u0001", "the body is no JSON");
    assertRefused("{\"query\":\"{version}\"", "the body is no JSON");
    assertRefused("{\"query\":\"{version}\"} x", "the body");
    assertRefused("[]", "the body is JSON, but not an object");
    assertRefused("{}", "the body has no \\\"query\\\"");
    assertRefused("{\"query\":7}", "the body has no \\\"query\\\"");
    assertRefused("{\"query\":\"{version}\",\"variables\":[]}", "\\\"variables\\\" is no object");
    assertRefused("[".repeat(100_000), "the body is no JSON");
  }

  @Test
  void variablesAndOperationNamesAreRead() {
    assertThat(
            text(
                asked.post(
                    "{\"operationName\":\"b\",\"variables\":null,\"extensions\":{},"
                        + "\"query\":\"query a {x: version} query b {y: version}\"}")))
        .isEqualTo("{\"data\":{\"y\":\"10.4.0-0123456\"}}");
    assertThat(text(asked.post("{\"operationName\":\"\",\"query\":\"{version}\"}")))
        .isEqualTo("{\"data\":{\"version\":\"10.4.0-0123456\"}}");
  }

  @Test
  void whatTheSchemaDoesNotKnowIsAnError() {
    assertThat(asked.ask("{ nothing }")).contains("Field 'nothing' in type 'Query' is undefined");
    assertThat(asked.ask("{ version")).contains("\"errors\":[{\"message\":\"Invalid syntax");
    assertThat(asked.ask("")).contains("\"errors\":[");
    assertThat(asked.ask("subscription { version }")).contains("\"errors\":[");
  }

  @Test
  void absurdDepthIsRefusedQuickly() {
    String deep = "{ getMenuItems " + "{ subItems ".repeat(25) + "{ title }" + "}".repeat(26);
    assertThat(asked.ask(deep)).contains("\"errors\":[", "epth");
    String absurd = "{ getMenuItems " + "{ subItems ".repeat(20_000) + "}".repeat(20_001);
    assertThat(asked.ask(absurd)).contains("\"errors\":[");
    assertThat(asked.ask("{ version(a: " + "[".repeat(50_000) + ") }")).contains("\"errors\":[");
  }

  @Test
  void aDashboardOfHundredsOfChartsPasses() {
    String charts =
        IntStream.range(0, 400)
            .mapToObj(i -> "a" + i + ": checkHealth { score details }")
            .collect(Collectors.joining(" ", "{ ", " }"));
    assertThat(asked.ask(charts)).startsWith("{\"data\":{\"a0\":").doesNotContain("errors");
  }

  @Test
  void aliasAndFragmentBombsAreRefused() {
    String aliases =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "a" + i + ": version")
            .collect(Collectors.joining(" ", "{ ", " }"));
    assertThat(asked.ask(aliases)).contains("\"errors\":[");
    String fragments =
        IntStream.range(0, 40)
            .mapToObj(
                i -> "fragment f" + i + " on Query { ...f" + (i + 1) + " ...f" + (i + 1) + " }")
            .collect(Collectors.joining(" "));
    assertThat(asked.ask("{ ...f0 } " + fragments + " fragment f40 on Query { version }"))
        .startsWith("{");
    assertThat(asked.ask("{ ...a } fragment a on Query { ...a }")).contains("\"errors\":[");
  }

  @Test
  void aHugeDocumentIsRefused() {
    assertThat(asked.ask("{ version } #" + "x".repeat(2_000_000))).contains("\"errors\":[");
    assertThat(asked.ask("{ version " + ",".repeat(2_000_000) + "}")).contains("\"errors\":[");
  }

  @Test
  void anAnswerThatGrowsTooLargeIsRefused() {
    Asked small =
        new Asked(
            Asked.SHANGHAI, Map.of("SW_ORRERY_QUERY_MAX_ANSWER_BYTES", String.valueOf(1 << 20)));
    Sky sky = new Sky(small);
    String name = "x".repeat(10_000);
    for (int i = 0; i < 40; i++) {
      sky.service(name + i, "GENERAL", true);
    }
    assertThat(small.ask("{ listServices { id name shortName } }"))
        .startsWith("{\"errors\":[{")
        .contains("the answer is larger than 1048576 bytes", "\"code\":\"OVERLOADED\"");
  }

  @Test
  void faultsAreToldByKind_bugsAreNot() {
    asked.failing = new Fault.Unavailable("the store is away");
    assertThat(asked.ask("{ checkHealth { score } version }"))
        .contains("the store is away", "\"code\":\"UNAVAILABLE\"", "\"path\":[\"checkHealth\"]");
    asked.failing = new IllegalStateException("secret 'details' 100%");
    assertThat(asked.ask("{ checkHealth { score } }"))
        .contains("internal error", "\"code\":\"INTERNAL\"")
        .doesNotContain("secret");
    asked.failing = new Fault.Overloaded("more than 100%");
    assertThat(asked.ask("{ checkHealth { score } }"))
        .contains("more than 100%", "\"code\":\"OVERLOADED\"");
    assertThat(asked.telemetry.counter(SelfMetric.GRAPHQL_QUERY_ERROR_COUNT).sum()).isEqualTo(3);
    asked.failing = null;
    asked.health = java.util.List.of(Check.healthy("x"));
    assertThat(asked.ask("{ checkHealth { score } }"))
        .isEqualTo("{\"data\":{\"checkHealth\":{\"score\":0}}}");
  }

  @Test
  void durationsThatMeanNothingAreErrors() {
    assertDuration("2026-03-01 1200", "2026-03-01 1100", "MINUTE", "ends before it starts");
    assertDuration("1926-03-01", "2026-03-01", "DAY", "is more than 3660 days");
    assertDuration("yesterday", "2026-03-01", "DAY", "expected yyyy-MM-dd");
    assertDuration("2026-02-29", "2026-03-01", "DAY", "expected yyyy-MM-dd");
    assertDuration("2026-03-01 12:00", "2026-03-01 1300", "MINUTE", "expected yyyy-MM-dd HHmm");
    assertDuration("' OR 1=1", "2026-03-01 1300", "MINUTE", "expected yyyy-MM-dd HHmm");
    assertDuration("2026-03-01", "2026-03-01", "YEAR", "YEAR");
  }

  private void assertDuration(String start, String end, String step, String message) {
    assertThat(
            asked.ask(
                "query ($duration: Duration!) { getAllServices(duration: $duration) { id } }",
                Map.of("duration", Map.of("start", start, "end", end, "step", step))))
        .contains("\"errors\":[", message);
  }

  private void assertRefused(String body, String message) {
    HttpAnswer answer = asked.post(body);
    assertThat(answer.status()).as(body.substring(0, Math.min(50, body.length()))).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/json");
    assertThat(text(answer)).startsWith("{\"errors\":[{").contains(message);
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
