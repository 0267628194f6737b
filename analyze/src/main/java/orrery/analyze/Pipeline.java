// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.aggregate.Aggregation;
import orrery.aggregate.Worker;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Intake;
import orrery.model.JvmReport;
import orrery.model.Segment;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;

/**
 * The door of this room: takes reports in, finds out what they say, and has it added up and stored.
 * Analysis happens on the caller's thread, in microseconds; storage is waited for elsewhere. A
 * report that cannot be analysed because of a bug is dropped, counted and logged; nothing else
 * suffers.
 */
public final class Pipeline implements Intake, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** What a report weighs besides its payload, in bytes: its row, its share of sums. */
  private static final int REPORT_BYTES = 256;

  private static final int SAMPLE_BYTES = 256;
  private static final long LOG_INTERVAL_MILLIS = 10_000;

  private final InstantSource clock;
  private final Aggregation aggregation;
  private final SegmentAnalyzer segments;
  private final JvmAnalysis jvm;
  private final LongAdder bugs;
  private final AtomicLong loggedMillis = new AtomicLong();

  public Pipeline(
      PipelineSettings settings,
      Storage storage,
      Telemetry telemetry,
      Aggregation.Surroundings surroundings) {
    this.clock = surroundings.clock();
    this.aggregation = new Aggregation(settings.aggregation(), storage, telemetry, surroundings);
    TimeWindow window =
        new TimeWindow(
            settings.aggregation().rollUps().metricsTtlMillis(),
            settings.maxAheadMillis(),
            telemetry.counter(SelfMetric.ORRERY_LATE_OBSERVATIONS, "old"),
            telemetry.counter(SelfMetric.ORRERY_LATE_OBSERVATIONS, "future"));
    this.segments = new SegmentAnalyzer(settings, aggregation.aliases(), window, telemetry);
    this.jvm = new JvmAnalysis(window);
    this.bugs = telemetry.counter(SelfMetric.TRACE_DROPPED_COUNT, "bug");
  }

  /**
   * Loads what earlier processes learned and begins to store.
   *
   * @throws Fault as storage does
   */
  public void start() {
    aggregation.start();
  }

  @Override
  public void segment(Segment segment) {
    work(
        REPORT_BYTES + segment.payload().length,
        (worker, now) -> segments.analyze(worker, segment, now));
  }

  @Override
  public void properties(InstanceProperties properties) {
    work(REPORT_BYTES, (worker, now) -> InstanceFacts.describe(worker, properties, now));
  }

  @Override
  public void keepAlive(InstancePing ping) {
    work(REPORT_BYTES, (worker, now) -> InstanceFacts.alive(worker, ping, now));
  }

  @Override
  public void jvm(JvmReport report) {
    work(
        REPORT_BYTES + (long) SAMPLE_BYTES * report.samples().size(),
        (worker, now) -> jvm.analyze(worker, report, now));
  }

  @Override
  public CompletableFuture<Void> safe() {
    return aggregation.safe();
  }

  @Override
  public CompletableFuture<Void> room() {
    return aggregation.room();
  }

  /** Whether what comes in gets stored. */
  public List<Check> check() {
    return aggregation.check();
  }

  /** As {@link #close(Duration)}, within ten seconds. */
  @Override
  public void close() {
    aggregation.close();
  }

  /**
   * Stores what was taken in, as far as storage works, and stops. Where it does not, whoever waits
   * is told so. Idempotent.
   *
   * @param most how long that may take, whatever storage does
   */
  public void close(Duration most) {
    aggregation.close(most);
  }

  private void work(long bytes, ObjLongConsumer<Worker> task) {
    long now = clock.millis();
    aggregation.work(
        bytes,
        worker -> {
          try {
            task.accept(worker, now);
          } catch (RuntimeException bug) {
            bugs.increment();
            long logged = loggedMillis.get();
            if (now - logged >= LOG_INTERVAL_MILLIS && loggedMillis.compareAndSet(logged, now)) {
              LOG.error("A report could not be analysed and is dropped (a bug)", bug);
            }
          }
        });
  }
}
