// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.TimeRange;
import orrery.store.Schema;

/** Traces: lists of them, one whole, and the tags they can be searched by. */
final class TraceFields implements FieldGroup {
  private static final int MAX_TAGS = 100;

  private final Traces traces;
  private final IntFunction<String> componentName;
  private final Durations durations;

  /**
   * @param componentName what a component number stands for
   */
  TraceFields(Traces traces, IntFunction<String> componentName, Durations durations) {
    this.traces = traces;
    this.componentName = componentName;
    this.durations = durations;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("queryBasicTraces", this::list)
                .dataFetcher("queryTrace", this::trace)
                .dataFetcher("queryTraceTagAutocompleteKeys", this::tagKeys)
                .dataFetcher("queryTraceTagAutocompleteValues", this::tagValues)
                .dataFetcher("hasQueryTracesV2Support", _ -> false)
                .dataFetcher("queryTraces", _ -> noList()));
  }

  private Map<String, Object> list(DataFetchingEnvironment environment) {
    Arguments condition = Arguments.of(environment).optionalObject("condition");
    List<Segment> found =
        condition == null ? List.of() : traces.find(TraceSearch.read(condition, durations));
    return Map.of("traces", found.stream().map(TraceFields::brief).toList());
  }

  private static Map<String, Object> brief(Segment segment) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    boolean error = false;
    for (Span span : segment.spans()) {
      start = Math.min(start, span.startMillis());
      end = Math.max(end, span.endMillis());
      error |= span.error();
    }
    return Map.of(
        "segmentId", segment.segmentId(),
        "endpointNames", List.of(endpointName(segment)),
        "duration", Math.clamp(end - start, 0, Integer.MAX_VALUE),
        "start", Long.toString(start),
        "isError", error,
        "traceIds", List.of(segment.traceId()));
  }

  private static String endpointName(Segment segment) {
    for (Span span : segment.spans()) {
      if (span.type() == SpanType.ENTRY) {
        return span.operationName();
      }
    }
    return segment.spans().getFirst().operationName();
  }

  private Map<String, Object> trace(DataFetchingEnvironment environment) {
    List<Segment> segments = traces.segments(Arguments.of(environment).text("traceId"));
    List<Map<String, @Nullable Object>> spans = new ArrayList<>();
    for (TraceTree.Node node : TraceTree.inReadingOrder(segments)) {
      spans.add(span(node.segment(), node.span()));
    }
    return Map.of("spans", spans);
  }

  private Map<String, @Nullable Object> span(Segment segment, Span span) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("traceId", segment.traceId());
    fields.put("segmentId", segment.segmentId());
    fields.put("spanId", span.id());
    fields.put("parentSpanId", span.parentId());
    fields.put("refs", span.references().stream().map(TraceFields::reference).toList());
    fields.put("serviceCode", segment.service());
    fields.put("serviceInstanceName", segment.instance());
    fields.put("startTime", span.startMillis());
    fields.put("endTime", span.endMillis());
    fields.put("endpointName", span.operationName());
    fields.put("type", span.type().label());
    fields.put("peer", span.peer());
    fields.put("component", componentName.apply(span.componentId()));
    fields.put("isError", span.error());
    fields.put("layer", span.layer().label());
    fields.put("tags", keyValues(span.tags()));
    fields.put(
        "logs",
        span.logs().stream()
            .map(log -> Map.of("time", log.timeMillis(), "data", keyValues(log.data())))
            .toList());
    fields.put("attachedEvents", List.of());
    return fields;
  }

  private static Map<String, Object> reference(SegmentReference reference) {
    return Map.of(
        "traceId", reference.traceId(),
        "parentSegmentId", reference.parentSegmentId(),
        "parentSpanId", reference.parentSpanId(),
        "type", reference.crossThread() ? "CROSS_THREAD" : "CROSS_PROCESS");
  }

  private static List<Map<String, String>> keyValues(List<Tag> tags) {
    return tags.stream().map(tag -> Map.of("key", tag.key(), "value", tag.value())).toList();
  }

  private List<String> tagKeys(DataFetchingEnvironment environment) {
    TimeRange range = durations.read(Arguments.of(environment), "duration");
    return traces.records().tagKeys(Schema.SEGMENT, range.fromMillis(), range.toMillis(), MAX_TAGS);
  }

  private List<String> tagValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    TimeRange range = durations.read(arguments, "duration");
    return traces
        .records()
        .tagValues(
            Schema.SEGMENT,
            arguments.text("tagKey"),
            range.fromMillis(),
            range.toMillis(),
            MAX_TAGS);
  }

  private static Map<String, Object> noList() {
    return Map.of(
        "traces", List.of(), "retrievedTimeRange", Map.of("startTime", 0L, "endTime", 0L));
  }
}
