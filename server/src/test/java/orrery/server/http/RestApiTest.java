// SPDX-License-Identifier: Apache-2.0
package orrery.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import orrery.aggregate.RollUpSettings;
import orrery.cluster.Cluster;
import orrery.cluster.ClusterSettings;
import orrery.http.HttpHandler;
import orrery.http.HttpReply;
import orrery.http.HttpRequest;
import orrery.model.Check;
import orrery.model.HttpAnswer;
import orrery.model.settings.Settings;

class RestApiTest {
  private boolean serving = true;
  private Optional<String> waitingFor = Optional.empty();
  private List<Check> checks = List.of(Check.healthy("storage_sqlite"));

  private final HttpHandler api =
      RestApi.of(
          new RestApi.Parts(
              Optional.of(body -> HttpAnswer.json(200, "graphql:" + new String(body, UTF_8))),
              new RestApi.Reports(
                  path -> path.startsWith("/v3/"),
                  (path, body) -> HttpAnswer.json(200, path + ":" + new String(body, UTF_8))),
              Optional.of(() -> checks),
              new RestApi.Readiness(() -> waitingFor, () -> serving),
              status()));

  private static RestApi.Status status() {
    Settings none = new Settings(_ -> null);
    Cluster alone =
        Cluster.of(
            ClusterSettings.read(none),
            new Cluster.Surroundings(
                InstantSource.system(),
                System::nanoTime,
                Map.of("HOSTNAME", "box")::get,
                "10.1.2.3",
                11800));
    return new RestApi.Status(alone, RollUpSettings.read(none));
  }

  private HttpReply ask(String method, String path) {
    return ask(method, path, Map.of());
  }

  private HttpReply ask(String method, String path, Map<String, String> headers) {
    return api.answer(new HttpRequest(method, path, headers::get, "{}".getBytes(UTF_8)));
  }

  private static String text(HttpReply reply) {
    return new String(reply.answer().body(), UTF_8);
  }

  @Test
  void graphqlIsPosted() {
    assertThat(text(ask("POST", "/graphql"))).isEqualTo("graphql:{}");
    HttpReply got = ask("GET", "/graphql");
    assertThat(got.answer().status()).isEqualTo(405);
    assertThat(got.headers()).containsEntry("Allow", "POST, OPTIONS");
    assertThat(text(got)).contains("as JSON in a POST");
  }

  @Test
  void reportsArePostedFromAnySite() {
    HttpReply reply = ask("POST", "/v3/segment");
    assertThat(text(reply)).isEqualTo("/v3/segment:{}");
    assertThat(reply.headers()).containsEntry("Access-Control-Allow-Origin", "*");
    assertThat(ask("GET", "/v3/segment").answer().status()).isEqualTo(405);
  }

