// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no message at all, or too large a one, on either port; others do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadBytesTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int GARBAGE_BYTES = 64 * 1024;
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("bad-bytes");
  @AutoClose private final HealthyClient healthy = new HealthyClient(orrery);
  @AutoClose private final AgentClient agent = new AgentClient(orrery);
  private final SelfMetrics selfMetrics = new SelfMetrics(orrery);

  @AfterAll
  void nothingOfItIsABugToTheServer() {
    assertThat(orrery.log())
        .doesNotContain("NullPointerException")
        .doesNotContain("OutOfMemoryError");
  }

  @Test
  void closesAConnectionOfGarbageOnTheGrpcPort() {
    healthy.goesOnAround(() -> sendGarbage(orrery.ports().grpc()));
  }

  @Test
  void closesAConnectionOfGarbageOnTheHttpPort() {
    healthy.goesOnAround(() -> sendGarbage(orrery.ports().rest()));
  }

  @Test
  void closesAPlainHttpRequestOnTheGrpcPort() {
    healthy.goesOnAround(() ->
        exchange(
            orrery.ports().grpc(),
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void countsASegmentOfGarbageAndReadsOn() {
    double refused =
        selfMetrics.growth(
            "orrery_reports_refused",
            () ->
                healthy.goesOnAround(() -> {
                  String method = "TraceSegmentReportService/collect";
                  assertThat(agent.call("skywalking.v3." + method, garbage(1_000)))
                      .isEqualTo(Status.OK);
                  assertThat(agent.call(method, garbage(1_000))).isEqualTo(Status.OK);
                }));
    assertThat(refused).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ManagementService/keepAlive",
        "ManagementService/reportInstanceProperties",
        "JVMMetricReportService/collect"
      })
  void refusesAReportOfGarbage(String method) {
    healthy.goesOnAround(() ->
        assertThat(agent.call("skywalking.v3." + method, garbage(1_000)).getCode())
            .isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/segment", "/v3/segments", "/v3/management/keepAlive", "/graphql"})
  void answersGarbageOverHttpWithBadRequest(String path) {
    healthy.goesOnAround(() -> {
      assertThat(orrery.graphQl().post(path, garbage(1_000)).statusCode()).isEqualTo(400);
      assertThat(orrery.graphQl().post(path, "{\"a\":").statusCode()).isEqualTo(400);
      assertThat(orrery.graphQl().post(path, "").statusCode()).isEqualTo(400);
    });
  }

  @Test
  void takesAMessageOfManyMebibytes() {
    SegmentObject large = segmentOf(20 * MEBIBYTE);
    healthy.goesOnAround(() -> agent.report(large));
    assertThat(new Traces(orrery.graphQl()).missing(List.of(large.getTraceId()))).isEmpty();
  }

  @Test
  void refusesAMessageOfMoreThanFiftyMebibytes() {
    SegmentObject tooLarge = segmentOf(51 * MEBIBYTE);
    healthy.goesOnAround(() ->
        assertThat(agent.tryReport(List.of(tooLarge)).getCode())
            .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED));
    assertThat(new Traces(orrery.graphQl()).missing(List.of(tooLarge.getTraceId())))
        .containsExactly(tooLarge.getTraceId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3/segment", "/v3/segments", "/graphql"})
  void refusesABodyOfMoreThanFiftyMebibytes(String path) {
    String request =
        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n{"
            .formatted(path, 51 * MEBIBYTE);
    healthy.goesOnAround(() ->
        assertThat(exchange(orrery.ports().rest(), request.getBytes(StandardCharsets.US_ASCII)))
            .startsWith("HTTP/1.1 413"));
  }

  private static SegmentObject segmentOf(int bytes) {
    SegmentObject.Builder segment = Segments.request("large", "/large");
    segment
        .getSpansBuilder(0)
        .addTags(KeyStringValuePair.newBuilder().setKey("body").setValue("x".repeat(bytes)));
    return segment.build();
  }

  private static byte[] garbage(int bytes) {
    byte[] garbage = new byte[bytes];
    new Random(42).nextBytes(garbage);
    return garbage;
  }

  private static void sendGarbage(int port) {
    exchange(port, garbage(GARBAGE_BYTES));
  }

  /** Sends the bytes and reads until the server closes, which it must. */
  private static String exchange(int port, byte[] bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      StringBuilder answer = new StringBuilder();
      try {
        socket.getOutputStream().write(bytes);
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0 && !answer.toString().contains("\r\n\r\n"); b = in.read()) {
          answer.append((char) b);
        }
      } catch (SocketTimeoutException e) {
        throw new AssertionError("the connection was not closed; it said: " + answer, e);
      } catch (IOException closedHarshly) {
        return answer.toString();
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
