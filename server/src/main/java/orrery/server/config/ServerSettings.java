// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orrery.model.settings.Settings;

/**
 * What belongs to the process and to none of its rooms.
 *
 * @param query whether GraphQL is served
 * @param telemetry whether metrics are exposed
 * @param stopping how a stop goes
 * @param healthChecker whether the parts are checked for {@code /healthcheck} and checkHealth
 * @param initWait how long {@code -Dmode=init} waits for a store that cannot be reached
 */
public record ServerSettings(
    String restHost,
    int restPort,
    int maxBodyBytes,
    boolean query,
    boolean telemetry,
    String telemetryHost,
    int telemetryPort,
    boolean healthChecker,
    Duration initWait,
    Stopping stopping,
    Path dataDirectory,
    String logLevel) {

  /**
   * What happens between SIGTERM and the end.
   *
   * @param limit the longest that may take
   * @param notice how long readiness is red, and everything still served, before anything closes
   */
  public record Stopping(Duration limit, Duration notice) {
    static Stopping read(Settings settings) {
      int limit =
          settings.number(
              "SW_ORRERY_STOP_SECONDS",
              20,
              1,
              3600,
              "Within how many seconds of SIGTERM the process ends; less than the grace period of"
                  + " whoever sends it");
      int notice =
          settings.number(
              "SW_ORRERY_STOP_NOTICE_SECONDS",
              0,
              0,
              600,
              "How long after SIGTERM everything is still served while readiness is red already, so"
                  + " that load balancers notice, in seconds");
      if (notice > limit / 2) {
        settings.problem(
            "SW_ORRERY_STOP_NOTICE_SECONDS="
                + notice
                + " is more than half of SW_ORRERY_STOP_SECONDS="
                + limit
                + ", which leaves too little to store what was taken in; raise the latter");
      }
      return new Stopping(Duration.ofSeconds(limit), Duration.ofSeconds(notice));
    }
  }

  public static final String DATA_DIRECTORY = "SW_ORRERY_DATA_DIRECTORY";
  public static final String REST_PORT = "SW_CORE_REST_PORT";
  public static final String TELEMETRY_PORT = "SW_TELEMETRY_PROMETHEUS_PORT";

  public static ServerSettings read(Settings settings) {
    refuse(
        settings,
        settings.text("SW_CORE_ROLE", "Mixed", "What a node does; Mixed, that is everything"),
        "SW_CORE_ROLE",
        "Mixed",
        "every node receives, aggregates and answers");
    return new ServerSettings(
        settings.text("SW_CORE_REST_HOST", "0.0.0.0", "Address HTTP listens on"),
        settings.port(REST_PORT, 12800, "Port of HTTP: GraphQL and reports"),
        settings.number(
            "SW_ORRERY_HTTP_MAX_BODY_BYTES",
            50 * 1024 * 1024,
            1024,
            256 * 1024 * 1024,
            "Longest HTTP body taken in, in bytes"),
        on(settings, "SW_QUERY", "graphql", List.of("graphql", "-"), "Answer GraphQL; - is off"),
        on(
            settings,
            "SW_TELEMETRY",
            "prometheus",
            List.of("prometheus", "none", "-"),
            "Expose metrics about Orrery itself; none and - are off"),
        settings.text("SW_TELEMETRY_PROMETHEUS_HOST", "0.0.0.0", "Address metrics are scraped at"),
        settings.port(TELEMETRY_PORT, 1234, "Port metrics are scraped at"),
        on(
            settings,
            "SW_HEALTH_CHECKER",
            "default",
            List.of("default", "-"),
            "Check the parts for /healthcheck and checkHealth; - is off"),
        Duration.ofSeconds(
            settings.number(
                "SW_ORRERY_INIT_WAIT_SECONDS",
                600,
                0,
                86_400,
                "How long -Dmode=init waits for a store that cannot be reached before it fails, in"
                    + " seconds; a server waits for as long as it takes")),
        Stopping.read(settings),
        Path.of(settings.text(DATA_DIRECTORY, "data", "Where the embedded store keeps its files")),
        settings.choice(
            "SW_ORRERY_LOG_LEVEL",
            "INFO",
            List.of("ERROR", "WARN", "INFO", "DEBUG"),
            "Least serious lines that are logged"));
  }

  private static boolean on(
      Settings settings, String name, String defaultValue, List<String> choices, String doc) {
    return settings.choice(name, defaultValue, choices, doc).equals(defaultValue);
  }

  private static void refuse(
      Settings settings, String value, String name, String only, String why) {
    if (!value.equals(only)) {
      settings.problem(name + "=\"" + value + "\" is not supported yet: " + why + "; use " + only);
    }
  }
}