  @Test
  void aBrowserThatAsksBeforeItReportsIsAllowed() {
    HttpReply reply =
        ask("OPTIONS", "/v3/segment", Map.of("Access-Control-Request-Headers", "x-a, x-b"));
    assertThat(reply.answer().status()).isEqualTo(204);
    assertThat(reply.headers())
        .containsEntry("Access-Control-Allow-Origin", "*")
        .containsEntry("Access-Control-Allow-Methods", "POST, OPTIONS")
        .containsEntry("Access-Control-Allow-Headers", "x-a, x-b");
    assertThat(ask("OPTIONS", "/graphql").headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void theLoadBalancersCheckOnlyTellsThatHttpIsAlive() {
    checks = List.of(Check.unhealthy("storage_sqlite", "gone"));
    for (String method : List.of("GET", "HEAD")) {
      assertThat(ask(method, "/internal/l7check").answer().status()).isEqualTo(200);
    }
    assertThat(text(ask("GET", "/internal/l7check"))).isEqualTo("{\"healthy\":true}");
    assertThat(ask("POST", "/internal/l7check").answer().status()).isEqualTo(405);
  }

  @Test
  void theHealthCheckTellsAboutTheStore() {
    assertThat(ask("HEAD", "/healthcheck").answer().status()).isEqualTo(200);
    checks = List.of(Check.unhealthy("storage_sqlite", "no \"space\""));
    HttpReply reply = ask("GET", "/healthcheck");
    assertThat(reply.answer().status()).isEqualTo(503);
    assertThat(text(reply))
        .isEqualTo(
            "{\"healthy\":false,\"checks\":[{\"name\":\"storage_sqlite\",\"healthy\":false,"
                + "\"detail\":\"no \\\"space\\\"\"}]}");
  }

  @Test
  void anUnknownPathIsToldWhatThereIs() {
    HttpReply reply = ask("GET", "/graphiql");
    assertThat(reply.answer().status()).isEqualTo(404);
    assertThat(text(reply))
        .contains("Nothing answers /graphiql")
        .contains("POST /graphql, POST /v3/*, /browser/*, GET /internal/l7check, GET /healthcheck");
  }

  @Test
  void whoeverBalancesLoadIsTurnedAwayWhileStopping() {
    assertThat(ask("GET", "/internal/l7check").answer().status()).isEqualTo(200);
    serving = false;
    HttpReply reply = ask("GET", "/internal/l7check");
    assertThat(reply.answer().status()).isEqualTo(503);
    assertThat(text(reply)).isEqualTo("{\"healthy\":false}");
  }

  @Test
  void whileTheStartWaitsNothingIsAnsweredButWhatItWaitsFor() {
    serving = false;
    waitingFor = Optional.of("waiting for the store: \"db\" is down");
    for (String path : List.of("/graphql", "/v3/segment")) {
      HttpReply reply = ask("POST", path);
      assertThat(reply.answer().status()).isEqualTo(503);
      assertThat(text(reply))
          .isEqualTo("{\"status\":503,\"error\":\"waiting for the store: \\\"db\\\" is down\"}");
    }
    HttpReply alive = ask("GET", "/internal/l7check");
    assertThat(alive.answer().status()).isEqualTo(503);
    assertThat(text(alive))
        .isEqualTo("{\"healthy\":false,\"reason\":\"waiting for the store: \\\"db\\\" is down\"}");
  }

  @Test
  void membersAreToldInTheFormClientsKnow() {
    HttpReply reply = ask("GET", "/status/cluster/nodes");
    assertThat(text(reply))
        .isEqualTo(
            "{\"nodes\":[{\"host\":\"10.1.2.3\",\"port\":11800,\"self\":true,\"isSelf\":true,"
                + "\"name\":\"box\",\"ready\":true,\"leader\":true}],\"mode\":\"standalone\","
                + "\"leader\":\"box\",\"leads\":true,\"stale\":false,\"problem\":\"\"}");
  }

  @Test
  void howLongDataIsKeptIsToldAsTextAndAsJson() {
    assertThat(text(ask("GET", "/status/config/ttl")))
        .contains("\nmetrics.minute=7\n")
        .contains("\nrecords.superDataset=3\n");
    HttpReply json = ask("GET", "/status/config/ttl", Map.of("Accept", "application/json"));
    assertThat(text(json))
        .isEqualTo(
            "{\"metrics\":{\"minute\":7,\"hour\":7,\"day\":7,"
                + "\"coldMinute\":-1,\"coldHour\":-1,\"coldDay\":-1},"
                + "\"records\":{\"default\":3,\"superDataset\":3,"
                + "\"coldValue\":-1,\"coldSuperDataset\":-1}}");
  }

  @Test
  void whatIsSwitchedOffDoesNotExist() {
    HttpHandler bare =
        RestApi.of(
            new RestApi.Parts(
                Optional.empty(),
                new RestApi.Reports(
                    _ -> false,
                    (path, _) -> {
                      throw new AssertionError(path);
                    }),
                Optional.empty(),
                new RestApi.Readiness(Optional::empty, () -> true),
                status()));
    for (String path : List.of("/graphql", "/v3/segment", "/healthcheck")) {
      assertThat(
              bare.answer(new HttpRequest("POST", path, _ -> null, new byte[0])).answer().status())
          .isEqualTo(404);
    }
  }
}
