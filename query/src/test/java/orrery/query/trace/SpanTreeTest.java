// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanType;

class SpanTreeTest {
  @Test
  void eachSpanIsFollowedByWhatItCalled_earliestFirst() {
    Segment root = segment("a", span(0, -1, 10), span(2, 0, 30), span(1, 0, 20), span(3, 1, 21));
    assertThat(order(root)).containsExactly("a0", "a1", "a3", "a2");
  }

  @Test
  void referencesLeadIntoOtherSegments() {
    Segment caller = segment("a", span(0, -1, 10), span(1, 0, 11), span(2, 0, 15));
    Segment callee = segment("b", span(0, -1, 12, reference("a", 1)), span(1, 0, 13));
    assertThat(order(callee, caller)).containsExactly("a0", "a1", "b0", "b1", "a2");
  }

  @Test
  void referencesToNowhereStartATreeOfTheirOwn() {
    Segment lost = segment("b", span(0, -1, 5, reference("gone", 7)));
    Segment other = segment("a", span(0, -1, 3));
    assertThat(order(lost, other)).containsExactly("a0", "b0");
  }

  @Test
  void circlesAreShownOnceAndEnd() {
    Segment a = segment("a", span(0, -1, 1, reference("b", 0)));
    Segment b = segment("b", span(0, -1, 2, reference("a", 0)));
    Segment own = segment("c", span(0, 0, 3), span(1, 5, 4));
    assertThat(order(a, b, own)).containsExactlyInAnyOrder("a0", "b0", "c0", "c1");
  }

  @Test
  void aSegmentThatCameTwiceIsShownOnce() {
    Segment once = segment("a", span(0, -1, 1), span(1, 0, 2));
    assertThat(order(once, once)).containsExactly("a0", "a1");
  }

  @Test
  void tenThousandSpansMayNestInEachOther() {
    List<Span> spans = new ArrayList<>();
    for (int id = 0; id < 10_000; id++) {
      spans.add(span(id, id - 1, id));
    }
    List<String> order = order(segment("a", spans.toArray(Span[]::new)));
    assertThat(order).hasSize(10_000).startsWith("a0", "a1").endsWith("a9999");
  }

  private static List<String> order(Segment... segments) {
    return SpanTree.ordered(List.of(segments)).stream()
        .map(node -> node.segment().segmentId() + node.span().id())
        .toList();
  }

  private static Segment segment(String id, Span... spans) {
    return new Segment(
        "t", id, "shop", "i", List.of(spans), false, PayloadFormat.NONE, new byte[0]);
  }

  private static SegmentReference reference(String segmentId, int spanId) {
    return new SegmentReference(false, "t", segmentId, spanId, "", "", "", "");
  }

  private static Span span(int id, int parent, long start, SegmentReference... references) {
    return new Span(
        id,
        parent,
        start,
        start + 1,
        List.of(references),
        "op",
        "",
        SpanType.LOCAL,
        SpanLayer.UNKNOWN,
        0,
        false,
        List.of(),
        List.of(),
        false);
  }
}
