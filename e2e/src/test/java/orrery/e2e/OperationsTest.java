// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.e2e.OrreryProcess.Ended;
import orrery.e2e.OrreryProcess.Launch;
import tools.jackson.databind.JsonNode;

/** What operators, probes, load balancers and the official UI ask of a server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
  private static final byte[] EMPTY = {};

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("operations");
  @AutoClose private final AgentClient agent = new AgentClient(orrery);
  private final GraphQl http = orrery.graphQl();

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void answersTheBalancersCheck(String method) {
    HttpResponse<String> answer =
        http.send(method, "/internal/l7check", HttpRequest.BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("GET".equals(method) ? "{\"healthy\":true}" : "");
  }

  @Test
  void answersTheHealthCheck() {
    assertThat(http.get("/healthcheck").statusCode()).isEqualTo(200);
    JsonNode health = http.query("{ checkHealth { score details } }").path("checkHealth");
    assertThat(health.path("score").asInt(-1)).isZero();
  }

  @Test
  void answersTheGrpcHealthCheck() {
    assertThat(agent.call("grpc.health.v1.Health/Check", EMPTY)).isEqualTo(Status.OK);
  }

  @Test
  void servesTheStatusPageAndPassesGraphQlOn() {
    GraphQl ui = new GraphQl(orrery.ports().ui(), ZoneOffset.UTC);
    HttpResponse<String> page = ui.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(ui.answers()).isTrue();
  }

  @Test
  void exposesTelemetryUnderTheNamesPeopleKnow() {
    agent.report(Segments.request("telemetry", "/seen").build());
    assertThat(new SelfMetrics(orrery).exposition())
        .contains("# TYPE uptime gauge")
        .contains("# TYPE trace_in_latency histogram")
        .containsPattern("trace_in_latency_count\\{[^}]*protocol=\"grpc\"[^}]*} [1-9]")
        .contains("persistence_timer_bulk_all_latency_count")
        .contains("metrics_aggregation")
        .contains("graphql_query_latency")
        .contains("jvm_memory")
        .contains("process_cpu_seconds_total")
        .containsPattern("orrery_segments_received\\{[^}]*} [1-9]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TraceSegmentReportService/collect",
        "TraceSegmentReportService/collectInSync",
        "ManagementService/reportInstanceProperties",
        "ManagementService/keepAlive",
        "JVMMetricReportService/collect",
        "CLRMetricReportService/collect",
        "MeterReportService/collect",
        "ProfileTask/getProfileTaskCommands",
        "ProfileTask/collectSnapshot",
        "ProfileTask/reportTaskFinish",
        "BrowserPerfService/collectPerfData",
        "BrowserPerfService/collectErrorLogs"
      })
  void servesBothFormsOfAServicesName(String method) {
    assertThat(agent.call("skywalking.v3." + method, EMPTY)).isEqualTo(Status.OK);
    assertThat(agent.call(method, EMPTY)).isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skywalking.v3.MeterReportService/collectBatch",
        "skywalking.v3.LogReportService/collect",
        "skywalking.v3.EventService/collect",
        "skywalking.v3.ConfigurationDiscoveryService/fetchConfigurations",
        "skywalking.v3.SpanAttachedEventReportService/collect",
        "skywalking.v3.ServiceMeshMetricService/collect",
        "skywalking.v3.EBPFProcessService/reportProcesses",
        "skywalking.v3.EBPFProcessService/keepAlive",
        "skywalking.v3.EBPFProfilingService/queryTasks",
        "skywalking.v3.EBPFProfilingService/collectProfilingData",
        "skywalking.v3.ContinuousProfilingService/queryPolicies",
        "skywalking.v3.ContinuousProfilingService/reportProfilingTask",
        "skywalking.v3.EBPFAccessLogService/collect",
        "skywalking.v10.AsyncProfilerTask/getAsyncProfilerTaskCommands",
        "skywalking.v10.PprofTask/getPprofTaskCommands"
      })
  void answersWhatAgentsPollAndPush(String method) {
    assertThat(agent.call(method, EMPTY).getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  void countsWhatComesOverHttp() {
    long now = System.currentTimeMillis();
    String lowerCamel =
        """
        {"traceId":"http-1","traceSegmentId":"http-1.1","service":"over-http","serviceInstance":"i",
         "noSuchField":1,"spans":[{"spanId":0,"parentSpanId":-1,"startTime":"%d","endTime":%d,
         "operationName":"/a","spanType":"Entry","spanLayer":"Http","componentId":1}]}
        """
            .formatted(now, now + 5);
    String original =
        """
        [{"trace_id":"http-2","trace_segment_id":"http-2.1","service":"over-http","service_instance":"i"},
         {"traceId":"http-3","traceSegmentId":"http-3.1","service":"over-http","serviceInstance":"i",
         "spans":[{"spanId":0,"parentSpanId":-1,"startTime":%d,"endTime":"%d",
         "operationName":"/a","spanType":0,"spanLayer":3,"componentId":1}]}]
        """
            .formatted(now, now + 5);
    assertThat(http.post("/v3/segment", lowerCamel).statusCode()).isEqualTo(200);
    assertThat(http.post("/v3/segments", original).statusCode()).isEqualTo(200);
    assertThat(orrery.metrics().sum("service_cpm", Metrics.service("over-http"))).isEqualTo(2);
    assertThat(new Traces(http).missing(List.of("http-1", "http-3"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/management/keepAlive",
        "/v3/management/reportProperties",
        "/browser/perfData",
        "/browser/errorLog"
      })
  void answersOtherReportsOverHttp(String path) {
    String report =
        "{\"service\":\"over-http-2\",\"serviceInstance\":\"i\",\"serviceVersion\":\"v\"}";
    assertThat(http.post(path, report).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/logs",
        "/v3/events",
        "/browser/errorLogs",
        "/browser/perfData/webInteractions",
        "/browser/perfData/resources"
      })
  void answersOtherReportsOfManyOverHttp(String path) {
    assertThat(http.post(path, "[]").statusCode()).isEqualTo(200);
  }

  @Test
  void switchesModulesOff() {
    Map<String, String> off =
        Map.of("SW_TELEMETRY", "-", "SW_HEALTH_CHECKER", "-", "SW_RECEIVER_TRACE", "-");
    try (OrreryProcess quiet = OrreryProcess.start(Launch.fresh("off", off));
        AgentClient refused = new AgentClient(quiet)) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() ->
              new Socket(InetAddress.getLoopbackAddress(), quiet.ports().telemetry()).close());
      assertThat(quiet.graphQl().get("/healthcheck").statusCode()).isEqualTo(404);
      assertThat(quiet.graphQl().post("/v3/segments", "[]").statusCode()).isEqualTo(404);
      String method = "skywalking.v3.TraceSegmentReportService/collect";
      assertThat(refused.call(method, EMPTY).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(refused.call("skywalking.v3.ManagementService/keepAlive", EMPTY))
          .isEqualTo(Status.OK);
    }
  }

  @Test
  void preparesTheStoreAndEndsInInitMode() {
    Launch launch = Launch.fresh("init", Map.of("JAVA_OPTS", "-Dmode=init"));
    Ended ended = OrreryProcess.refusedStart(launch);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(launch.data()).isNotEmptyDirectory();
  }

  @Test
  void startsInNoInitMode() {
    try (OrreryProcess prepared =
        OrreryProcess.start(Launch.fresh("no-init", Map.of("JAVA_OPTS", "-Dmode=no-init")))) {
      assertThat(prepared.graphQl().answers()).isTrue();
    }
  }

  @Test
  void tellsItsVersion() {
    Ended ended = OrreryProcess.run(Map.of(), "version");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).containsPattern("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void printsSettingsWithSecretsMasked() {
    Map<String, String> settings =
        Map.of("SW_CORE_GRPC_PORT", "21234", "SW_AUTHENTICATION", "open-sesame");
    Ended ended = OrreryProcess.run(settings, "config");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .containsPattern("SW_CORE_GRPC_PORT\\W+21234")
        .containsPattern("SW_CORE_REST_PORT\\W+12800")
        .contains("SW_AUTHENTICATION")
        .doesNotContain("open-sesame");
  }

  @Test
  void helpsEverywhere() {
    Ended general = OrreryProcess.run(Map.of(), "--help");
    assertThat(general.exitCode()).isZero();
    Set<String> commands = Set.of("up", "oap", "ui", "config", "version");
    assertThat(general.output()).contains(commands);
    for (String command : commands) {
      Ended help = OrreryProcess.run(Map.of(), command, "--help");
      assertThat(help.exitCode()).as(command).isZero();
      assertThat(help.output()).contains("orrery " + command);
    }
  }
}
