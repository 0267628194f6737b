// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLog;
import orrery.model.Tag;
import orrery.query.schema.ComponentLibrary;

/** The spans of a trace as clients draw them. */
final class TraceDetail {
  private final ComponentLibrary components;

  TraceDetail(ComponentLibrary components) {
    this.components = components;
  }

  /** All spans, a parent before its children. */
  List<Map<String, Object>> spans(List<Segment> segments) {
    List<Map<String, Object>> spans = new ArrayList<>();
    for (SpanTree.Node node : SpanTree.ordered(segments)) {
      spans.add(describe(node.segment(), node.span()));
    }
    return spans;
  }

  private Map<String, Object> describe(Segment segment, Span span) {
    return Map.ofEntries(
        Map.entry("traceId", segment.traceId()),
        Map.entry("segmentId", segment.segmentId()),
        Map.entry("spanId", span.id()),
        Map.entry("parentSpanId", span.parentId()),
        Map.entry("refs", span.references().stream().map(TraceDetail::reference).toList()),
        Map.entry("serviceCode", segment.service()),
        Map.entry("serviceInstanceName", segment.instance()),
        Map.entry("startTime", span.startMillis()),
        Map.entry("endTime", span.endMillis()),
        Map.entry("endpointName", span.operationName()),
        Map.entry("type", span.type().label()),
        Map.entry("peer", span.peer()),
        Map.entry("component", components.name(span.componentId())),
        Map.entry("isError", span.error()),
        Map.entry("layer", span.layer().label()),
        Map.entry("tags", tags(span.tags())),
        Map.entry("logs", span.logs().stream().map(TraceDetail::log).toList()),
        Map.entry("attachedEvents", List.of()));
  }

  private static Map<String, Object> reference(SegmentReference reference) {
    return Map.of(
        "traceId", reference.traceId(),
        "parentSegmentId", reference.parentSegmentId(),
        "parentSpanId", reference.parentSpanId(),
        "type", reference.crossThread() ? "CROSS_THREAD" : "CROSS_PROCESS");
  }

  private static Map<String, Object> log(SpanLog log) {
    return Map.of("time", log.timeMillis(), "data", tags(log.data()));
  }

  private static List<Map<String, Object>> tags(List<Tag> tags) {
    List<Map<String, Object>> described = new ArrayList<>(tags.size());
    for (Tag tag : tags) {
      described.add(Map.of("key", tag.key(), "value", tag.value()));
    }
    return described;
  }
}
