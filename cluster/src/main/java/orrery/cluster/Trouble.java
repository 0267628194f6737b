// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import orrery.model.Fault;

/**
 * What is wrong with one thing that is done again and again. Says so once, again when it is
 * something else, every ten minutes while it lasts, and when it is over. One thread sets it, any
 * reads it.
 */
final class Trouble {
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final String doing;
  private final Logger log;
  private final LongSupplier nanoTime;
  private volatile @Nullable Fault fault;
  private volatile boolean everWorked;
  private String said = "";
  private long saidNanos;

  /**
   * @param doing what is done, as a clause ({@code to follow the members' pods})
   */
  Trouble(String doing, Logger log, LongSupplier nanoTime) {
    this.doing = doing;
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** It went well. */
  void over() {
    if (fault != null) {
      log.info("It works again {}", doing);
    }
    everWorked = true;
    fault = null;
    said = "";
  }

  /** It failed. */
  void is(Fault failure) {
    fault = failure;
    String kind = failure.getClass().getSimpleName();
    long now = nanoTime.getAsLong();
    if (!said.equals(kind) || now - saidNanos > AGAIN.toNanos()) {
      said = kind;
      saidNanos = now;
      log.warn("Failed {}, trying on: {}", doing, failure.getMessage());
    }
  }

  /** What is wrong; blank when nothing is. */
  String message() {
    Fault now = fault;
    return now == null ? "" : "failed " + doing + ": " + now.getMessage();
  }

  /** Whether the API server refuses, for a reason that somebody has to remove. */
  boolean refused() {
    return fault instanceof Fault.Invalid;
  }

  /** Whether it has worked since the start. */
  boolean everWorked() {
    return everWorked;
  }
}
