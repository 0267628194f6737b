// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Proper messages with improper contents. All are acknowledged, since an agent would only send them
 * again; what they say is bounded, and others do not notice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadSegmentsTest {
  private static final int MANY_SPANS = 10_000;
  private static final int SERVICE_NAME_LIMIT = 70;
  private static final int ENDPOINT_NAME_LIMIT = 150;
  private static final int NO_SUCH_NUMBER = 99;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("bad-segments");
  @AutoClose private final HealthyClient healthy = new HealthyClient(orrery);
  @AutoClose private final AgentClient agent = new AgentClient(orrery);
  private final Metrics metrics = orrery.metrics();
  private final Traces traces = new Traces(orrery.graphQl());
  private final Catalog catalog = new Catalog(orrery.graphQl());

  @AfterAll
  void nothingOfItIsABugToTheServer() {
    assertThat(orrery.log()).doesNotContain("NullPointerException").doesNotContain("IndexOutOf");
  }

  @Test
  void keepsASpanOfUnknownTypeAndLayer() {
    SegmentObject.Builder segment = Segments.request("unknown-enums", "/known");
    segment.addSpans(
        Segments.local(1, "odd", System.currentTimeMillis())
            .setSpanTypeValue(NO_SUCH_NUMBER)
            .setSpanLayerValue(NO_SUCH_NUMBER)
            .addRefs(SegmentReference.newBuilder().setRefTypeValue(NO_SUCH_NUMBER)));
    healthy.goesOnAround(() -> agent.report(segment.build()));
    eventually(() -> assertThat(calls("unknown-enums")).isEqualTo(1));
    assertThat(traces.spans(segment.getTraceId())).hasSize(2);
  }

  @Test
  void keepsTenThousandSpans() {
    SegmentObject.Builder segment = Segments.request("many-spans", "/many");
    long start = System.currentTimeMillis();
    for (int id = 1; id < MANY_SPANS; id++) {
      segment.addSpans(Segments.local(id, "step " + id, start));
    }
    healthy.goesOnAround(() -> agent.report(segment.build()));
    eventually(() -> assertThat(calls("many-spans")).isEqualTo(1));
    assertThat(traces.spans(segment.getTraceId())).hasSize(MANY_SPANS);
  }

  @Test
  void countsASegmentWithoutSpansAsRefused() {
    SegmentObject empty = Segments.empty("no-spans").build();
    double refused =
        new SelfMetrics(orrery)
            .growth(
                "orrery_reports_refused", () -> healthy.goesOnAround(() -> agent.report(empty)));
    assertThat(refused).isEqualTo(1);
    assertThat(traces.spans(empty.getTraceId())).isEmpty();
  }

  @Test
  void namesABlankService() {
    SegmentObject.Builder segment = Segments.request("", "/of-nobody").setServiceInstance("");
    healthy.goesOnAround(() -> agent.report(segment.build()));
    eventually(() -> assertThat(calls("_blank")).isEqualTo(1));
  }

  @Test
  void cutsNamesOfTenKilobytes() {
    String service = "s".repeat(10_240);
    String endpoint = "/" + "e".repeat(10_240);
    healthy.goesOnAround(() -> agent.report(Segments.request(service, endpoint).build()));
    String shortService = service.substring(0, SERVICE_NAME_LIMIT);
    String shortEndpoint = endpoint.substring(0, ENDPOINT_NAME_LIMIT);
    eventually(() -> assertThat(calls(shortService)).isEqualTo(1));
    assertThat(catalog.endpoints(shortService)).containsExactly(shortEndpoint);
    assertThat(metrics.sum("endpoint_cpm", Metrics.endpoint(shortService, shortEndpoint)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quotes ' \" ` ''",
        "percent % %s %25 _ *",
        "back\\slash \\u0000 ${x} #{y}",
        "emoji \uD83E\uDE90 \uD83D\uDC69\u200D\uD83D\uDE80",
        "<script>alert(1)</script>&amp;",
        "line\nbreak and\ttab",
        "'; DROP TABLE segment; --"
      })
  void keepsAnyCharacterInNames(String name) {
    String endpoint = "/" + name;
    healthy.goesOnAround(() ->
        agent.report(
            Segments.request(name, endpoint).build(), Segments.request(name, endpoint).build()));
    eventually(() -> assertThat(calls(name)).isEqualTo(2));
    assertThat(catalog.services("GENERAL")).contains(name);
    assertThat(catalog.endpoints(name)).containsExactly(endpoint);
    assertThat(metrics.sum("endpoint_cpm", Metrics.endpoint(name, endpoint))).isEqualTo(2);
    assertThat(traces.find(Map.of("serviceId", catalog.serviceId(name)), 10)).hasSize(2);
  }

  @Test
  void replacesNulInNames() {
    healthy.goesOnAround(() -> agent.report(Segments.request("nul \0 nul", "/\0").build()));
    eventually(() -> assertThat(calls("nul \uFFFD nul")).isEqualTo(1));
    assertThat(catalog.endpoints("nul \uFFFD nul")).containsExactly("/\uFFFD");
  }

  @Test
  void countsASpanThatEndsBeforeItStartsAsTakingNoTime() {
    long start = System.currentTimeMillis();
    SegmentObject.Builder segment = Segments.empty("backwards");
    segment.addSpans(Segments.entry(0, "/back", start).setEndTime(start - 5_000));
    healthy.goesOnAround(() -> agent.report(segment.build()));
    eventually(() -> assertThat(calls("backwards")).isEqualTo(1));
    assertThat(metrics.values("service_resp_time", Metrics.service("backwards")))
        .containsExactly(0.0);
    List<JsonNode> found = traces.find(Map.of("serviceId", catalog.serviceId("backwards")), 10);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).path("duration").asInt()).isZero();
  }

  @Test
  void keepsWhatAClockReportsThatIsADayBehind() {
    SegmentObject segment =
        Segments.requestAt("behind", "/time", System.currentTimeMillis() - DAY_MILLIS).build();
    healthy.goesOnAround(() -> agent.report(segment));
    assertThat(traces.missing(List.of(segment.getTraceId()))).isEmpty();
    assertThat(calls("behind")).as("nothing of it counts as today").isZero();
  }

  @Test
  void dropsAndCountsWhatAClockReportsThatIsADayAhead() {
    SegmentObject segment =
        Segments.requestAt("ahead", "/time", System.currentTimeMillis() + DAY_MILLIS).build();
    double dropped =
        new SelfMetrics(orrery)
            .growth(
                "orrery_late_observations",
                () -> healthy.goesOnAround(() -> agent.report(segment)));
    assertThat(dropped).isEqualTo(1);
    assertThat(traces.missing(List.of(segment.getTraceId()))).hasSize(1);
    assertThat(calls("ahead")).isZero();
  }

  @Test
  void showsASegmentThatIsSentTwiceOnce() {
    SegmentObject segment = Segments.request("twice", "/again").build();
    healthy.goesOnAround(() -> {
      agent.report(segment, segment);
      agent.report(segment);
    });
    assertThat(traces.spans(segment.getTraceId())).hasSize(1);
  }

  @Test
  void keepsAReferenceToNowhere() {
    SegmentObject.Builder segment = Segments.request("lost", "/found");
    segment
        .getSpansBuilder(0)
        .addRefs(
            SegmentReference.newBuilder()
                .setTraceId(segment.getTraceId())
                .setParentTraceSegmentId("no-such-segment")
                .setParentSpanId(7)
                .setParentService("nowhere")
                .setParentServiceInstance("nowhere-1")
                .setParentEndpoint("/gone")
                .setNetworkAddressUsedAtPeer("nowhere:80"));
    healthy.goesOnAround(() -> agent.report(segment.build()));
    eventually(() -> assertThat(calls("lost")).isEqualTo(1));
    List<JsonNode> spans = traces.spans(segment.getTraceId());
    assertThat(spans).hasSize(1);
    assertThat(spans.get(0).path("refs").path(0).path("parentSegmentId").asString())
        .isEqualTo("no-such-segment");
    assertThat(
            metrics.sum(
                "service_relation_server_cpm",
                Metrics.relation(Metrics.service("nowhere"), Metrics.service("lost"))))
        .isEqualTo(1);
  }

  @Test
  void showsSpansThatAreEachOthersParents() {
    SegmentObject.Builder segment = Segments.empty("circle");
    long start = System.currentTimeMillis();
    SpanObject.Builder one = Segments.entry(0, "/one", start).setParentSpanId(1);
    segment.addSpans(one).addSpans(Segments.local(1, "two", start).setParentSpanId(0));
    segment.getSpansBuilder(0).addTags(KeyStringValuePair.newBuilder().setKey("").setValue(""));
    healthy.goesOnAround(() -> agent.report(segment.build()));
    assertThat(traces.spans(segment.getTraceId())).hasSize(2);
  }

  private long calls(String service) {
    return metrics.sum("service_cpm", Metrics.service(service));
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(assertion);
  }
}
