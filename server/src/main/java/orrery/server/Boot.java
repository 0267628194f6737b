// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.server.config.Reading;

/** What every start and every stop has in common. */
final class Boot {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Logger log = LoggerFactory.getLogger("start");
  private static final Logger stopLog = LoggerFactory.getLogger("stop");

  private Boot() {}

  /** Prints what is wrong with the settings, all at once; false when that forbids to start. */
  static boolean accepts(Reading<?> reading, PrintStream err) {
    for (String warning : reading.warnings()) {
      log.warn("{}", warning);
    }
    List<String> unsupported = reading.unsupported();
    if (!unsupported.isEmpty()) {
      log.info(
          "{} of SkyWalking's settings are not supported yet and have no effect: {}",
          unsupported.size(),
          String.join(", ", unsupported));
    }
    List<String> problems = reading.problems();
    if (problems.isEmpty()) {
      return true;
    }
    err.println(
        problems.size() == 1
            ? "Orrery does not start: a setting needs attention."
            : "Orrery does not start: " + problems.size() + " settings need attention.");
    problems.forEach(problem -> err.println("  " + problem));
    err.println(
        "`orrery config` shows the settings in force, docs/configuration.md all there are.");
    return false;
  }

  /**
   * Waits for the signal to stop, then closes; the process ends when that is done, or after {@link
   * #STOP_LIMIT}.
   */
  static void runUntilStopped(AutoCloseable running) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(running)));
    new CountDownLatch(1).await();
  }

  /** Seconds since the process began. */
  static double secondsSinceStart() {
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return Duration.between(start, Instant.now()).toMillis() / 1e3;
  }

  @SuppressWarnings("IllegalCatch") // a failure to stop must not hide that we stop
  private static void stop(AutoCloseable running) {
    stopLog.info("stopping; this takes {} s at most", STOP_LIMIT.toSeconds());
    Thread.ofPlatform().daemon().name("stop-limit").start(Boot::endAfterLimit);
    try {
      running.close();
      stopLog.info("stopped");
      Runtime.getRuntime().halt(OK); // a signal alone would make it 143, which looks like a crash
    } catch (Exception e) {
      stopLog.error("did not stop cleanly", e);
    }
  }

  private static void endAfterLimit() {
    try {
      Thread.sleep(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    stopLog.error("still stopping after {} s; ending now", STOP_LIMIT.toSeconds());
    Runtime.getRuntime().halt(FAILED);
  }
}
