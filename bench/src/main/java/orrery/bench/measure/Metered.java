// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import orrery.bench.load.Load;
import orrery.bench.load.LoadPlan;
import orrery.bench.load.Report;

/**
 * A load run with the server's meter read at the beginning, halfway, and after it has settled.
 *
 * @param cpuPerThousand CPU seconds for 1,000 acknowledged segments
 */
record Metered(Report report, double cpuPerThousand, double warmCpuPerThousand) {
  /** Long enough for a server to write out what it acknowledged. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  static Metered run(LoadPlan plan, Subject subject) {
    Load load = new Load(plan, System.currentTimeMillis());
    double before = subject.cpuSeconds();
    CompletableFuture<double[]> halfway =
        CompletableFuture.supplyAsync(
            () -> new double[] {load.acked(), subject.cpuSeconds()},
            CompletableFuture.delayedExecutor(plan.seconds() * 500L, TimeUnit.MILLISECONDS));
    Report report = load.run();
    LockSupport.parkNanos(SETTLE_NANOS);
    double after = subject.cpuSeconds();
    double[] half = halfway.join();
    return new Metered(
        report,
        1000 * (after - before) / Math.max(1, report.acked()),
        1000 * (after - half[1]) / Math.max(1, report.acked() - half[0]));
  }
}
