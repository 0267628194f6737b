// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.skywalking.apm.network.language.agent.v3.RefType;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.jspecify.annotations.Nullable;
import orrery.bench.load.Landscape.Place;

/**
 * Lays a trace out in time and encodes its segments: the ids end in zeros and a segment's ordinal,
 * the times count microseconds from {@link SegmentTemplate#EPOCH}; both are stamped over later.
 */
final class TraceEncoder {
  /** Spans of each segment. */
  static final int SPANS = 8;

  private static final double ERROR_SHARE = 0.02;

  private final Landscape landscape;
  private final Random random;
  private final String idPrefix;
  private final SpanShapes shapes;
  private int templates;

  TraceEncoder(Landscape landscape, Random random, String idPrefix) {
    this.landscape = landscape;
    this.random = random;
    this.idPrefix = idPrefix;
    this.shapes = new SpanShapes(landscape, random);
  }

  /** One trace that begins at this endpoint. */
  TraceTemplate trace(Place front) {
    Trace trace = new Trace(random.nextDouble() < ERROR_SHARE);
    double end = trace.visit(front, random.nextInt(landscape.instances()), null, 0);
    return new TraceTemplate(trace.segments, end / 1000);
  }

  /** The span another segment calls from, in the words of a reference. */
  private record Caller(int ordinal, int spanId, Place place, int instance) {}

  private final class Trace {
    private final boolean error;
    private final List<SegmentTemplate> segments = new ArrayList<>();
    private int ordinals;

    Trace(boolean error) {
      this.error = error;
    }

    /** Adds the segment of this visit and of those it calls; answers when it ends. */
    double visit(Place place, int instance, @Nullable Caller caller, double startMicros) {
      int ordinal = ordinals++;
      int position = segments.size();
      SegmentLayout layout = new SegmentLayout(startMicros, random);
      List<SpanObject.Builder> spans = new ArrayList<>();
      SpanObject.Builder entry = shapes.entry(place, error).setStartTime(layout.now());
      if (caller != null) {
        entry.addRefs(reference(caller, place, instance));
      }
      SpanObject.Builder work = shapes.local(1, 0, place, "handle").setStartTime(layout.step(300));
      spans.add(layout.run(shapes.cache(2, 1, place.service(), "GET"), 900));
      spans.add(layout.run(shapes.select(3, 1, place), 6000));
      List<Place> callees = landscape.callees(place);
      for (int i = 0; i < 2; i++) {
        int id = 4 + i;
        if (i < callees.size()) {
          spans.add(call(callees.get(i), new Caller(ordinal, id, place, instance), layout));
        } else if (i == 1) {
          spans.add(layout.run(shapes.update(id, 1, place), 9000));
        } else {
          spans.add(layout.run(shapes.local(id, 1, place, "validate"), 1500));
        }
      }
      spans.add(work.setEndTime(layout.step(200)));
      SpanObject.Builder render = shapes.local(6, 0, place, "render").setStartTime(layout.now());
      spans.add(layout.run(shapes.cache(7, 6, place.service(), "SET"), 1100));
      spans.add(render.setEndTime(layout.step(800)));
      // As agents do: a span is listed when it ends, so the entry comes last.
      spans.add(shapes.failed(entry.setEndTime(layout.step(200)), error));
      segments.add(position, encode(ordinal, place, instance, caller, spans));
      return layout.now() - SegmentTemplate.EPOCH;
    }

    private SpanObject.Builder call(Place callee, Caller caller, SegmentLayout layout) {
      int instance = random.nextInt(landscape.instances());
      SpanObject.Builder exit =
          shapes
              .call(caller.spanId, callee, landscape.address(callee.service(), instance), error)
              .setStartTime(layout.now());
      double arrival = layout.step(400) - SegmentTemplate.EPOCH;
      layout.moveTo(visit(callee, instance, caller, arrival));
      return exit.setEndTime(layout.step(400));
    }

    private SegmentTemplate encode(
        int ordinal,
        Place place,
        int instance,
        @Nullable Caller caller,
        List<SpanObject.Builder> spans) {
      SegmentObject.Builder segment =
          SegmentObject.newBuilder()
              .setTraceId(id(idPrefix, 0))
              .setTraceSegmentId(id(idPrefix, ordinal))
              .setService(landscape.service(place.service()))
              .setServiceInstance(landscape.instance(place.service(), instance));
      spans.forEach(segment::addSpans);
      Traffic traffic =
          new Traffic(
              landscape.service(place.service()),
              landscape.instance(place.service(), instance),
              landscape.endpoint(place),
              caller == null ? "User" : landscape.service(caller.place.service()),
              caller == null ? null : landscape.endpoint(caller.place),
              SpanShapes.peers(spans, SpanShapes.MYSQL),
              SpanShapes.peers(spans, SpanShapes.JEDIS));
      return new SegmentTemplate(
          templates++,
          place.service() * landscape.instances() + instance,
          traffic,
          segment.build().toByteArray());
    }
  }

  private SegmentReference reference(Caller caller, Place place, int instance) {
    return SegmentReference.newBuilder()
        .setRefType(RefType.CrossProcess)
        .setTraceId(id(idPrefix, 0))
        .setParentTraceSegmentId(id(idPrefix, caller.ordinal))
        .setParentSpanId(caller.spanId)
        .setParentService(landscape.service(caller.place.service()))
        .setParentServiceInstance(landscape.instance(caller.place.service(), caller.instance))
        .setParentEndpoint(landscape.endpoint(caller.place))
        .setNetworkAddressUsedAtPeer(landscape.address(place.service(), instance))
        .build();
  }

  /** A trace's or segment's id, in an agent's form. */
  static String id(String prefix, long number) {
    return "%s.42.%017d".formatted(prefix, number);
  }
}
