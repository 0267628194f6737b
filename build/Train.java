// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the built server once, the way it will be used, so that Java can write down the classes and
 * methods a start needs. Arguments: the start script, the cache to write, a scratch directory, the
 * load generator's libraries.
 */
final class Train {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm").withZone(ZoneOffset.UTC);

  /**
   * Some seconds as a rule; but an image of another platform is built by emulation, 50 times
   * slower.
   */
  private static final int LONGEST_MINUTES = 15;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int grpc = freePort(20000);
  private final int rest = freePort(21000);
  private final int ui = freePort(22000);
  private final int telemetry = freePort(23000);

  public static void main(String[] args) throws Exception {
    new Train().run(args[0], Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
  }

  private void run(String script, Path cache, Path work, Path benchLibrary) throws Exception {
    ProcessBuilder start = new ProcessBuilder(script, "up").inheritIO();
    start.environment().keySet().removeIf(Train::changesBehaviour);
    start
        .environment()
        .putAll(
            Map.of(
                "ORRERY_TRAINING", "-XX:AOTCacheOutput=" + cache,
                "JAVA_OPTS", "",
                "TZ", "UTC",
                "SW_ORRERY_DATA_DIRECTORY", work.resolve("data").toString(),
                "SW_ORRERY_STOP_SECONDS", "300",
                "SW_CORE_GRPC_PORT", String.valueOf(grpc),
                "SW_CORE_REST_PORT", String.valueOf(rest),
                "SW_SERVER_PORT", String.valueOf(ui),
                "SW_TELEMETRY_PROMETHEUS_PORT", String.valueOf(telemetry)));
    Process server = start.start();
    try {
      await(server);
      sendLoad(benchLibrary);
      for (int round = 0; round < 3; round++) {
        ask();
      }
    } finally {
      server.destroy(); // SIGTERM: the cache is written at a regular end only
      if (!server.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        server.destroyForcibly();
      }
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the run wrote no " + cache);
    }
  }

  /** The builder's own settings must not shape what everybody starts from. */
  private static boolean changesBehaviour(String name) {
    return name.startsWith("SW_");
  }

  private void await(Process server) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(LONGEST_MINUTES));
    while (Instant.now().isBefore(end)) {
      if (!server.isAlive()) {
        throw new IllegalStateException("the server ended with " + server.exitValue());
      }
      try {
        get(rest, "/healthcheck");
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(
        "the server did not answer within " + LONGEST_MINUTES + " minutes");
  }

  private void sendLoad(Path library) throws Exception {
    Path classes = library.resolveSibling("classes");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classes + ":" + library + "/*",
                "orrery.bench.LoadGenerator"));
    command.addAll(
        List.of(
            "--port",
            String.valueOf(grpc),
            "--rate",
            "300",
            "--segments",
            "1200",
            "--connections",
            "2"));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("the load generator ended with " + code);
    }
  }

  /** The questions every page asks. */
  private void ask() throws Exception {
    Instant now = Instant.now();
    String duration =
        "{start: \"%s\", end: \"%s\", step: MINUTE}"
            .formatted(MINUTE.format(now.minusSeconds(1800)), MINUTE.format(now));
    graphql("{ version getTimeInfo { timezone currentTimestamp } checkHealth { score details } }");
    graphql("{ getAllServices(duration: %s) { id name } }".formatted(duration));
    graphql("{ listServices(layer: \"GENERAL\") { id name normal layers } }");
    graphql(
        "{ getGlobalTopology(duration: %s) { nodes { id name type isReal } calls { id source target } } }"
            .formatted(duration));
    graphql(
        """
        { queryBasicTraces(condition: {queryDuration: %s, traceState: ALL, queryOrder: BY_DURATION, \
        paging: {pageNum: 1, pageSize: 20}}) { traces { segmentId traceIds duration } } }\
        """
            .formatted(duration));
    for (String expression :
        List.of("service_cpm", "service_percentile{p='50,99'}", "avg(service_sla)/100")) {
      graphql(
          """
          { execExpression(expression: "%s", entity: {scope: Service, serviceName: "service-1", normal: true}, \
          duration: %s) { type error results { metric { labels { key value } } values { id value } } } }\
          """
              .formatted(expression, duration));
    }
    get(telemetry, "/metrics");
    get(ui, "/");
    get(ui, "/about.json");
  }

  private void graphql(String query) throws Exception {
    String body =
        "{\"query\":\""
            + query.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ")
            + "\"}";
    for (int port : new int[] {rest, ui}) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      System.out.println(answer.substring(0, Math.min(200, answer.length())));
    }
  }

  private void get(int port, String path) throws Exception {
    client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofString());
  }

  /** Below what the system gives to outgoing connections. */
  private static int freePort(int from) {
    for (int port = from; port < from + 1000; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        continue;
      }
    }
    throw new IllegalStateException("no free port from " + from);
  }
}
