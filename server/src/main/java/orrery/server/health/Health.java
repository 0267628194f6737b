// SPDX-License-Identifier: Apache-2.0
package orrery.server.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;

/**
 * Asks the parts how they are, at most once a second. While one caller asks, the others get the
 * answer from before, so a part that hangs makes nobody wait but the first.
 */
public final class Health implements Supplier<List<Check>> {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final List<Supplier<List<Check>>> parts;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Snapshot latest;
  private volatile boolean stopping;

  private record Snapshot(List<Check> checks, long nanos) {}

  /**
   * @param nanoTime {@link System#nanoTime}, or a clock of a test
   */
  public Health(List<Supplier<List<Check>>> parts, LongSupplier nanoTime) {
    this.parts = List.copyOf(parts);
    this.nanoTime = nanoTime;
  }

  /** From now on unhealthy, so that no new work is sent here. */
  public void stopping() {
    stopping = true;
  }

  /** False from {@link #stopping()} on. */
  public boolean serving() {
    return !stopping;
  }

  public boolean healthy() {
    return get().stream().allMatch(Check::healthy);
  }

  @Override
  public List<Check> get() {
    if (stopping) {
      return List.of(Check.unhealthy("server", "stopping; what was acknowledged is being kept"));
    }
    Snapshot before = latest;
    if (before != null && nanoTime.getAsLong() - before.nanos() < FRESH_NANOS) {
      return before.checks();
    }
    if (before != null && asking.isLocked() && !asking.isHeldByCurrentThread()) {
      return before.checks();
    }
    asking.lock();
    try {
      Snapshot meanwhile = latest;
      if (meanwhile != null && nanoTime.getAsLong() - meanwhile.nanos() < FRESH_NANOS) {
        return meanwhile.checks();
      }
      List<Check> checks = ask();
      latest = new Snapshot(checks, nanoTime.getAsLong());
      return checks;
    } finally {
      asking.unlock();
    }
  }

  private List<Check> ask() {
    List<Check> checks = new ArrayList<>();
    for (Supplier<List<Check>> part : parts) {
      try {
        checks.addAll(part.get());
      } catch (Fault fault) {
        checks.add(Check.unhealthy("check", String.valueOf(fault.getMessage())));
      }
    }
    return List.copyOf(checks);
  }
}
