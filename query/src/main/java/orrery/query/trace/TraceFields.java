// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import orrery.model.Fault;
import orrery.model.PayloadDecoder;
import orrery.query.schema.Arguments;
import orrery.query.schema.ComponentLibrary;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Named;
import orrery.query.schema.TimeRange;
import orrery.store.RecordStore;
import orrery.store.Schema;

/** The list of traces, one trace, and the tags to search by. */
public final class TraceFields implements FieldGroup {
  /** How many tag keys, and values of one key, are offered. */
  private static final int MAX_TAGS = 100;

  private final RecordStore records;
  private final Segments segments;
  private final TraceList list;
  private final TraceDetail detail;
  private final Durations durations;

  public TraceFields(
      RecordStore records, PayloadDecoder decoder, ComponentLibrary components, ZoneId zone) {
    this.records = records;
    this.segments = new Segments(records, decoder);
    this.durations = new Durations(zone);
    this.list = new TraceList(segments, durations);
    this.detail = new TraceDetail(components);
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("queryBasicTraces", this::basicTraces)
                .dataFetcher("queryBasicTracesByName", this::basicTracesByName)
                .dataFetcher("queryTrace", this::trace)
                .dataFetcher("queryTraces", _ -> version2())
                .dataFetcher("hasQueryTracesV2Support", _ -> false)
                .dataFetcher("queryTraceTagAutocompleteKeys", this::tagKeys)
                .dataFetcher("queryTraceTagAutocompleteValues", this::tagValues));
  }

  private Map<String, Object> basicTraces(DataFetchingEnvironment environment) {
    Arguments condition = Arguments.of(environment).object("condition");
    return list.find(
        condition,
        new TraceList.About(
            condition.text("serviceId", ""),
            condition.text("serviceInstanceId", ""),
            condition.text("endpointId", "")));
  }

  private Map<String, Object> basicTracesByName(DataFetchingEnvironment environment) {
    Arguments condition = Arguments.of(environment).object("condition");
    Arguments service = condition.optionalObject("service");
    Arguments instance = condition.optionalObject("serviceInstance");
    Arguments endpoint = condition.optionalObject("endpoint");
    return list.find(
        condition,
        new TraceList.About(
            service == null ? "" : Named.service(service),
            instance == null ? "" : Named.instance(instance),
            endpoint == null ? "" : Named.endpoint(endpoint)));
  }

  private Map<String, Object> trace(DataFetchingEnvironment environment) {
    return Map.of(
        "spans", detail.spans(segments.ofTrace(Arguments.of(environment).text("traceId").strip())));
  }

  private static Map<String, Object> version2() {
    throw new Fault.Unsupported(
        "queryTraces is not supported, as hasQueryTracesV2Support tells; use queryBasicTraces");
  }

  private List<String> tagKeys(DataFetchingEnvironment environment) {
    TimeRange range = durations.read(Arguments.of(environment), "duration");
    return records.tagKeys(Schema.SEGMENT, range.fromMillis(), range.toMillis(), MAX_TAGS);
  }

  private List<String> tagValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    TimeRange range = durations.read(arguments, "duration");
    return records.tagValues(
        Schema.SEGMENT, arguments.text("tagKey"), range.fromMillis(), range.toMillis(), MAX_TAGS);
  }
}
