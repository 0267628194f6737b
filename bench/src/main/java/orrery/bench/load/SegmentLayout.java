// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.Random;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;

/** One thread's way through a segment: what it does takes log-normal time, one after the other. */
final class SegmentLayout {
  private static final double SIGMA = 0.7;

  private final Random random;
  private double micros;

  SegmentLayout(double startMicros, Random random) {
    this.micros = startMicros;
    this.random = random;
  }

  /** The time now, as templates write it. */
  long now() {
    return SegmentTemplate.EPOCH + (long) micros;
  }

  /** Lets about this much time pass; answers the time after. */
  long step(int medianMicros) {
    micros += medianMicros * Math.exp(SIGMA * random.nextGaussian());
    return now();
  }

  /** Waits until then. */
  void moveTo(double untilMicros) {
    micros = Math.max(micros, untilMicros);
  }

  /** Runs a whole span that takes about this long. */
  SpanObject.Builder run(SpanObject.Builder span, int medianMicros) {
    return span.setStartTime(now()).setEndTime(step(medianMicros));
  }
}
