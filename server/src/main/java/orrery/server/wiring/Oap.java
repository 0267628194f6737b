// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.aggregate.Aggregation;
import orrery.aggregate.Standing;
import orrery.analyze.Pipeline;
import orrery.cluster.Cluster;
import orrery.http.HttpHandler;
import orrery.http.HttpPort;
import orrery.model.Check;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.query.QueryApi;
import orrery.query.Surroundings;
import orrery.receive.Receivers;
import orrery.server.config.Configuration;
import orrery.server.config.ServerSettings;
import orrery.server.health.Health;
import orrery.server.http.RestApi;
import orrery.server.logging.Logging;
import orrery.server.telemetry.Scrape;
import orrery.store.Storage;
import orrery.ui.UiSettings;

/** The backend: all rooms, put together by constructor, started and stopped in order. */
public final class Oap implements AutoCloseable {
  /** SkyWalking's version whose protocol is spoken; its clients choose their queries by it. */
  private static final String PROTOCOL_VERSION = "10.4.0";

  /** Of the time a stop may take, what is left to the JVM itself. */
  private static final Duration STOP_MARGIN = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger("start");

  private static final int SCRAPE_BODY_BYTES = 1024;
  private static final double BYTES_PER_MEBIBYTE = 1024 * 1024;

  private final Lifecycle lifecycle = new Lifecycle();
  private final Configuration configuration;
  private final Node node;
  private final Storage storage;
  private final Cluster cluster;
  private final Pipeline pipeline;
  private final Receivers receivers;
  private final QueryApi query;
  private final CompletableFuture<Void> schema;
  private final Health health;
  private final HttpPort rest;
  private final HttpPort scrape;

  /**
   * Builds everything without touching anything outside of the process. The schema of the query
   * part is still being made, on a thread of its own, when it returns.
   */
  public Oap(Configuration configuration, Node node) {
    this.configuration = configuration;
    this.node = node;
    ServerSettings server = configuration.server();
    Telemetry telemetry = new Telemetry();
    Logging.start(server.logLevel(), telemetry);
    this.storage = Storages.of(configuration.storage(), server.dataDirectory(), telemetry);
    this.cluster =
        Cluster.of(
            configuration.cluster(),
            new Cluster.Surroundings(
                node.clock(),
                System::nanoTime,
                System::getenv,
                Ui.everywhere(configuration.receive().host()) ? "" : configuration.receive().host(),
                configuration.receive().port()));
    this.pipeline =
        new Pipeline(
            configuration.pipeline(),
            storage,
            telemetry,
            new Aggregation.Surroundings(node.clock(), node.zone(), standing()));
    List<Supplier<List<Check>>> parts =
        server.healthChecker()
            ? List.of(storage::check, pipeline::check, cluster::check)
            : List.of();
    this.health = new Health(parts, System::nanoTime);
    this.query =
        new QueryApi(
            configuration.query(),
            storage,
            Receivers.decoder(),
            new Surroundings(
                node.clock(),
                node.zone(),
                health,
                PROTOCOL_VERSION + "-orrery-" + node.version(),
                telemetry));
    // Takes as long as all else that a start does, and needs nothing of it.
    this.schema =
        CompletableFuture.runAsync(
            server.query() ? query::warm : () -> {}, Thread.ofPlatform().name("schema")::start);
    this.receivers = new Receivers(configuration.receive(), pipeline, telemetry);
    this.rest =
        new HttpPort(
            new HttpPort.Options(
                "http",
                server.restHost(),
                server.restPort(),
                ServerSettings.REST_PORT,
                server.maxBodyBytes()),
            routes(server));
    this.scrape =
        new HttpPort(
            new HttpPort.Options(
                "telemetry",
                server.telemetryHost(),
                server.telemetryPort(),
                ServerSettings.TELEMETRY_PORT,
                SCRAPE_BODY_BYTES),
            new Scrape(telemetry, health));
    ownGauges(telemetry);
  }

  private HttpHandler routes(ServerSettings server) {
    return RestApi.of(
        new RestApi.Parts(
            server.query() ? Optional.of(query::graphql) : Optional.empty(),
            new RestApi.Reports(receivers::accepts, receivers::post),
            server.healthChecker() ? Optional.of(health) : Optional.empty(),
            new RestApi.Readiness(health::waitingFor, health::serving),
            new RestApi.Status(cluster, configuration.pipeline().aggregation().rollUps())));
  }

  private void ownGauges(Telemetry telemetry) {
    long startNanos = System.nanoTime();
    telemetry.gauge(SelfMetric.UPTIME, () -> (System.nanoTime() - startNanos) / 1e9);
    telemetry.gauge(SelfMetric.CLUSTER_SIZE, () -> cluster.members().size());
    telemetry.gauge(SelfMetric.ORRERY_CLUSTER_LEADER, () -> cluster.leads() ? 1 : 0);
    telemetry.gauge(SelfMetric.ORRERY_CLUSTER_STALE, () -> cluster.stale() ? 1 : 0);
    telemetry.gauge(SelfMetric.ORRERY_STORE_BYTES, storage::sizeBytes);
  }

  /**
   * Makes the store ready for use, and nothing else. Waits for one that cannot be reached, but not
   * for ever: whoever runs this shall learn that it failed.
   *
   * @return whether it is; false when {@code stopAsked} came before
   */
  public boolean prepare(BooleanSupplier stopAsked) {
    try (storage) {
      Duration limit = embedded() ? Duration.ZERO : configuration.server().initWait();
      return new StoreWait(limit, stopAsked, _ -> {}).until(storage::prepare);
    }
  }

