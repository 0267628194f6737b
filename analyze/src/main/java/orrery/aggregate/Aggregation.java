// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;

/**
 * The door of this package: takes observations in, makes them durable, keeps roll-ups and retention
 * going. Thread-safe.
 */
public final class Aggregation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);
  private static final long MAX_BACK_OFF_MILLIS = 1_000;

  private final Storage storage;
  private final CommitSettings settings;
  private final Pending pending;
  private final Workers workers;
  private final Aliases aliases;
  private final Learned learned;
  private final Committer committer;
  private final InstantSource clock;
  private final boolean alone;
  private final Maintenance maintenance;
  private final Semaphore wake = new Semaphore(0);
  private final Thread commits;
  private volatile boolean stopping;
  private volatile long giveUpNanos;

  public Aggregation(
      AggregationSettings settings,
      Storage storage,
      Telemetry telemetry,
      Surroundings surroundings) {
    this.storage = storage;
    this.settings = settings.commits();
    Entities entities = new Entities(settings.limits(), telemetry);
    this.pending = new Pending(this.settings.maxPendingBytes());
    int stripes = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    this.workers = new Workers(stripes, entities, settings.apdexMillis());
    this.aliases = new Aliases(entities, settings.limits().addresses());
    this.learned = new Learned(storage.catalog(), aliases, entities);
    Standing standing = surroundings.standing;
    long writer = randomWriter();
    this.committer =
        new Committer(
            storage,
            new Committer.Shared(
                workers,
                entities,
                pending,
                new LateHours(storage.catalog(), surroundings.zone, writer)),
            this.settings,
            new Committer.Identity(surroundings.clock, telemetry, writer, standing.alone()));
    this.maintenance =
        new Maintenance(
            storage,
            settings.rollUps(),
            new Maintenance.Surroundings(
                surroundings.clock, surroundings.zone, standing.leads(), telemetry));
    this.clock = surroundings.clock;
    this.alone = standing.alone();
    this.commits = Thread.ofPlatform().name("commits").unstarted(this::commitUntilStopped);
    telemetry.gauge(SelfMetric.ORRERY_PENDING_BYTES, pending::bytes);
    telemetry.gauge(SelfMetric.ORRERY_OPEN_WINDOWS, committer::openWindows);
  }

  /**
   * The process around this package.
   *
   * @param zone in which hours and days start
   * @param standing among the processes that use the same storage
   */
  public record Surroundings(InstantSource clock, ZoneId zone, Standing standing) {}

  /**
   * Loads what earlier processes learned and begins to commit.
   *
   * @throws Fault as storage does
   */
  public void start() {
    aliases.load(storage.catalog());
    commits.start();
    maintenance.start();
  }

  /**
   * Works on one report.
   *
   * @param bytes what the report weighs until it is durable
   * @throws Fault.Overloaded when far too much waits to be written
   * @throws Fault.Unavailable when stopped
   */
  public void work(long bytes, Consumer<Worker> task) {
    if (stopping) {
      throw new Fault.Unavailable("Orrery is stopping");
    }
    pending.admit(bytes);
    Worker worker = workers.mine();
    worker.work(mine -> {
      mine.weigh(bytes);
      task.accept(mine);
    });
    if (pending.bytes() > settings.maxPendingBytes() / 2 && wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /** Who answers at which address. */
  public Aliases aliases() {
    return aliases;
  }

  /** As {@link orrery.model.Intake#safe}. */
  public CompletableFuture<Void> safe() {
    return pending.safe();
  }

  /** As {@link orrery.model.Intake#room}. */
  public CompletableFuture<Void> room() {
    return pending.room();
  }

  /** Whether what comes in gets written. */
  public List<Check> check() {
    Fault fault = committer.failing();
    return List.of(
        fault == null
            ? Check.healthy("commits")
            : Check.unhealthy("commits", "storage does not take data: " + fault.getMessage()));
  }

  /** As {@link #close(Duration)}, within ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Commits what there is and stops. Where storage does not take it in time, or hangs, whoever
   * waits for a promise is told so: nothing is left open. Idempotent.
   *
   * @param most how long that may take
   */
  public void close(Duration most) {
    long endNanos = System.nanoTime() + most.toNanos();
    giveUpNanos = endNanos - most.toNanos() / 4;
    stopping = true;
    wake.release();
    try {
      maintenance.close(most.dividedBy(4));
      if (commits.isAlive() && !commits.join(Duration.ofNanos(endNanos - System.nanoTime()))) {
        LOG.warn("Storage hangs; what was not acknowledged is given up");
        commits.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    committer.giveUp(new Fault.Unavailable("Orrery stops and storage does not work"));
    pending.stop();
  }

  private void commitUntilStopped() {
    long waitMillis = settings.intervalMillis();
    while (!stopping) {
      sleep(waitMillis);
      boolean done = committer.tick();
      if (done && !alone) {
        learned.refresh(clock.millis());
      }
      waitMillis =
          done
              ? settings.intervalMillis()
              : Math.min(Math.max(waitMillis, settings.intervalMillis()) * 2, MAX_BACK_OFF_MILLIS);
    }
    while (giveUpNanos - System.nanoTime() > 0) {
      if (committer.tick()) {
        committer.end();
        return;
      }
      sleep(settings.intervalMillis());
    }
  }

  private void sleep(long millis) {
    try {
      if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** Billions of numbers before and after it are this process' own, as good as surely. */
  private static long randomWriter() {
    return (new SecureRandom().nextLong() & 0x7FFF_FFFF_0000_0000L) | 0x4000_0000L;
  }
}
