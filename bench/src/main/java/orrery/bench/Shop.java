// SPDX-License-Identifier: Apache-2.0
package orrery.bench;

import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orrery.bench.shop.Traffic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sample shop of {@code make demo}: live traffic over the public gRPC port. */
@Command(
    name = "shop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sends what the agents of a small shop would send, until Ctrl-C.")
public final class Shop implements Runnable {
  private static final int STOP_SECONDS = 5;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(names = "--port", defaultValue = "11800", description = "default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--rate",
      defaultValue = "30",
      description = "visits a second at the day's peak; default: ${DEFAULT-VALUE}")
  private double rate;

  @Option(names = "--seconds", defaultValue = "0", description = "how long; 0: until Ctrl-C")
  private int seconds;

  public static void main(String[] args) {
    Program.run(new Shop(), args);
  }

  @Override
  public void run() {
    Traffic traffic =
        new Traffic(
            new Traffic.Plan(host, port, rate, seconds, ZoneId.systemDefault()), System.out);
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(traffic, finished)));
    try {
      traffic.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finished.countDown();
    }
  }

  private static void stop(Traffic traffic, CountDownLatch finished) {
    traffic.stop();
    try {
      if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("shop: the last answers did not come in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