  /**
   * Starts part by part; what had started is stopped again when one fails.
   *
   * @param stopAsked asked between parts
   * @return whether all started; false when {@code stopAsked} came before
   */
  public boolean start(boolean withUi, BooleanSupplier stopAsked) {
    boolean complete = false;
    try {
      complete = startParts(withUi, stopAsked);
      return complete;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private boolean startParts(boolean withUi, BooleanSupplier stopAsked) {
    ServerSettings server = configuration.server();
    // Whoever asks while the store is waited for is told so.
    health.waitFor("starting");
    lifecycle.start("http", () -> listen(rest, server.restHost()), _ -> rest.close());
    if (server.telemetry()) {
      lifecycle.start(
          "telemetry", () -> listen(scrape, server.telemetryHost()), _ -> scrape.close());
    }
    CompletableFuture<Ui> ui =
        withUi
            ? CompletableFuture.supplyAsync(this::ownUi, Thread.ofPlatform().name("ui")::start)
            : null;
    StoreWait patience =
        new StoreWait(embedded() ? Duration.ZERO : StoreWait.FOR_EVER, stopAsked, health::waitFor);
    lifecycle.start("store", () -> prepareStore(patience), _ -> storage.close());
    if (stopAsked.getAsBoolean()) {
      return false;
    }
    lifecycle.start("cluster", this::startCluster, cluster::close);
    lifecycle.start("pipeline", () -> startPipeline(patience), pipeline::close);
    if (stopAsked.getAsBoolean()) {
      return false;
    }
    lifecycle.start("query", this::schemaMade, _ -> {});
    lifecycle.stopHere("http");
    lifecycle.stopHere("telemetry");
    // Agents come last: whoever is let in finds everything working.
    lifecycle.start("agents", this::startReceivers, this::stopReceivers);
    health.started();
    if (ui != null) {
      Ui made = ui.join();
      lifecycle.onStop("ui", _ -> made.close());
      made.start();
    }
    lifecycle.onStop("readiness", _ -> turnAway());
    return true;
  }

  /** Readiness turns red, and whoever balances load gets the time to notice. */
  private void turnAway() {
    health.stopping();
    receivers.turnAway();
    try {
      Thread.sleep(configuration.server().stopping().notice());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody else brings up an embedded store, so there is nothing to wait for. */
  private boolean embedded() {
    return configuration.storage().backend().embedded();
  }

  private String prepareStore(StoreWait patience) {
    if (!patience.until(storage::prepare)) {
      return "is not there; asked to stop";
    }
    return String.format(
        "%s %s, %.1f MiB",
        storage.name(),
        configuration.storage().place(configuration.server().dataDirectory()),
        storage.sizeBytes() / BYTES_PER_MEBIBYTE);
  }

  /** Also when metrics alone are elsewhere: roll-ups are noted in the catalogue. */
  private boolean ownCatalogue() {
    return configuration.storage().records().embedded();
  }

  /** Who keeps names in a store of its own looks after it, whoever leads. */
  private Standing standing() {
    return ownCatalogue() ? Standing.ALONE : new Standing(false, cluster::leads);
  }

  /** Stops after the pipeline: whoever leads next finds everything written. */
  private String startCluster() {
    if (ownCatalogue() && configuration.cluster().kubernetes()) {
      log.warn(
          "SW_CLUSTER=kubernetes with SW_STORAGE={}: each member keeps what is reported to it and"
              + " answers from that alone; choose a store that all members share",
          storage.name());
    }
    cluster.start();
    return "is " + cluster.mode();
  }

  private String startPipeline(StoreWait patience) {
    return patience.until(pipeline::start)
        ? "analyses and aggregates"
        : "is not started; asked to stop";
  }

  private String schemaMade() {
    schema.join();
    return configuration.server().query() ? "GraphQL is ready" : "is off (SW_QUERY=-)";
  }

  private static String listen(HttpPort port, String host) {
    port.start();
    return "listens on " + host + ":" + port.port();
  }

  private String startReceivers() {
    receivers.start();
    return "may report to " + configuration.receive().host() + ":" + receivers.grpcPort();
  }

  /**
   * Every stream ends with an answer. As a rule that is OK, a commit later; where the store does
   * not work, the pipeline gives up first and the answer is UNAVAILABLE.
   */
  private void stopReceivers(Duration most) {
    if (!receivers.drain(most.dividedBy(2))) {
      pipeline.close(most.dividedBy(4));
      receivers.awaitAnswers(most.dividedBy(8));
    }
    receivers.close();
  }

  /** Holds nothing but memory until it is started. */
  private Ui ownUi() {
    UiSettings given = configuration.ui();
    URI own = URI.create("http://" + restAddress());
    return new Ui(new UiSettings(given.host(), given.port(), List.of(own)), node, this::addresses);
  }

  private String restAddress() {
    return Ui.reachable(configuration.server().restHost()) + ":" + rest.port();
  }

  /** Where agents and people find the parts, by the names the status page knows. */
  public Map<String, String> addresses() {
    ServerSettings server = configuration.server();
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put(
        "agents", Ui.reachable(configuration.receive().host()) + ":" + receivers.grpcPort());
    addresses.put("http", restAddress());
    if (server.telemetry()) {
      addresses.put(
          "telemetry", Ui.reachable(server.telemetryHost()) + ":" + scrape.port() + "/metrics");
    }
    return addresses;
  }

  @Override
  public void close() {
    lifecycle.close(configuration.server().stopping().limit().minus(STOP_MARGIN));
  }
}
