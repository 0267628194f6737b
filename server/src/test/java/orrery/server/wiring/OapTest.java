// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Fault;
import orrery.server.config.Configuration;
import orrery.server.config.Reading;

/** All rooms together, in this process, on ports the system chooses. */
class OapTest {
  @TempDir private Path directory;

  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private Oap oap(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("SW_CORE_GRPC_PORT", "0");
    all.put("SW_CORE_REST_PORT", "0");
    all.put("SW_SERVER_PORT", "0");
    all.put("SW_TELEMETRY_PROMETHEUS_PORT", "0");
    all.put("SW_ORRERY_DATA_DIRECTORY", directory.resolve("data").toString());
    all.putAll(settings);
    Reading<Configuration> reading = Reading.of(Map.of(), all, Configuration::read);
    assertThat(reading.problems()).isEmpty();
    return new Oap(reading.value(), new Node(InstantSource.system(), ZoneOffset.UTC, "1.2.3"));
  }

  @Test
  void everyPortAnswersOnceItHasStarted() throws Exception {
    try (Oap oap = oap(Map.of())) {
      oap.start(true, () -> false);
      Map<String, String> at = oap.addresses();
      assertThat(at.keySet()).containsExactly("agents", "http", "telemetry");
      assertThat(get(http(oap) + "/healthcheck").body()).startsWith("{\"healthy\":true");
      assertThat(graphql(http(oap), "{ version }"))
          .isEqualTo("{\"data\":{\"version\":\"10.4.0-orrery-1.2.3\"}}");
      assertThat(get(at.getOrDefault("telemetry", "")).body())
          .contains("\nhealth_check_storage_sqlite 1\n")
          .contains("\ncluster_size 1\n");
    }
  }

  @Test
  void aTakenPortNamesItselfAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Oap unlucky =
          oap(
              Map.of(
                  "SW_TELEMETRY_PROMETHEUS_HOST",
                  "127.0.0.1",
                  "SW_TELEMETRY_PROMETHEUS_PORT",
                  String.valueOf(taken.getLocalPort())));
      assertThatThrownBy(() -> unlucky.start(false, () -> false))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("SW_TELEMETRY_PROMETHEUS_PORT");
    }
    try (Oap lucky = oap(Map.of())) {
      lucky.start(false, () -> false); // the data directory is free again
      assertThat(get(http(lucky) + "/internal/l7check").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void partsThatAreSwitchedOffAreNotThere() throws Exception {
    try (Oap oap = oap(Map.of("SW_QUERY", "-", "SW_TELEMETRY", "-", "SW_HEALTH_CHECKER", "-"))) {
      oap.start(false, () -> false);
      assertThat(oap.addresses().keySet()).containsExactly("agents", "http");
      String http = http(oap);
      assertThat(get(http + "/graphql").statusCode()).isEqualTo(404);
      assertThat(get(http + "/healthcheck").statusCode()).isEqualTo(404);
      assertThat(get(http + "/internal/l7check").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void initModePreparesTheStoreAndLetsGoOfIt() {
    assertThat(oap(Map.of()).prepare(() -> false)).isTrue();
    assertThat(Files.isDirectory(directory.resolve("data"))).isTrue();
    assertThat(oap(Map.of()).prepare(() -> false)).isTrue();
  }

  private static String http(Oap oap) {
    return oap.addresses().getOrDefault("http", "");
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + address)).build(), BodyHandlers.ofString());
  }

  private String graphql(String address, String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/graphql"))
            .POST(BodyPublishers.ofString("{\"query\":\"" + query + "\"}"))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
