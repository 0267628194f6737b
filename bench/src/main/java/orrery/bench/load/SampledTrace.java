// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.concurrent.atomic.AtomicInteger;

/** A trace that is looked for afterwards, if all of its segments were acknowledged. */
final class SampledTrace {
  private final String traceId;
  private final int segments;
  private final int spans;
  private final AtomicInteger acked = new AtomicInteger();

  SampledTrace(String traceId, int segments, int spans) {
    this.traceId = traceId;
    this.segments = segments;
    this.spans = spans;
  }

  void segmentAcked() {
    acked.incrementAndGet();
  }

  boolean complete() {
    return acked.get() == segments;
  }

  Report.Trace report() {
    return new Report.Trace(traceId, segments, spans);
  }
}
