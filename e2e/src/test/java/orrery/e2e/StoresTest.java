// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import orrery.e2e.OrreryProcess.Ended;
import orrery.e2e.OrreryProcess.Launch;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.fixture.InfluxDbServer;
import orrery.fixture.PostgreSqlServer;
import orrery.fixture.RealServer;

/**
 * The binary with real stores that are not there at first, stop, hang and are killed in the middle
 * of load: what was acknowledged is complete, and everything goes on by itself.
 */
class StoresTest {
  private static final int SOME = 200;
  private static final long OUTAGE_MILLIS = 3_000;
  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * @param example under {@code examples/}
   * @param settings that differ from the example: where the server is
   * @param stop ends the server in good order
   */
  private record Store(
      String example, Map<String, String> settings, RealServer server, Consumer<RealServer> stop) {
    Launch launch() {
      Map<String, String> all = new HashMap<>(settings);
      all.put("SW_ORRERY_CONFIG", path(example));
      return Launch.fresh(example.replace(".yaml", ""), all);
    }
  }

  @Test
  void influxDb() {
    try (InfluxDbServer server = InfluxDbServer.start()) {
      everyOutage(
          new Store(
              "influxdb.yaml",
              Map.of("SW_STORAGE_INFLUXDB_URL", server.url()),
              server.process(),
              RealServer::stop));
    }
  }

  @Test
  void postgreSql() {
    try (PostgreSqlServer server = PostgreSqlServer.start()) {
      everyOutage(
          new Store(
              "postgresql.yaml",
              Map.of("SW_JDBC_URL", server.url()),
              server.process(),
              _ -> server.stop()));
    }
  }

  /** Elasticsearch, or what {@code -Dorrery.elasticsearch=opensearch-2.19.6} says. */
  @Test
  void elasticsearch() {
    Options options =
        Options.named(System.getProperty("orrery.elasticsearch", "elasticsearch-7.17.29"));
    try (ElasticsearchServer server = ElasticsearchServer.start(options)) {
      everyOutage(
          new Store(
              options.product() + ".yaml",
              Map.of("SW_STORAGE_ES_CLUSTER_NODES", server.addresses().getFirst()),
              server.node(0),
              RealServer::stop));
    }
  }

  @Test
  void theExampleOfTheEmbeddedStoreRuns() {
    Launch launch = Launch.fresh("sqlite", Map.of("SW_ORRERY_CONFIG", path("sqlite.yaml")));
    try (OrreryProcess orrery = OrreryProcess.start(launch);
        PatientTraffic traffic = new PatientTraffic(orrery, "shop")) {
      traffic.awaitMore(SOME);
      traffic.verify();
    }
  }

  @Test
  void initGivesUpInTimeAndSaysWhatItWaitedFor() {
    String url = "http://127.0.0.1:" + Ports.freePort();
    Map<String, String> settings =
        Map.of(
            "SW_STORAGE",
            "influxdb",
            "SW_STORAGE_INFLUXDB_URL",
            url,
            "SW_ORRERY_DATA_DIRECTORY",
            Scratch.directory("init").toString(),
            "SW_ORRERY_INIT_WAIT_SECONDS",
            "2");
    Ended ended = OrreryProcess.run(settings, "oap", "-Dmode=init");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output())
        .contains("waiting for the store", url, "SW_STORAGE_INFLUXDB_URL")
        .doesNotContain("\tat ");
  }

  private static String path(String example) {
    return Path.of("../examples", example).toAbsolutePath().normalize().toString();
  }

  private static void everyOutage(Store store) {
    store.stop.accept(store.server);
    try (OrreryProcess orrery = OrreryProcess.startWithoutWaiting(store.launch())) {
      waitsForTheStore(orrery);
      store.server.start();
      orrery.awaitAnswers();
      try (PatientTraffic traffic = new PatientTraffic(orrery, "shop")) {
        traffic.awaitMore(SOME);
        store.stop.accept(store.server);
        isUnhealthyAndStillServes(orrery);
        store.server.start();
        traffic.awaitMore(SOME);
        store.server.pause();
        pause();
        store.server.resume();
        traffic.awaitMore(SOME);
        store.server.kill();
        pause();
        store.server.start();
        traffic.awaitMore(SOME);
        traffic.verify();
      }
      Awaitility.await("healthy again")
          .atMost(SOON)
          .until(() -> orrery.graphQl().get("/healthcheck").statusCode() == 200);
      assertThat(orrery.stop()).isZero();
    }
  }

  /** Readiness is red and says why; whoever only looks whether the process lives is content. */
  private static void waitsForTheStore(OrreryProcess orrery) {
    Awaitility.await("says what it waits for")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() ->
            orrery
                .graphQl()
                .get("/internal/l7check")
                .body()
                .startsWith("{\"healthy\":false,\"reason\":\"waiting for the store: "));
    for (String path : new String[] {"/internal/l7check", "/healthcheck"}) {
      assertThat(orrery.graphQl().get(path).statusCode()).as(path).isEqualTo(503);
    }
    HttpResponse<String> refused = orrery.graphQl().post("/v3/segments", "[]");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("waiting for the store");
    assertThat(listens(orrery.ports().rest())).as("liveness").isTrue();
    assertThat(listens(orrery.ports().grpc())).as("agents are not let in yet").isFalse();
  }

  private static void isUnhealthyAndStillServes(OrreryProcess orrery) {
    Awaitility.await("the health check turns red")
        .atMost(SOON)
        .until(() -> orrery.graphQl().get("/healthcheck").statusCode() == 503);
    assertThat(orrery.graphQl().get("/internal/l7check").statusCode()).isEqualTo(200);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(OUTAGE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
