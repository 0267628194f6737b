// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.telemetry.Histogram;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.MetricRow;
import orrery.store.RecordRow;
import orrery.store.Storage;

/**
 * One tick, one commit: takes what the workers gathered, merges it into the open minutes and writes
 * catalogue entries, then records, then metric rows. Only when all is durable are the promises kept
 * that were given before. What storage refuses for now is kept and tried again with the next tick;
 * all writes are idempotent. For one thread alone.
 */
final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final Storage storage;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final CommitSettings settings;
  private final Shared shared;
  private final Windows windows;
  private final Catalogue catalogue;
  private final SlowStatementLimit slowStatements;
  private final Histogram prepareLatency;
  private final Histogram executeLatency;
  private final Histogram allLatency;

  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private List<RecordRow> records = new ArrayList<>();
  private long gatheredBytes;
  private long nowMillis;
  private long forgottenMillis;
  private volatile int openWindows;
  private volatile @Nullable Fault failing;
  private volatile @Nullable Fault givenUp;

  /** What a committer shares with workers and roll-ups. */
  record Shared(Workers workers, Entities entities, Pending pending, LateHours lateHours) {}

  private record Waiting(CompletableFuture<Void> promise, long deadlineNanos) {}

  Committer(Storage storage, Shared shared, CommitSettings settings, Identity identity) {
    this.storage = storage;
    this.shared = shared;
    this.settings = settings;
    this.telemetry = identity.telemetry();
    this.clock = identity.clock();
    this.windows = new Windows(settings.openMillis(), settings.maxOpen(), identity.writer());
    this.catalogue = new Catalogue(storage.catalog(), shared.entities, identity);
    this.slowStatements = new SlowStatementLimit(telemetry);
    this.prepareLatency = telemetry.histogram(SelfMetric.PERSISTENCE_TIMER_BULK_PREPARE_LATENCY);
    this.executeLatency = telemetry.histogram(SelfMetric.PERSISTENCE_TIMER_BULK_EXECUTE_LATENCY);
    this.allLatency = telemetry.histogram(SelfMetric.PERSISTENCE_TIMER_BULK_ALL_LATENCY);
  }

  /**
   * A process.
   *
   * @param writer its number in rows
   * @param alone whether no other process writes to the same storage
   */
  record Identity(InstantSource clock, Telemetry telemetry, long writer, boolean alone) {}

  /** Open minutes of entities after the last commit. */
  int openWindows() {
    return openWindows;
  }

  /** What storage said to the last commit; null when it went well. */
  @Nullable Fault failing() {
    return failing;
  }

  /** Commits what there is; false when storage did not take it all. Never throws. */
  boolean tick() {
    long start = System.nanoTime();
    nowMillis = Math.max(nowMillis, clock.millis());
    CompletableFuture<Void> promise = shared.pending.takePromise();
    waiting.add(
        new Waiting(
            promise, start + TimeUnit.MILLISECONDS.toNanos(settings.acknowledgeTimeoutMillis())));
    Fault stopped = givenUp;
    if (stopped != null) {
      giveUp(stopped);
    }
    gather();
    prepareLatency.observeSince(start);
    boolean done = commit();
    if (done) {
      succeed();
      allLatency.observeSince(start);
    } else {
      expire();
    }
    openWindows = windows.size();
    return done;
  }

  /** The last commit went well and there will be no more. Never throws. */
  void end() {
    try {
      shared.lateHours.end(nowMillis);
    } catch (Fault fault) {
      LOG.warn("Others learn late that this process is done: {}", fault.getMessage());
    }
  }

  /** Nothing further will be written: whoever still waits is told so. From any thread. */
  void giveUp(Fault fault) {
    givenUp = fault;
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      one.promise.completeExceptionally(fault);
    }
  }

  private void gather() {
    if (forgottenMillis == 0) {
      forgottenMillis = nowMillis;
    }
    boolean forget = nowMillis - forgottenMillis >= TimeUnit.HOURS.toMillis(1);
    if (forget) {
      forgottenMillis = nowMillis;
      shared.entities.forget();
    }
    long observations = 0;
    for (Worker.Gathered gathered : shared.workers.swap(forget)) {
      for (Delta delta : gathered.deltas()) {
        windows.merge(delta, nowMillis);
      }
      records.addAll(slowStatements.apply(gathered.records(), nowMillis));
      catalogue.see(gathered.sightings());
      gatheredBytes += gathered.bytes();
      observations += gathered.observations();
    }
    telemetry.counter(SelfMetric.METRICS_AGGREGATION, "minute").add(observations);
  }

  private boolean commit() {
    long start = System.nanoTime();
    List<MetricRow> rows = windows.rows();
    try {
      catalogue.write(nowMillis);
      shared.lateHours.begin(windows.dirtyMinutes(), nowMillis);
      if (!records.isEmpty()) {
        Isolation.write(records, storage.records()::append, telemetry);
        countRecords();
        records = new ArrayList<>();
      }
      if (!rows.isEmpty()) {
        Isolation.write(rows, storage.metrics()::write, telemetry);
        telemetry.counter(SelfMetric.ORRERY_METRIC_ROWS_WRITTEN).add(rows.size());
      }
      windows.written();
      executeLatency.observeSince(start);
      return true;
    } catch (Fault fault) {
      fail(fault);
      return false;
    } catch (RuntimeException bug) {
      LOG.error("A commit failed for a reason that is a bug, trying again", bug);
      fail(new Fault.Unavailable("a commit failed", bug));
      return false;
    }
  }

  private void fail(Fault fault) {
    telemetry.counter(SelfMetric.PERSISTENCE_TIMER_BULK_ERROR_COUNT).increment();
    if (failing == null) {
      LOG.warn("Storage does not take what was gathered, trying again: {}", fault.getMessage());
    }
    failing = fault;
  }

  private void succeed() {
    if (failing != null) {
      LOG.info("Storage works again; all that was gathered is written");
      failing = null;
    }
    windows.close(nowMillis);
    shared.pending.release(gatheredBytes);
    gatheredBytes = 0;
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      one.promise.complete(null);
    }
  }

  private void expire() {
    Fault fault = failing;
    Waiting oldest = waiting.peek();
    while (oldest != null && oldest.deadlineNanos - System.nanoTime() <= 0) {
      oldest.promise.completeExceptionally(new Fault.Unavailable("storage does not work", fault));
      waiting.remove(oldest);
      oldest = waiting.peek();
    }
  }

  private void countRecords() {
    for (RecordRow row : records) {
      telemetry.counter(SelfMetric.ORRERY_RECORDS_WRITTEN, row.kind().name()).increment();
    }
  }
}
