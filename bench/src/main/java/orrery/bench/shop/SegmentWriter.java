// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import java.util.random.RandomGenerator;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.Log;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;

/**
 * One segment while its thread runs: a clock and the spans so far. Spans are listed as they end.
 */
final class SegmentWriter {
  private static final double SIGMA = 0.45;

  private final SegmentObject.Builder segment;
  private final RandomGenerator random;
  private final SpanObject.Builder entry;
  private double nowMillis;
  private int spans;

  SegmentWriter(
      SegmentObject.Builder segment, RandomGenerator random, double startMillis, String endpoint) {
    this.segment = segment;
    this.random = random;
    this.nowMillis = startMillis;
    this.entry = span(endpoint, -1).setSpanType(SpanType.Entry);
  }

  SpanObject.Builder entry() {
    return entry;
  }

  String segmentId() {
    return segment.getTraceSegmentId();
  }

  double now() {
    return nowMillis;
  }

  /** Lets log-normal time pass. */
  void pass(double medianMillis) {
    nowMillis += medianMillis * Math.exp(SIGMA * random.nextGaussian());
  }

  /** Waits until then. */
  void waitUntil(double untilMillis) {
    nowMillis = Math.max(nowMillis, untilMillis);
  }

  /** Begins a span below the entry. */
  SpanObject.Builder local(String name) {
    return span(name, 0).setSpanType(SpanType.Local);
  }

  /** Begins a span that leaves the process. */
  SpanObject.Builder exit(String name, SpanLayer layer, int component, String peer) {
    return span(name, 0)
        .setSpanType(SpanType.Exit)
        .setSpanLayer(layer)
        .setComponentId(component)
        .setPeer(peer);
  }

  /** Ends a span now. */
  void end(SpanObject.Builder span) {
    segment.addSpans(span.setEndTime(Math.round(nowMillis)));
  }

  /** Ends a span now; one that is not ok with an error of this kind, as agents log it. */
  void end(SpanObject.Builder span, boolean ok, String kind, String message) {
    if (!ok) {
      span.setIsError(true)
          .addLogs(
              Log.newBuilder()
                  .setTime(Math.round(nowMillis))
                  .addData(tag("event", "error"))
                  .addData(tag("error.kind", kind))
                  .addData(tag("message", message))
                  .addData(tag("stack", kind + ": " + message)));
    }
    end(span);
  }

  static KeyStringValuePair tag(String key, String value) {
    return KeyStringValuePair.newBuilder().setKey(key).setValue(value).build();
  }

  private SpanObject.Builder span(String name, int parent) {
    return SpanObject.newBuilder()
        .setSpanId(spans++)
        .setParentSpanId(parent)
        .setOperationName(name)
        .setStartTime(Math.round(nowMillis));
  }
}
