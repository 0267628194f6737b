// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import orrery.bench.load.Landscape;
import orrery.bench.load.Load;
import orrery.bench.load.LoadPlan;
import orrery.bench.load.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Sends segments as agents do, and tells exactly which of them were acknowledged. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends SkyWalking segments over gRPC, as agents do; the same seed, the same load.")
public final class LoadGenerator implements Runnable {
  @Option(names = "--host", defaultValue = "127.0.0.1", description = "default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(names = "--port", defaultValue = "11800", description = "default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "segments a second; 0: as many as the server takes")
  private int rate;

  @Option(names = "--seconds", defaultValue = "0", description = "how long to send")
  private int seconds;

  @Option(names = "--segments", defaultValue = "0", description = "how many to send")
  private long segments;

  @Option(names = "--services", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
  private int services;

  @Option(names = "--instances", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int instances;

  @Option(names = "--endpoints", defaultValue = "50", description = "default: ${DEFAULT-VALUE}")
  private int endpoints;

  @Option(names = "--connections", defaultValue = "8", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--streams",
      defaultValue = "64",
      description = "un-acknowledged streams on a connection, at most; default: ${DEFAULT-VALUE}")
  private int streams;

  @Option(
      names = "--segments-per-stream",
      defaultValue = "200",
      description = "default: ${DEFAULT-VALUE}")
  private int segmentsPerStream;

  @Option(
      names = "--stream-millis",
      defaultValue = "1000",
      description = "a stream ends at this age; default: ${DEFAULT-VALUE}")
  private int streamMillis;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--start-time",
      description = "when the first trace ends, as 2026-11-23T08:00:00Z; default: now")
  private @Nullable Instant startTime;

  @Option(
      names = "--virtual-rate",
      defaultValue = "0",
      description = "segments a second of trace time, to fill an hour in a minute; 0: real time")
  private int virtualRate;

  @Option(
      names = "--ack-seconds",
      defaultValue = "60",
      description = "how long to wait for the last answers; default: ${DEFAULT-VALUE}")
  private int ackSeconds;

  @Option(names = "--report", description = "write the account to this JSON file")
  private @Nullable Path report;

  public static void main(String[] args) {
    Program.run(new LoadGenerator(), args);
  }

  @Override
  public void run() {
    LoadPlan plan =
        new LoadPlan(
            host,
            port,
            new Landscape(services, instances, endpoints),
            rate,
            seconds,
            segments,
            connections,
            streams,
            segmentsPerStream,
            streamMillis,
            seed,
            startTime == null ? 0 : startTime.toEpochMilli(),
            virtualRate,
            ackSeconds);
    Report account = new Load(plan, System.currentTimeMillis()).run();
    System.out.println(account.summary());
    if (report != null) {
      JsonMapper.shared().writeValue(report, account);
    }
  }
}
