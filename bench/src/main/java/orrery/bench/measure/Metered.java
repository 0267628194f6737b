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
 * @param backendCpuPerThousand likewise of the database's process; 0 without one
 * @param warmBackendCpuPerThousand likewise, of the second half of the run only
 * @param operationsPerThousand documents written there, where that is counted
 */
record Metered(
    Report report,
    double cpuPerThousand,
    double warmCpuPerThousand,
    double backendCpuPerThousand,
    double warmBackendCpuPerThousand,
    double operationsPerThousand) {
  /** Long enough for a server to write out what it acknowledged. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  static Metered run(LoadPlan plan, Subject subject, Backend backend) {
    Load load = new Load(plan, System.currentTimeMillis());
    double before = subject.cpuSeconds();
    double backendBefore = backend.cpuSeconds();
    long operationsBefore = backend.operations();
    CompletableFuture<double[]> halfway =
        CompletableFuture.supplyAsync(
            () -> new double[] {load.acked(), subject.cpuSeconds(), backend.cpuSeconds()},
            CompletableFuture.delayedExecutor(plan.seconds() * 500L, TimeUnit.MILLISECONDS));
    Report report = load.run();
    LockSupport.parkNanos(SETTLE_NANOS);
    double after = subject.cpuSeconds();
    double backendAfter = backend.cpuSeconds();
    double thousands = Math.max(1, report.acked()) / 1000.0;
    double[] half = halfway.join();
    double warmThousands = Math.max(1, report.acked() - half[0]) / 1000.0;
    return new Metered(
        report,
        (after - before) / thousands,
        (after - half[1]) / warmThousands,
        (backendAfter - backendBefore) / thousands,
        (backendAfter - half[2]) / warmThousands,
        (backend.operations() - operationsBefore) / thousands);
  }

  String costs() {
    return "CPU s per 1,000 segments %.4f (second half %.4f), database %s"
        .formatted(cpuPerThousand, warmCpuPerThousand, backendCosts());
  }

  String backendCosts() {
    return "%.4f (%.4f), %.0f"
        .formatted(backendCpuPerThousand, warmBackendCpuPerThousand, operationsPerThousand);
  }
}
