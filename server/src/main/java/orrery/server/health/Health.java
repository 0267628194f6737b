// SPDX-License-Identifier: Apache-2.0
package orrery.server.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;

/**
 * Asks the parts how they are, at most once a second, and never lets a caller wait for a part that
 * hangs: after {@value #PATIENCE_MILLIS} ms the caller gets the answer from before.
 *
 * <p>A part that was healthy is called so until it has failed for {@value #GRACE_SECONDS} seconds
 * on end, with the reason in the detail: one slow check must not take a node out of service.
 */
public final class Health implements Supplier<List<Check>> {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE_MILLIS = 400;
  private static final long GRACE_SECONDS = 5;

  private final List<Supplier<List<Check>>> parts;
  private final LongSupplier nanoTime;
  private final Map<String, Long> failingSince = new HashMap<>();
  private volatile @Nullable Snapshot latest;
  private volatile @Nullable String waitingFor;
  private volatile boolean stopping;
  private @Nullable CompletableFuture<Snapshot> asking;

  private record Snapshot(List<Check> checks, long nanos) {}

  /**
   * @param nanoTime {@link System#nanoTime}, or a clock of a test
   */
  public Health(List<Supplier<List<Check>>> parts, LongSupplier nanoTime) {
    this.parts = List.copyOf(parts);
    this.nanoTime = nanoTime;
  }

  /** From now on, until {@link #started()}, unhealthy for this reason. */
  public void waitFor(String reason) {
    waitingFor = reason;
  }

  /** Everything is up: ends {@link #waitFor}. */
  public void started() {
    waitingFor = null;
  }

  /** Why the start is not done; empty when it is. */
  public Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  /** From now on unhealthy, so that no new work is sent here. */
  public void stopping() {
    stopping = true;
  }

  /** False while the start waits for something, and from {@link #stopping()} on. */
  public boolean serving() {
    return !stopping && waitingFor == null;
  }

  public boolean healthy() {
    return get().stream().allMatch(Check::healthy);
  }

  @Override
  public List<Check> get() {
    if (stopping) {
      return List.of(Check.unhealthy("server", "stopping; what was acknowledged is being kept"));
    }
    String reason = waitingFor;
    if (reason != null) {
      return List.of(Check.unhealthy("server", reason));
    }
    Snapshot before = latest;
    if (before != null && nanoTime.getAsLong() - before.nanos() < FRESH_NANOS) {
      return before.checks();
    }
    try {
      return asking().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).checks();
    } catch (TimeoutException late) {
      return answerFromBefore(latest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answerFromBefore(latest);
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a check failed for a reason that is a bug", bug.getCause());
    }
  }

  /** The question under way, or a new one. */
  private synchronized CompletableFuture<Snapshot> asking() {
    CompletableFuture<Snapshot> under = asking;
    if (under == null || under.isDone()) {
      under = CompletableFuture.supplyAsync(this::ask, Thread.ofVirtual().name("checks")::start);
      asking = under;
    }
    return under;
  }

  private List<Check> answerFromBefore(@Nullable Snapshot before) {
    long nanos = before == null ? Long.MAX_VALUE : nanoTime.getAsLong() - before.nanos();
    if (before != null && nanos < TimeUnit.SECONDS.toNanos(GRACE_SECONDS)) {
      return before.checks();
    }
    return List.of(
        Check.unhealthy("check", "the parts do not answer in time; as a rule the store hangs"));
  }

  private Snapshot ask() {
    List<Check> checks = new ArrayList<>();
    for (Supplier<List<Check>> part : parts) {
      try {
        checks.addAll(part.get());
      } catch (Fault fault) {
        checks.add(Check.unhealthy("check", String.valueOf(fault.getMessage())));
      }
    }
    Snapshot made = new Snapshot(lenient(checks), nanoTime.getAsLong());
    latest = made;
    return made;
  }

  private synchronized List<Check> lenient(List<Check> checks) {
    long now = nanoTime.getAsLong();
    List<Check> lenient = new ArrayList<>();
    for (Check check : checks) {
      if (check.healthy()) {
        failingSince.put(check.name(), Long.MAX_VALUE);
        lenient.add(check);
        continue;
      }
      // Nothing is known of a part that was never healthy: it gets no grace.
      long since = failingSince.getOrDefault(check.name(), Long.MIN_VALUE);
      if (since == Long.MAX_VALUE) {
        since = now;
        failingSince.put(check.name(), now);
      }
      boolean grace =
          since != Long.MIN_VALUE && now - since < TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
      lenient.add(grace ? new Check(check.name(), true, check.detail()) : check);
    }
    return List.copyOf(lenient);
  }
}
