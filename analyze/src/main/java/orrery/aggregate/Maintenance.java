// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;

/**
 * What has to be done now and then: roll-ups and retention, on a thread of their own so that
 * commits never wait for them. What fails is tried again next time.
 */
final class Maintenance {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
  private static final long STEP_SECONDS = 10;
  private static final long RETENTION_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private final RollUp rollUp;
  private final Storage storage;
  private final RollUpSettings settings;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private long retainedMillis;

  Maintenance(
      RollUp rollUp,
      Storage storage,
      RollUpSettings settings,
      InstantSource clock,
      Telemetry telemetry) {
    this.rollUp = rollUp;
    this.storage = storage;
    this.settings = settings;
    this.clock = clock;
    this.telemetry = telemetry;
    this.thread = Thread.ofVirtual().name("maintenance").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** One round. Never throws. */
  void step() {
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
