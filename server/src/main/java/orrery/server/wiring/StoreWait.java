// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;

/**
 * Waits at a start for a store that cannot be reached yet. Tries again, ever less often but every
 * two seconds at least; says at once what it waits for, and then at growing intervals. What waiting
 * cannot cure ({@link Fault.Invalid}: a version that is not supported, say) ends the start. For one
 * thread.
 */
final class StoreWait {
  /** As long as it takes. */
  static final Duration FOR_EVER = Duration.ofDays(36_500);

  private static final Logger log = LoggerFactory.getLogger("start");
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long MAX_PAUSE_MILLIS = 2_000;
  private static final long POLL_MILLIS = 50;
  private static final long FIRST_LOG_SECONDS = 10;
  private static final long MAX_LOG_SECONDS = 300;

  private final Duration limit;
  private final BooleanSupplier stopAsked;
  private final Consumer<String> tell;

  private long startNanos;
  private long nextLogSeconds;
  private String told = "";

  /**
   * @param stopAsked ends the wait
   * @param tell what is waited for, whenever that changes
   */
  StoreWait(Duration limit, BooleanSupplier stopAsked, Consumer<String> tell) {
    this.limit = limit;
    this.stopAsked = stopAsked;
    this.tell = tell;
  }

  /**
   * Runs the attempt until it works.
   *
   * @return whether it worked; false when asked to stop before
   * @throws Fault what stands in the way when that lasts longer than the limit, or for ever
   */
  boolean until(Runnable attempt) {
    startNanos = System.nanoTime();
    nextLogSeconds = 0;
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (!stopAsked.getAsBoolean()) {
      try {
        attempt.run();
        if (!told.isEmpty()) {
          log.info("the store is there, after {} s", waitedSeconds());
        }
        return true;
      } catch (Fault.Unavailable | Fault.Overloaded fault) {
        if (System.nanoTime() - startNanos >= limit.toNanos()) {
          throw fault;
        }
        say(String.valueOf(fault.getMessage()));
      }
      if (!pause(pauseMillis)) {
        return false;
      }
      pauseMillis = Math.min(pauseMillis * 2, MAX_PAUSE_MILLIS);
    }
    return false;
  }

  private void say(String reason) {
    if (!reason.equals(told)) {
      tell.accept("waiting for the store: " + reason);
    }
    long waited = waitedSeconds();
    if (waited >= nextLogSeconds) {
      if (told.isEmpty()) {
        log.warn("waiting for the store, trying again: {}", reason);
      } else {
        log.warn("still waiting for the store after {} s: {}", waited, reason);
      }
      nextLogSeconds = waited + Math.clamp(waited, FIRST_LOG_SECONDS, MAX_LOG_SECONDS);
    }
    told = reason;
  }

  private long waitedSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }

  /** False when asked to stop meanwhile. */
  private boolean pause(long millis) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (System.nanoTime() < endNanos) {
        if (stopAsked.getAsBoolean()) {
          return false;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
