// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The programs of {@code e2e/node}, each with the real agent, and the stores they use. */
final class NodeShop implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("node").toAbsolutePath();

  private final HttpClient browser = HttpClient.newHttpClient();
  private final int frontendPort = Ports.freePort();
  private final int backendPort = Ports.freePort();
  private final int mysqlPort = Ports.freePort();
  private final int redisPort = Ports.freePort();
  private final Child stores;
  private final Child payment;
  private final Child backend;
  private final Child frontend;

  /** Starts them all and waits until they listen. */
  NodeShop(int orreryGrpcPort) {
    if (!Files.isDirectory(PROGRAMS.resolve("node_modules"))) {
      throw new AssertionError("no node_modules in " + PROGRAMS + ": run npm ci there");
    }
    String orrery = "127.0.0.1:" + orreryGrpcPort;
    int paymentPort = Ports.freePort();
    stores =
        Child.start(
            "stores",
            List.of("node", PROGRAMS.resolve("stores.js").toString()),
            Map.of("MYSQL_PORT", "" + mysqlPort, "REDIS_PORT", "" + redisPort));
    stores.awaitLine("ready");
    payment = program("payment", orrery, paymentPort, Map.of());
    backend =
        program(
            "backend",
            orrery,
            backendPort,
            Map.of(
                "PAYMENT_PORT", "" + paymentPort,
                "MYSQL_PORT", "" + mysqlPort,
                "REDIS_PORT", "" + redisPort));
    frontend = program("frontend", orrery, frontendPort, Map.of("BACKEND_PORT", "" + backendPort));
    List.of(payment, backend, frontend).forEach(program -> program.awaitLine("ready"));
  }

  private static Child program(String name, String orrery, int port, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PORT", "" + port);
    environment.put("SW_AGENT_NAME", name);
    environment.put("SW_AGENT_INSTANCE", name + "-1");
    environment.put("SW_AGENT_COLLECTOR_BACKEND_SERVICES", orrery);
    environment.put("SW_AGENT_LOGGING_LEVEL", "error");
    return Child.start(
        "node-" + name, List.of("node", PROGRAMS.resolve(name + ".js").toString()), environment);
  }

  /** Asks the frontend for a page, as a user's browser would; gives status and text. */
  String visit(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + frontendPort + path)).build();
    try {
      HttpResponse<String> response = browser.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String backendAddress() {
    return "127.0.0.1:" + backendPort;
  }

  String mysqlAddress() {
    return "127.0.0.1:" + mysqlPort;
  }

  String redisAddress() {
    return "127.0.0.1:" + redisPort;
  }

  long frontendPid() {
    return frontend.pid();
  }

  @Override
  public void close() {
    List.of(frontend, backend, payment, stores).forEach(Child::close);
    browser.close();
  }
}
