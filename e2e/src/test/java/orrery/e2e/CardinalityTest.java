// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A service that puts something new into every endpoint name, a million times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardinalityTest {
  private static final String SERVICE = "chatty";
  private static final int NAMES = 1_000_000;
  private static final int NAMES_PER_SEGMENT = 500;
  private static final int SEGMENTS_PER_STREAM = 20;
  private static final int BEATS = 10;

  /** The defaults: names of their own, templates, and the one endpoint for all that is beyond. */
  private static final int ENDPOINTS_AT_MOST = 2_000 + 500 + 1;

  private static final long RESIDENT_BYTES_AT_MOST = 600L << 20;

  @AutoClose private final OrreryProcess orrery = OrreryProcess.fresh("cardinality");
  @AutoClose private final HealthyClient healthy = new HealthyClient(orrery);
  @AutoClose private final AgentClient agent = new AgentClient(orrery);

  @Test
  void boundsAMillionEndpointNames() {
    int streams = NAMES / NAMES_PER_SEGMENT / SEGMENTS_PER_STREAM;
    for (int stream = 0; stream < streams; stream++) {
      if (stream % (streams / BEATS) == 0) {
        healthy.beat();
      }
      List<SegmentObject> segments = new ArrayList<>();
      for (int i = 0; i < SEGMENTS_PER_STREAM; i++) {
        segments.add(segment((stream * SEGMENTS_PER_STREAM + i) * NAMES_PER_SEGMENT));
      }
      agent.report(segments);
    }

    healthy.verify();
    Metrics metrics = orrery.metrics();
    assertThat(metrics.sum("service_cpm", Metrics.service(SERVICE)))
        .as("folding names loses no calls")
        .isEqualTo(NAMES);
    List<String> endpoints = new Catalog(orrery.graphQl()).endpoints(SERVICE);
    assertThat(endpoints)
        .hasSizeLessThanOrEqualTo(ENDPOINTS_AT_MOST)
        .contains("/orders/{id}", "_abandoned");
    assertThat(new SelfMetrics(orrery).sum("orrery_endpoints_folded"))
        .isGreaterThan(NAMES - 2.0 * ENDPOINTS_AT_MOST);
    assertThat(orrery.peakResidentBytes()).isLessThan(RESIDENT_BYTES_AT_MOST);
  }

  /** Half of the names only differ in a number, which can be folded away; the others in words. */
  private static SegmentObject segment(int first) {
    SegmentObject.Builder segment = Segments.empty(SERVICE);
    long start = System.currentTimeMillis();
    for (int i = 0; i < NAMES_PER_SEGMENT; i++) {
      int number = first + i;
      String name = number % 2 == 0 ? "/orders/" + number : "/page/" + word(number);
      segment.addSpans(Segments.entry(i, name, start));
    }
    return segment.build();
  }

  /** A different word of letters for every number. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number; rest > 0; rest /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append('a');
    }
    return word.toString();
  }
}
