// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * The binary of {@code make dist}, started as a user starts it and reached as a user reaches it.
 */
final class OrreryProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Launch launch;
  private final Child child;
  private final GraphQl graphQl;

  private OrreryProcess(Launch launch, Child child) {
    this.launch = launch;
    this.child = child;
    this.graphQl = new GraphQl(launch.ports().rest(), ZoneId.of(launch.timeZone()));
  }

  /**
   * How to start it; a second start with the same launch is a restart.
   *
   * @param settings environment variables beside the ports
   */
  record Launch(Path data, Ports ports, Map<String, String> settings) {
    static Launch fresh(String name, Map<String, String> settings) {
      return new Launch(Scratch.directory(name), Ports.free(), settings);
    }

    List<String> command() {
      return List.of(binary(), "up", "--data", data.toString());
    }

    Map<String, String> environment() {
      Map<String, String> all = new HashMap<>();
      all.put("SW_CORE_GRPC_PORT", String.valueOf(ports.grpc()));
      all.put("SW_CORE_REST_PORT", String.valueOf(ports.rest()));
      all.put("SW_SERVER_PORT", String.valueOf(ports.ui()));
      all.put("SW_TELEMETRY", "prometheus");
      all.put("SW_TELEMETRY_PROMETHEUS_PORT", String.valueOf(ports.telemetry()));
      all.putAll(settings);
      return all;
    }

    String timeZone() {
      return settings.getOrDefault("TZ", "UTC");
    }
  }

  /** What a process that has ended left behind. */
  record Ended(int exitCode, String output) {}

  /** A server of its own on an empty directory, answering. */
  static OrreryProcess fresh(String name) {
    return start(Launch.fresh(name, Map.of()));
  }

  /** Starts it and waits until GraphQL answers. */
  static OrreryProcess start(Launch launch) {
    OrreryProcess orrery = startWithoutWaiting(launch);
    orrery.awaitAnswers();
    return orrery;
  }

  /** Starts it and returns at once. */
  static OrreryProcess startWithoutWaiting(Launch launch) {
    return new OrreryProcess(launch, Child.start("orrery", launch.command(), launch.environment()));
  }

  /** Waits until GraphQL answers. */
  void awaitAnswers() {
    Awaitility.await("GraphQL answers")
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          if (!child.isAlive()) {
            throw new AssertionError("orrery ended with " + child.await() + ":\n" + child.log());
          }
          return graphQl.answers();
        });
  }

  /** Starts it where it is expected to refuse, and waits for its end. */
  static Ended refusedStart(Launch launch) {
    Child child = Child.start("orrery", launch.command(), launch.environment());
    return new Ended(child.await(), child.log());
  }

  /** Runs a command that ends by itself. */
  static Ended run(Map<String, String> settings, String... arguments) {
    List<String> command = new ArrayList<>(List.of(binary()));
    command.addAll(List.of(arguments));
    Child child = Child.start("orrery-" + arguments[0].replace("-", ""), command, settings);
    return new Ended(child.await(), child.log());
  }

  /** The start script. */
  static String binary() {
    Path dist = Path.of(System.getProperty("orrery.dist", "../dist/orrery"));
    Path binary = dist.resolve("bin/orrery").toAbsolutePath().normalize();
    if (!Files.isExecutable(binary)) {
      throw new AssertionError("no binary at " + binary + ": run make dist");
    }
    return binary.toString();
  }

  Launch launch() {
    return launch;
  }

  Ports ports() {
    return launch.ports();
  }

  GraphQl graphQl() {
    return graphQl;
  }

  Metrics metrics() {
    return new Metrics(graphQl);
  }

  String log() {
    return child.log();
  }

  /** What the process holds in memory right now, in bytes. */
  long residentBytes() {
    return statusKilobytes("VmRSS:") * 1024;
  }

  /** The most it has ever held in memory, in bytes. */
  long peakResidentBytes() {
    return statusKilobytes("VmHWM:") * 1024;
  }

  private long statusKilobytes(String key) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + child.pid() + "/status"))) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no " + key + " of process " + child.pid());
  }

  /** Asks it to stop (SIGTERM), without waiting. */
  void terminate() {
    child.terminate();
  }

  /** Waits for its end and gives the exit code. */
  int await() {
    return child.await();
  }

  /** SIGTERM, then the exit code. */
  int stop() {
    child.terminate();
    return child.await();
  }

  /** SIGKILL. */
  void kill() {
    child.kill();
  }

  /** The same once more: same directory, same ports. */
  OrreryProcess startAgain() {
    return start(launch);
  }

  @Override
  public void close() {
    child.close();
  }
}
