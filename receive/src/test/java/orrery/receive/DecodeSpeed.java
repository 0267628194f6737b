// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import orrery.model.telemetry.Telemetry;
import orrery.receive.SegmentDecoder.Depth;

/**
 * Prints the CPU time that decoding one segment costs, beside the generated classes; see the
 * README.
 */
final class DecodeSpeed {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SEGMENTS = 4_096;

  private DecodeSpeed() {}

  public static void main(String[] arguments) throws Exception {
    SampleSegments samples = new SampleSegments(1);
    byte[][] payloads = new byte[SEGMENTS][];
    long bytes = 0;
    for (int i = 0; i < SEGMENTS; i++) {
      payloads[i] = samples.typical();
      bytes += payloads[i].length;
    }
    SegmentDecoder decoder =
        new SegmentDecoder(new Texts(Texts.REMEMBERED, new Telemetry()), Depth.INGEST);
    long seen = 0;
    for (int round = 1; round <= 12; round++) {
      long ours = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 8 * SEGMENTS; i++) {
        seen += decoder.decode(payloads[i % SEGMENTS]).spans().size();
      }
      long theirs = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 8 * SEGMENTS; i++) {
        seen += SegmentObject.parseFrom(payloads[i % SEGMENTS]).getSpansCount();
      }
      long end = THREADS.getCurrentThreadCpuTime();
      System.out.printf(
          Locale.ROOT,
          "round %2d: %d bytes a segment, decoder %d ns, generated classes %d ns%n",
          round,
          bytes / SEGMENTS,
          (theirs - ours) / (8 * SEGMENTS),
          (end - theirs) / (8 * SEGMENTS));
    }
    System.out.println(seen + " spans seen");
  }
}
