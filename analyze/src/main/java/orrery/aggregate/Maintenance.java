// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;

/**
 * What the leader has to do now and then: roll-ups and retention, on a thread of their own so that
 * commits never wait for them. What fails is tried again next time.
 */
final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final long STEP_SECONDS = 10;

  /** After another led, what it sent last may still be on its way to the store. */
  private static final long SETTLE_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private static final long RETENTION_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private final RollUp rollUp;
  private final Storage storage;
  private final RollUpSettings settings;
  private final InstantSource clock;
  private final BooleanSupplier leads;
  private final Telemetry telemetry;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private long retainedMillis;
  private long settledMillis = Long.MIN_VALUE;

  Maintenance(Storage storage, RollUpSettings settings, Surroundings surroundings) {
    this.storage = storage;
    this.settings = settings;
    this.clock = surroundings.clock();
    this.leads = surroundings.leads();
    this.telemetry = surroundings.telemetry();
    this.rollUp =
        new RollUp(
            storage,
            settings,
            new RollUp.Surroundings(
                surroundings.zone(), surroundings.leads(), surroundings.telemetry()));
    this.thread = Thread.ofVirtual().name("maintenance").unstarted(this::run);
  }

  /**
   * The process around it.
   *
   * @param leads whether this is the process to do it, at this very moment
   */
  record Surroundings(
      InstantSource clock, ZoneId zone, BooleanSupplier leads, Telemetry telemetry) {}

  void start() {
    thread.start();
  }

  /** One round, when this process leads. Never throws. */
  void step() {
    long now = clock.millis();
    if (!leads.getAsBoolean()) {
      settledMillis = Long.MAX_VALUE;
      return;
    }
    if (settledMillis == Long.MAX_VALUE) {
      settledMillis = now + SETTLE_MILLIS;
    }
    if (now >= settledMillis) {
      work();
    }
  }

  private void work() {
    try {
      boolean more = true;
      while (more && stop.getCount() > 0) {
        more = rollUp.step(clock.millis());
      }
    } catch (Fault fault) {
      LOG.warn("Hours could not be summed up, trying again: {}", fault.getMessage());
    } catch (RuntimeException bug) {
      LOG.error("Summing up hours failed, trying again", bug);
    }
    try {
      retain(clock.millis());
    } catch (Fault fault) {
      LOG.warn("Old data could not be dropped, trying again: {}", fault.getMessage());
    } catch (RuntimeException bug) {
      LOG.error("Dropping old data failed, trying again", bug);
    }
  }

  /** Stops after the step under way, or leaves that to itself after {@code most}. */
  void close(Duration most) throws InterruptedException {
    stop.countDown();
    if (thread.isAlive() && !thread.join(most)) {
      thread.interrupt();
    }
  }

  private void retain(long nowMillis) {
    if (nowMillis - retainedMillis < RETENTION_MILLIS) {
      return;
    }
    retainedMillis = nowMillis;
    int dropped =
        storage.dropBefore(
            nowMillis - settings.recordsTtlMillis(), nowMillis - settings.metricsTtlMillis());
    telemetry.counter(SelfMetric.ORRERY_RETENTION_DROPPED).add(dropped);
  }

  private void run() {
    try {
      while (!stop.await(STEP_SECONDS, TimeUnit.SECONDS)) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
