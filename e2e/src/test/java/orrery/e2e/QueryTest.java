// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Questions, as the official UI and older clients put them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {
  private static final int REQUESTS = 12;
  private static final String CALLER_ID = id("caller") + ".1";
  private static final String CALLEE_ID = id("callee") + ".1";

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("query");
  private final GraphQl graphQl = orrery.graphQl();
  private final List<String> traceIds = new ArrayList<>();

  @BeforeAll
  void sendSomethingToAskFor() {
    try (AgentClient agent = new AgentClient(orrery)) {
      for (int i = 0; i < REQUESTS; i++) {
        agent.report(call());
      }
    }
  }

  /** The caller asks the callee: two segments of one trace. */
  private List<SegmentObject> call() {
    long now = System.currentTimeMillis();
    SegmentObject.Builder caller = Segments.request("caller", "/ask");
    caller.addSpans(Segments.exit(1, "/answer", "callee:8080", now));
    SegmentObject.Builder callee =
        Segments.request("callee", "/answer").setTraceId(caller.getTraceId());
    callee
        .getSpansBuilder(0)
        .addRefs(
            SegmentReference.newBuilder()
                .setTraceId(caller.getTraceId())
                .setParentTraceSegmentId(caller.getTraceSegmentId())
                .setParentSpanId(1)
                .setParentService("caller")
                .setParentServiceInstance("caller-1")
                .setParentEndpoint("/ask")
                .setNetworkAddressUsedAtPeer("callee:8080"));
    traceIds.add(caller.getTraceId());
    return List.of(caller.build(), callee.build());
  }

  @ParameterizedTest
  @MethodSource("uiQueries")
  void answersTheOfficialUi(String operation) {
    graphQl.query(operation, variables());
  }

  @ParameterizedTest
  @MethodSource("olderQueries")
  void answersOlderClients(String operation) {
    graphQl.query(operation, variables());
  }

  @Test
  void tellsAVersionThatClientsUnderstand() {
    String version = graphQl.query("{ version }").path("version").asString();
    assertThat(version).matches("(9\\.[5-9]|1[0-9]\\.[0-9]+)\\..*");
  }

  @Test
  void tellsTheServersTimeZone() {
    JsonNode info = graphQl.query("{ t: getTimeInfo { timezone currentTimestamp } }").path("t");
    assertThat(info.path("timezone").asString()).isEqualTo("+0000");
    assertThat(info.path("currentTimestamp").asLong())
        .isCloseTo(System.currentTimeMillis(), Offset.offset(10_000L));
  }

  @Test
  void givesTheSameNumberThroughEveryGenerationOfReads() {
    assertThat(orrery.metrics().sum("service_cpm", Metrics.service("callee"))).isEqualTo(REQUESTS);
    JsonNode answers =
        graphQl.query(
            """
            query ($duration: Duration!, $entity: Entity!, $id: ID!) {
              v2: readMetricsValues(condition: {name: "service_cpm", entity: $entity}, duration: $duration) {
                values { values { value } }
              }
              v1: getLinearIntValues(metric: {name: "service_cpm", id: $id}, duration: $duration) {
                values { value }
              }
            }
            """,
            Map.of(
                "duration",
                graphQl.lately(),
                "entity",
                Metrics.service("callee"),
                "id",
                CALLEE_ID));
    assertThat(total(answers.path("v2").path("values").path("values"))).isEqualTo(REQUESTS);
    assertThat(total(answers.path("v1").path("values"))).isEqualTo(REQUESTS);
  }

  @Test
  void joinsBothSidesOfACallThroughTheAddress() {
    Topology topology = Topology.global(graphQl);
    assertThat(topology.calls())
        .contains("User -> caller [SERVER]", "caller -> callee [CLIENT, SERVER]");
    assertThat(topology.nodes()).noneMatch(node -> node.contains("8080"));
  }

  private Map<String, Object> variables() {
    Map<String, String> duration = graphQl.lately();
    Map<String, String> seconds =
        Map.of(
            "start", Objects.requireNonNull(duration.get("start")) + "00",
            "end", Objects.requireNonNull(duration.get("end")) + "00",
            "step", "SECOND");
    Map<String, Object> variables = new HashMap<>();
    variables.put("duration", duration);
    variables.put("secondDuration", seconds);
    variables.put("serviceId", CALLER_ID);
    variables.put("anyServiceId", CALLER_ID);
    variables.put("otherServiceId", CALLEE_ID);
    variables.put("serviceIds", List.of(CALLER_ID, CALLEE_ID));
    variables.put("serviceName", "caller");
    variables.put("instanceId", CALLER_ID + "_" + id("caller-1"));
    variables.put("endpointId", CALLEE_ID + "_" + id("/answer"));
    variables.put("entity", Metrics.service("caller"));
    variables.put("traceId", traceIds.get(0));
    variables.put(
        "condition",
        Map.of(
            "queryDuration",
            seconds,
            "serviceId",
            CALLER_ID,
            "traceState",
            "ALL",
            "queryOrder",
            "BY_DURATION",
            "paging",
            Map.of("pageNum", 1, "pageSize", 20)));
    return variables;
  }

  static Stream<Named<String>> uiQueries() {
    return operations("/ui-queries.graphql");
  }

  static Stream<Named<String>> olderQueries() {
    return operations("/older-queries.graphql");
  }

  private static Stream<Named<String>> operations(String resource) {
    try (InputStream in = QueryTest.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n\n", -1))
          .filter(operation -> !operation.startsWith("#"))
          .map(operation -> Named.of(operation.split("[ ({]", 3)[1], operation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long total(JsonNode points) {
    long total = 0;
    for (JsonNode point : points) {
      total += point.path("value").asLong();
    }
    return total;
  }

  private static String id(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }
}
