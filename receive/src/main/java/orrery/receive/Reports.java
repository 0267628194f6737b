// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.Intake;
import orrery.model.Segment;
import orrery.model.telemetry.Histogram;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;

/** What all receivers of one protocol share: where reports go and how they are counted. */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  /** One segment in this many is timed; a power of two. */
  private static final int TIMED = 16;

  private final String protocol;
  private final Intake intake;
  private final Texts texts;
  private final LongAdder segments;
  private final LongAdder spans;
  private final LongAdder unreadable;
  private final LongAdder refused;
  private final Histogram latency;
  private final SparseLog refusals = new SparseLog(NANOS_BETWEEN_LINES);

  Reports(String protocol, Intake intake, Texts texts, Telemetry telemetry) {
    this.protocol = protocol;
    this.intake = intake;
    this.texts = texts;
    segments = telemetry.counter(SelfMetric.ORRERY_SEGMENTS_RECEIVED, protocol);
    spans = telemetry.counter(SelfMetric.ORRERY_SPANS_RECEIVED, protocol);
    unreadable = telemetry.counter(SelfMetric.TRACE_ANALYSIS_ERROR_COUNT, protocol);
    refused = telemetry.counter(SelfMetric.ORRERY_REPORTS_REFUSED, protocol, "malformed");
    latency = telemetry.histogram(SelfMetric.TRACE_IN_LATENCY, protocol);
  }

  Intake intake() {
    return intake;
  }

  Texts texts() {
    return texts;
  }

  /** Counts a report that could not be read and says so in the log, now and then. */
  void refuse(Fault.Invalid fault) {
    refused.increment();
    refusals.line(suppressed ->
        LOG.warn(
            "Refused a malformed report over {}: {}{}",
            protocol,
            fault.getMessage(),
            suppressed == 0 ? "" : " (and " + suppressed + " others since the last line)"));
  }

  /** Takes in the segments of one stream, call or request. Not thread-safe. */
  final class Segments {
    private final SegmentDecoder decoder = new SegmentDecoder(texts, SegmentDecoder.Depth.INGEST);
    private int seen;

    /**
     * Hands a segment to the pipeline. What cannot be read is counted first.
     *
     * @throws Fault.Invalid when it cannot be read
     */
    void take(byte[] payload) {
      boolean timed = (seen++ & (TIMED - 1)) == 0;
      long startNanos = timed ? System.nanoTime() : 0;
      Segment segment;
      try {
        segment = decoder.decode(payload);
      } catch (Fault.Invalid fault) {
        unreadable.increment();
        refuse(fault);
        throw fault;
      }
      intake.segment(segment);
      segments.increment();
      spans.add(segment.spans().size());
      if (timed) {
        latency.observeSince(startNanos);
      }
    }
  }
}
