// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Layer;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

class HttpReportsTest {
  private static final String SEGMENT =
      """
      {"traceId": "t", "traceSegmentId": "s", "service": "shop", "serviceInstance": "one",
       "somethingNew": {"deep": [1, 2, "]}"]},
       "spans": [{"spanId": 0, "parentSpanId": -1, "startTime": "1790000000000",
         "endTime": 1790000000007, "operationName": "/a,b]\\"}", "spanType": "Exit",
         "spanLayer": "Http", "componentId": 7001, "isError": true,
         "refs": [{"refType": 1, "traceId": "t", "parentTraceSegmentId": "p"}],
         "tags": [{"key": "url", "value": "http://x/ü"}]}]}
      """;

  private final FakeIntake intake = new FakeIntake();
  private final Telemetry telemetry = new Telemetry();
  private final HttpReports http = http(Map.of());

  @Test
  void readsASegmentWithNamesAndNumbersMixedAsAgentsSendThem() {
    assertDone("/v3/segment", SEGMENT);
    Segment segment = intake.segments.getFirst();
    assertThat(segment.service()).isEqualTo("shop");
    assertThat(segment.spans())
        .containsExactly(
            new Span(
                0,
                -1,
                1_790_000_000_000L,
                1_790_000_000_007L,
                List.of(new SegmentReference(true, "t", "p", 0, "", "", "", "")),
                "/a,b]\"}",
                "",
                SpanType.EXIT,
                SpanLayer.HTTP,
                7001,
                true,
                List.of(new Tag("url", "http://x/ü")),
                List.of(),
                false));
    assertThat(Receivers.decoder().decode(segment.format(), segment.payload()).spans())
        .isEqualTo(segment.spans());
    assertThat(telemetry.counter(SelfMetric.ORRERY_SEGMENTS_RECEIVED, "http").sum()).isEqualTo(1);
  }

  @Test
  void readsEnumsTheOtherWayRoundToo() {
    assertDone(
        "/v3/segments",
        SEGMENT
            .replace("\"refType\": 1", "\"refType\": \"CrossThread\"")
            .replace("\"Exit\"", "1")
            .replace("\"Http\"", "3"));
    Span span = intake.segments.getFirst().spans().getFirst();
    assertThat(span.type()).isEqualTo(SpanType.EXIT);
    assertThat(span.layer()).isEqualTo(SpanLayer.HTTP);
    assertThat(span.references().getFirst().crossThread()).isTrue();
  }

  @Test
  void readsAnArrayAndAnEmptyOne() {
    assertDone("/v3/segments", "[" + SEGMENT + "," + SEGMENT + "]");
    assertDone("/v3/segments", " [ ] ");
    assertThat(intake.segments).hasSize(2);
  }

  @Test
  void oneBadSegmentDoesNotLoseTheOthersAndIsReported() {
    HttpAnswer answer =
        post("/v3/segments", "[" + SEGMENT + ", {\"spans\": 7}, {}, " + SEGMENT + "]");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).startsWith("{\"refused\":2,\"error\":\"report 1: ");
    assertThat(intake.segments).hasSize(2);
    assertThat(telemetry.counter(SelfMetric.ORRERY_REPORTS_REFUSED, "http", "malformed").sum())
        .isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoJsonAndSaysWhere() {
    for (String bad : List.of("", "[", "[{}", "{\"a\": \"b", "[1,2", "{} {}", "[}", "{\"a\"")) {
      HttpAnswer answer = post("/v3/segments", bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(text(answer)).as(bad).contains("\"error\":").contains("at byte");
    }
    assertThat(post("/v3/segment", "{nonsense}").status()).isEqualTo(400);
    assertThat(text(post("/v3/segment", "{\"spans\":[{\"spanId\":\"x\"}]}"))).contains("int32");
    assertThat(post("/v3/segment", "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(post("/v3/segment", "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)).status())
        .isEqualTo(400);
  }

  @Test
  void readsPropertiesAndHeartbeats() {
    assertDone(
        "/v3/management/reportProperties",
        """
        {"service":"shop","serviceInstance":"one","properties":[{"key":"os","value":"linux"}]}\
        """);
    assertDone("/v3/management/keepAlive", "{\"service\":\"shop\",\"serviceInstance\":\"one\"}");
    assertThat(intake.properties)
        .containsExactly(
            new InstanceProperties("shop", "one", Layer.GENERAL, List.of(new Tag("os", "linux"))));
    assertThat(intake.pings).containsExactly(new InstancePing("shop", "one", Layer.GENERAL));
  }

  @Test
  void answersWhatIsNotAnalysedYet() {
    for (String path :
        List.of(
            "/v3/logs",
            "/v3/events",
            "/browser/perfData",
            "/browser/errorLog",
            "/browser/errorLogs",
            "/browser/perfData/webVitals",
            "/browser/perfData/webInteractions",
            "/browser/perfData/resources")) {
      assertThat(http.accepts(path)).isTrue();
      assertDone(path, "[{\"a\":1},{\"b\":2}]");
    }
    assertThat(telemetry.counter(SelfMetric.ORRERY_REPORTS_IGNORED, "LogReportService").sum())
        .isEqualTo(2);
  }

  @Test
  void knowsNoOtherPath() {
    assertThat(http.accepts("/graphql")).isFalse();
    assertThat(post("/graphql", "{}").status()).isEqualTo(404);
  }

  @Test
  void answersOnlyOnceTheReportIsSafeAndMapsFaults() {
    intake.safe = CompletableFuture.failedFuture(new Fault.Unavailable("gone"));
    assertThat(post("/v3/segment", SEGMENT).status()).isEqualTo(503);
    intake.safe = CompletableFuture.failedFuture(new IllegalStateException("secret"));
    HttpAnswer bug = post("/v3/segment", SEGMENT);
    assertThat(bug.status()).isEqualTo(500);
    assertThat(text(bug)).doesNotContain("secret");
    intake.safe = new CompletableFuture<>();
    CompletableFuture<HttpAnswer> answer =
        CompletableFuture.supplyAsync(() -> post("/v3/segment", SEGMENT));
    GrpcFixture.await(() -> intake.segments.size() == 3);
    assertThat(answer.isDone()).isFalse();
    intake.safe.complete(null);
    assertThat(answer.join().status()).isEqualTo(200);
  }

  @Test
  void takesNothingInWhileThereIsNoRoomAndGivesUpInTheEnd() {
    HttpReports hasty = http(Map.of("SW_ORRERY_HTTP_ACK_SECONDS", "1"));
    intake.room = new CompletableFuture<>();
    HttpAnswer answer = hasty.post("/v3/segment", SEGMENT.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(text(answer)).contains("SW_ORRERY_HTTP_ACK_SECONDS");
    assertThat(intake.segments).isEmpty();
  }

  private HttpReports http(Map<String, String> environment) {
    Reports reports = new Reports("http", intake, new Texts(64, telemetry), telemetry);
    return new HttpReports(GrpcFixture.settings(environment), reports, telemetry);
  }

  private void assertDone(String path, String body) {
    HttpAnswer answer = post(path, body);
    assertThat(text(answer)).isEqualTo("{}");
    assertThat(answer.status()).isEqualTo(200);
  }

  private HttpAnswer post(String path, String body) {
    return http.post(path, body.getBytes(UTF_8));
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), UTF_8);
  }
}
