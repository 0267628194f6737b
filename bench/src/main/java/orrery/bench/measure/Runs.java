// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import orrery.bench.check.Freshness;
import orrery.bench.check.GraphQl;
import orrery.bench.check.Mix;
import orrery.bench.check.Verification;
import orrery.bench.load.Load;
import orrery.bench.load.LoadPlan;
import orrery.model.Fault;

/** The benchmark: a fresh server for each rate, first the sink, then Orrery. */
public final class Runs {
  private static final String HOST = "127.0.0.1";

  /** Away from the usual ports, where somebody's server may run. */
  private static final int GRPC = 21800;

  private static final int REST = 22800;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SW_CORE_GRPC_PORT",
          Integer.toString(GRPC),
          "SW_CORE_REST_PORT",
          Integer.toString(REST),
          "SW_SERVER_PORT",
          "22080",
          "SW_TELEMETRY_PROMETHEUS_PORT",
          "21234");

  private static final URI GRAPHQL = URI.create("http://" + HOST + ":" + REST + "/graphql");

  private final Path orrery;
  private final String storage;
  private final Path work;
  private final Times times;
  private final PrintStream out;

  /**
   * How long each run takes.
   *
   * @param sinkSeconds against the sink
   * @param rateSeconds against Orrery at a given rate
   * @param saturationSeconds against Orrery at full speed
   * @param markers segments whose visibility is timed under load, one a second
   */
  public record Times(int sinkSeconds, int rateSeconds, int saturationSeconds, int markers) {
    public static final Times QUICK = new Times(4, 8, 10, 4);
    public static final Times FULL = new Times(20, 60, 300, 10);

    /** As long at every rate, saturation included. */
    public Times withSeconds(int seconds) {
      return new Times(sinkSeconds, seconds, seconds, markers);
    }
  }

  /**
   * @param orrery the start script
   * @param storage see {@link Backend#start}
   * @param work where data and logs go
   */
  public Runs(Path orrery, String storage, Path work, Times times, PrintStream out) {
    this.orrery = orrery;
    this.storage = storage;
    this.work = work;
    this.times = times;
    this.out = out;
  }

  /** Runs all rates and answers the table. */
  public String table(List<Integer> rates) {
    List<Measured> all = new ArrayList<>();
    for (int rate : rates) {
      all.add(sink(rate));
      all.add(orrery(rate));
    }
    return Measured.table(all);
  }

  /** Fills an hour at 200 segments a second and times the query mix, idle and under load. */
  public String mix() {
    long endMillis = System.currentTimeMillis();
    try (Backend backend = Backend.start(storage);
        Subject subject = start("mix", data("mix"), backend)) {
      subject.awaitReady(Runs::answers);
      LoadPlan.Stretch hour = new LoadPlan.Stretch(endMillis - 3_600_000, 3600, 200);
      out.println(new Load(LoadPlan.past(HOST, GRPC, hour), endMillis).run().summary());
      try (GraphQl server = new GraphQl(GRAPHQL)) {
        Mix mix =
            new Mix(
                server,
                Instant.ofEpochMilli(endMillis - 3_600_000L),
                Instant.ofEpochMilli(endMillis));
        String idle = Mix.table(mix.run(100));
        CompletableFuture<Void> load =
            CompletableFuture.runAsync(() ->
                new Load(LoadPlan.of(HOST, GRPC, 1000, 15), System.currentTimeMillis()).run());
        String busy = Mix.table(mix.run(100));
        load.join();
        return "Idle:\n\n" + idle + "\nAt 1,000 segments a second:\n\n" + busy;
      }
    }
  }

  private Measured sink(int rate) {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "orrery.bench.Sink",
            "--port",
            Integer.toString(GRPC));
    try (Backend none = Backend.start("sqlite");
        Subject subject = new Subject(command, Map.of(), work.resolve("sink-" + rate + ".log"))) {
      long start = subject.awaitReady(() -> listens(GRPC));
      double idle = subject.rssMegabytes();
      Metered run = Metered.run(LoadPlan.of(HOST, GRPC, rate, times.sinkSeconds), subject, none);
      out.println("sink at " + name(rate) + ": " + run.report().summary());
      return new Measured(
          "sink",
          rate,
          run.report().ackedPerSecond(),
          run.cpuPerThousand(),
          run.warmCpuPerThousand(),
          "",
          idle,
          subject.peakRssMegabytes(),
          run.report().ackMillis().p99(),
          "",
          "",
          "",
          start);
    }
  }

  /** What was seen of a server while it ran. */
  private record Seen(
      Metered run,
      Verification.Result found,
      String freshness,
      long segments,
      long startMillis,
      double idleMegabytes,
      double peakMegabytes) {}

  private Measured orrery(int rate) {
    Path data = data("data-" + rate);
    try (Backend backend = Backend.start(storage)) {
      Seen seen = load(rate, data, backend);
      return measured(rate, seen, Backend.bytes(data) + backend.diskBytes());
    }
  }

  private Seen load(int rate, Path data, Backend backend) {
    try (Subject subject = start("orrery-" + rate, data, backend)) {
      long start = subject.awaitReady(Runs::answers);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      double idle = subject.rssMegabytes();
      int seconds = rate == 0 ? times.saturationSeconds : times.rateSeconds;
      Metered run = Metered.run(LoadPlan.of(HOST, GRPC, rate, seconds), subject, backend);
      out.println("Orrery at " + name(rate) + ": " + run.report().summary());
      out.println("  " + run.costs());
      double peak = subject.peakRssMegabytes();
      try (GraphQl server = new GraphQl(GRAPHQL)) {
        Verification.Result found =
            new Verification(server, run.report()).await(Duration.ofSeconds(30));
        out.println("  " + found.summary());
        Load during =
            new Load(LoadPlan.of(HOST, GRPC, rate, times.markers + 1), System.currentTimeMillis());
        CompletableFuture<?> load = CompletableFuture.supplyAsync(during::run);
        String freshness = freshness(server);
        load.join();
        long segments = run.report().acked() + during.acked();
        return new Seen(run, found, freshness, segments, start, idle, peak);
      }
    }
  }

  private Measured measured(int rate, Seen seen, long bytes) {
    Metered run = seen.run;
    double perSegment = (double) bytes / seen.segments;
    double raw = (double) run.report().payloadBytes() / Math.max(1, run.report().acked());
    return new Measured(
        "Orrery, " + storage,
        rate,
        run.report().ackedPerSecond(),
        run.cpuPerThousand(),
        run.warmCpuPerThousand(),
        run.backendCosts(),
        seen.idleMegabytes,
        seen.peakMegabytes,
        run.report().ackMillis().p99(),
        seen.freshness,
        "%d of %d; %d of %d"
            .formatted(
                seen.found.exactMetrics(),
                seen.found.metrics(),
                seen.found.completeTraces(),
                seen.found.traces()),
        "%.0f (%.0f %% of %.0f)".formatted(perSegment, 100 * perSegment / raw, raw),
        seen.startMillis);
  }

  private String freshness(GraphQl server) {
    try (Freshness freshness = new Freshness(server, HOST, GRPC)) {
      List<Freshness.Marker> markers = freshness.measure(times.markers);
      out.println("  " + Freshness.summary(markers));
      return "%d, %d"
          .formatted(
              markers.stream().mapToLong(Freshness.Marker::traceMillis).max().orElse(-1),
              markers.stream().mapToLong(Freshness.Marker::metricsMillis).max().orElse(-1));
    } catch (Fault.Unavailable e) {
      return "more than 30,000";
    }
  }

  private Subject start(String name, Path data, Backend backend) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(backend.environment());
    return new Subject(
        List.of(orrery.toString(), "up", "--data", data.toString()),
        environment,
        work.resolve(name + ".log"));
  }

  private static String name(int rate) {
    return rate == 0 ? "saturation" : rate + "/s";
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers() {
    if (!listens(REST)) {
      return false;
    }
    try (GraphQl server = new GraphQl(GRAPHQL)) {
      server.ask("{version}");
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  private Path data(String name) {
    Path data = work.resolve(name);
    try {
      if (Files.exists(data)) {
        try (Stream<Path> old = Files.walk(data)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + data, e);
    }
  }
}
