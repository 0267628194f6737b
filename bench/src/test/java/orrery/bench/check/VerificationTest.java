// SPDX-License-Identifier: Apache-2.0
package orrery.bench.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.bench.load.Report;
import orrery.model.Fault;

class VerificationTest {
  private static final long MINUTE = 1_795_421_880_000L;

  private final List<String> queries = new ArrayList<>();
  private String calls = "5";
  private int spans = 2;
  private String broken = "";
  private final HttpServer http = start();
  private final GraphQl server =
      new GraphQl(URI.create("http://127.0.0.1:%d/graphql".formatted(http.getAddress().getPort())));

  @AfterEach
  void stop() {
    server.close();
    http.stop(0);
  }

  @Test
  void isCompleteWhenSumsAndTracesAgree() {
    Verification.Result result = verify(report(10, 0));

    assertThat(result.complete()).isTrue();
    assertThat(result.exactMetrics()).isEqualTo(2);
    assertThat(result.completeTraces()).isEqualTo(1);
    assertThat(queries)
        .anySatisfy(query ->
            assertThat(query)
                .contains("serviceName:\\\"a \\\\\\\"b\\\\\\\"\\\"")
                .contains("{start:\\\"2026-11-23 1617\\\",end:\\\"2026-11-23 1620\\\""));
  }

  @Test
  void tellsWhatIsMissing() {
    calls = "4";
    spans = 1;

    Verification.Result result = verify(report(10, 0));

    assertThat(result.complete()).isFalse();
    assertThat(result.exactMetrics()).isZero();
    assertThat(result.differences())
        .containsExactly(
            "service_cpm of {serviceName:\"a \\\"b\\\"\",normal:true}: 8 instead of 10",
            "trace t1: 1 segments, 1 spans instead of 1, 2",
            "endpoint_cpm of {serviceName:\"a\",normal:true,endpointName:\"e\"}: 8 instead of 10");
  }

  @Test
  void whatIsUncertainMayBeThereOrNot() {
    assertThat(verify(report(8, 2)).complete()).isTrue();
    assertThat(verify(report(7, 2)).complete()).isFalse();
  }

  @Test
  void anErrorOfTheServerIsToldAsSuch() {
    broken = "{\"errors\":[{\"message\":\"no such field\"}]}";

    assertThatThrownBy(() -> server.ask("{nonsense}"))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("no such field");
  }

  @Test
  void theServersZoneIsRead() {
    assertThat(server.zone()).isEqualTo(ZoneOffset.ofHours(8));
  }

  private Verification.Result verify(Report report) {
    return new Verification(server, report).await(Duration.ofMillis(1));
  }

  /** Two metrics that both must add up to this. */
  private static Report report(int acked, int uncertain) {
    List<Integer> least = List.of(acked - 3, 3);
    List<Integer> open = List.of(uncertain, 0);
    return new Report(
        MINUTE,
        MINUTE,
        1,
        10,
        acked,
        uncertain,
        1000,
        0,
        new Report.AckMillis(1, 1, 1, 1),
        List.of(),
        List.of(MINUTE, MINUTE + 60_000),
        List.of(
            new Report.Expected(
                "service_cpm",
                new Report.Entity("a \"b\"", true, null, null, null, null, null),
                least,
                open),
            new Report.Expected(
                "endpoint_cpm",
                new Report.Entity("a", true, null, "e", null, null, null),
                least,
                open)),
        List.of(new Report.Trace("t1", 1, 2)));
  }

  private HttpServer start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext(
          "/graphql",
          exchange -> {
            String query =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            queries.add(query);
            byte[] answer = answer(query).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      started.start();
      return started;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String answer(String query) {
    if (!broken.isEmpty()) {
      return broken;
    }
    if (query.contains("getTimeInfo")) {
      return "{\"data\":{\"getTimeInfo\":{\"timezone\":\"+0800\"}}}";
    }
    if (query.contains("queryTrace")) {
      String span = "{\"segmentId\":\"s\"}";
      return "{\"data\":{\"queryTrace\":{\"spans\":[%s]}}}"
          .formatted(String.join(",", java.util.Collections.nCopies(spans, span)));
    }
    List<String> answers =
        Pattern.compile("(q\\d+):")
            .matcher(query)
            .results()
            .map(question ->
                "\"%s\":{\"error\":null,\"results\":[{\"values\":[{\"value\":\"%s\"},{\"value\":null},{\"value\":\"%s\"}]}]}"
                    .formatted(question.group(1), calls, calls))
            .toList();
    return "{\"data\":{%s}}".formatted(String.join(",", answers));
  }
}
