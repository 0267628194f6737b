// SPDX-License-Identifier: Apache-2.0
package orrery.server;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.server.config.Reading;

/** What every start and every stop has in common. */
final class Boot {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private static final Logger log = LoggerFactory.getLogger("start");

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
        "`orrery config` shows the settings in force, docs/configuration.md all there are.");
    err.println(
        problems.size() == 1
            ? "Orrery does not start: a setting needs attention."
            : "Orrery does not start: " + problems.size() + " settings need attention.");
    // The culprits come last: the last line of a container's log is where operators look first.
    problems.forEach(problem -> err.println("  " + problem));
    return false;
  }

  /** Seconds since the process began. */
  static double secondsSinceStart() {
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return Duration.between(start, Instant.now()).toMillis() / 1e3;
  }
}
