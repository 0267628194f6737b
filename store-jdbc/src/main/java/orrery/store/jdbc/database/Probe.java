// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;

/**
 * Looks whether the database answers, within {@value #MILLIS} ms: one that hangs holds up a single
 * thread, however often one asks.
 */
final class Probe {
  private static final long MILLIS = 900;

  private final String name;
  private final Runnable sign;
  private @Nullable CompletableFuture<Void> running;

  /**
   * @param sign asks for a sign of life; throws a fault when there is none
   */
  Probe(String name, Runnable sign) {
    this.name = name;
    this.sign = sign;
  }

  Check check() {
    try {
      begun().get(MILLIS, TimeUnit.MILLISECONDS);
      return Check.healthy(name);
    } catch (TimeoutException e) {
      return Check.unhealthy(
          name,
          "the database does not answer; look whether it is paused, or the network is broken");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Fault fault) {
        return Check.unhealthy(name, String.valueOf(fault.getMessage()));
      }
      throw new IllegalStateException("a probe failed for a reason that is a bug", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Check.unhealthy(name, "interrupted while asking");
    }
  }

  private synchronized CompletableFuture<Void> begun() {
    CompletableFuture<Void> latest = running;
    if (latest == null || latest.isDone()) {
      latest = CompletableFuture.runAsync(sign, Thread.ofVirtual().name("probe")::start);
      running = latest;
    }
    return latest;
  }
}
