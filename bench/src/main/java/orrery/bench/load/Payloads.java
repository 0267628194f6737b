// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Encoded segments of the usual landscape, for those who need bytes rather than a stream. */
public final class Payloads {
  private Payloads() {}

  /** The segments of so many traces that end at this time; the same each time. */
  public static List<byte[]> of(int traces, long endMillis) {
    TraceTemplates templates =
        new TraceTemplates(new Landscape(20, 3, 50), 1, "%032x".formatted(endMillis));
    List<byte[]> payloads = new ArrayList<>();
    for (long n = 0; n < traces; n++) {
      TraceTemplate trace = templates.trace(n);
      double factor = templates.factor(n);
      for (SegmentTemplate segment : trace.segments()) {
        segment.stamp(n, endMillis - (long) (trace.durationMillis() * factor), factor);
        payloads.add(segment.bytes().clone());
      }
    }
    return payloads;
  }
}
