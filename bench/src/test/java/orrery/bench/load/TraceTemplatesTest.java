// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.junit.jupiter.api.Test;

class TraceTemplatesTest {
  private static final long START = 1_795_421_939_402L;
  private static final String PREFIX = "0123456789abcdef0123456789abcdef";
  private static final Landscape LANDSCAPE = new Landscape(20, 3, 50);

  private final TraceTemplates templates = new TraceTemplates(LANDSCAPE, 7, PREFIX);

  @Test
  void aStampedSegmentParsesWithTheIdsAndTimesItWasStampedWith() throws Exception {
    TraceTemplate trace = templates.trace(0);
    List<SegmentObject> segments = stamped(trace, 123_456_789L, START, 1);

    assertThat(segments).hasSize(5);
    assertThat(segments)
        .allSatisfy(segment -> {
          assertThat(segment.getTraceId()).isEqualTo(PREFIX + ".42.00000000123456789");
          assertThat(segment.getSpansList()).hasSize(TraceEncoder.SPANS);
          assertThat(segment.getSpansList())
              .allSatisfy(span -> {
                assertThat(span.getStartTime()).isGreaterThanOrEqualTo(START);
                assertThat(span.getEndTime()).isGreaterThanOrEqualTo(span.getStartTime());
                assertThat(span.getEndTime())
                    .isLessThanOrEqualTo(START + (long) trace.durationMillis());
              });
        });
    assertThat(segments.getFirst().getTraceSegmentId())
        .isEqualTo(PREFIX + ".42." + "%017d".formatted(123_456_789L * 8));
  }

  @Test
  void referencesNameTheSpanThatCalledAndTheAddressItUsed() throws Exception {
    for (int n = 0; n < 50; n++) {
      Map<String, SegmentObject> byId = new HashMap<>();
      for (SegmentObject segment : stamped(templates.trace(n), n, START, templates.factor(n))) {
        byId.put(segment.getTraceSegmentId(), segment);
        for (SpanObject span : segment.getSpansList()) {
          for (SegmentReference reference : span.getRefsList()) {
            SegmentObject caller =
                Objects.requireNonNull(byId.get(reference.getParentTraceSegmentId()));
            SpanObject exit = span(caller, reference.getParentSpanId());
            assertThat(exit.getSpanType()).isEqualTo(SpanType.Exit);
            assertThat(exit.getPeer()).isEqualTo(reference.getNetworkAddressUsedAtPeer());
            assertThat(caller.getService()).isEqualTo(reference.getParentService());
            assertThat(caller.getServiceInstance()).isEqualTo(reference.getParentServiceInstance());
            assertThat(span(caller, 0).getOperationName()).isEqualTo(reference.getParentEndpoint());
            assertThat(reference.getTraceId()).isEqualTo(caller.getTraceId());
            assertThat(span.getStartTime()).isGreaterThanOrEqualTo(exit.getStartTime());
            assertThat(span.getEndTime()).isLessThanOrEqualTo(exit.getEndTime());
          }
        }
      }
      assertThat(byId).hasSize(5);
    }
  }

  @Test
  void theSameSeedMakesTheSameBytes() {
    TraceTemplates again = new TraceTemplates(LANDSCAPE, 7, PREFIX);
    TraceTemplates other = new TraceTemplates(LANDSCAPE, 8, PREFIX);

    assertThat(bytes(again, 100)).isEqualTo(bytes(templates, 100));
    assertThat(bytes(other, 100)).isNotEqualTo(bytes(templates, 100));
  }

  @Test
  void everyServiceInstanceAndEndpointIsReached() {
    Set<String> services = new HashSet<>();
    Set<String> instances = new HashSet<>();
    Set<String> endpoints = new HashSet<>();
    for (SegmentTemplate segment : templates.segments()) {
      services.add(segment.traffic().service());
      instances.add(segment.traffic().instance());
      endpoints.add(segment.traffic().service() + segment.traffic().endpoint());
    }
    assertThat(services).hasSize(20);
    assertThat(instances).hasSize(60);
    assertThat(endpoints).hasSize(1000);
  }

  @Test
  void aSegmentIsAboutSeventeenHundredBytesAndFewFail() {
    double size =
        templates.segments().stream().mapToInt(s -> s.bytes().length).average().orElseThrow();
    assertThat(size).isBetween(1650.0, 1750.0);
    long failing =
        templates.segments().stream()
            .filter(segment -> parse(segment.bytes()).getSpans(7).getIsError())
            .count();
    assertThat(failing).isBetween(30L, 300L);
  }

  @Test
  void smallLandscapesWorkToo() throws Exception {
    for (int services = 1; services <= 6; services++) {
      TraceTemplates small = new TraceTemplates(new Landscape(services, 1, 1), 1, PREFIX);
      assertThat(small.segments().stream().map(segment -> segment.traffic().service()).distinct())
          .hasSize(services);
      assertThat(stamped(small.trace(0), 1, START, 1)).isNotEmpty();
    }
  }

  private static byte[][] bytes(TraceTemplates templates, int traces) {
    byte[][] all = new byte[traces][];
    for (int n = 0; n < traces; n++) {
      SegmentTemplate first = templates.trace(n).segments().getFirst();
      first.stamp(n, START, templates.factor(n));
      all[n] = first.bytes().clone();
    }
    return all;
  }

  private static List<SegmentObject> stamped(
      TraceTemplate trace, long number, long start, double factor) {
    return trace.segments().stream()
        .map(segment -> {
          segment.stamp(number, start, factor);
          return parse(segment.bytes());
        })
        .toList();
  }

  private static SegmentObject parse(byte[] bytes) {
    try {
      return SegmentObject.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a segment", e);
    }
  }

  private static SpanObject span(SegmentObject segment, int id) {
    return segment.getSpansList().stream()
        .filter(span -> span.getSpanId() == id)
        .findFirst()
        .orElseThrow();
  }
}
