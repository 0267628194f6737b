// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orrery.http.HttpPort;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.server.config.Configuration;
import orrery.server.config.ServerSettings;
import orrery.server.health.Health;
import orrery.server.http.RestApi;
import orrery.server.logging.Logging;
import orrery.server.telemetry.Scrape;
import orrery.ui.UiSettings;

/** The backend: all rooms, put together. */
public final class Oap implements AutoCloseable {
  private final Lifecycle lifecycle = new Lifecycle();
  private final Configuration configuration;
  private final Node node;
  private final Telemetry telemetry = new Telemetry();
  private final Health health;
  private final HttpPort rest;
  private final HttpPort scrape;

  /** Builds everything without touching anything outside of the process. */
  public Oap(Configuration configuration, Node node) {
    this.configuration = configuration;
    this.node = node;
    ServerSettings server = configuration.server();
    Logging.start(server.logLevel(), telemetry);
    this.health = new Health(List.of(), System::nanoTime);
    this.rest =
        new HttpPort(
            new HttpPort.Options(
                "http",
                server.restHost(),
                server.restPort(),
                ServerSettings.REST_PORT,
                server.maxBodyBytes()),
            RestApi.of(new RestApi.Parts(Optional.empty(), Optional.empty(), Optional.of(health))));
    this.scrape =
        new HttpPort(
            new HttpPort.Options(
                "telemetry",
                server.telemetryHost(),
                server.telemetryPort(),
                ServerSettings.TELEMETRY_PORT,
                1024),
            new Scrape(telemetry, health));
    long startNanos = System.nanoTime();
    telemetry.gauge(SelfMetric.UPTIME, () -> (System.nanoTime() - startNanos) / 1e9);
    telemetry.gauge(SelfMetric.CLUSTER_SIZE, () -> 1);
  }

  /** Makes the store ready for use, and nothing else. */
  public void prepare() {}

  /** Starts part by part; what had started is stopped again when one fails. */
  public void start(boolean withUi) {
    boolean complete = false;
    try {
      startParts(withUi);
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private void startParts(boolean withUi) {
    ServerSettings server = configuration.server();
    lifecycle.start(
        "http",
        () -> {
          rest.start();
          return server.restHost() + ":" + rest.port();
        },
        rest::close);
    if (server.telemetry()) {
      lifecycle.start(
          "telemetry",
          () -> {
            scrape.start();
            return "http://" + server.telemetryHost() + ":" + scrape.port() + "/metrics";
          },
          scrape::close);
    }
    if (withUi) {
      startUi();
    }
    lifecycle.onStop("readiness", health::stopping);
  }

  private void startUi() {
    UiSettings given = configuration.ui();
    URI own =
        URI.create("http://" + Ui.reachable(configuration.server().restHost()) + ":" + rest.port());
    Ui ui = new Ui(new UiSettings(given.host(), given.port(), List.of(own)), node, Map.of());
    lifecycle.onStop("ui", ui::close);
    ui.start();
  }

  /** Where agents, tools and people find it. */
  public String addressesForPeople() {
    return "graphql: http://127.0.0.1:" + rest.port() + "/graphql";
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
