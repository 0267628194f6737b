// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.util.UUID;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;

/** Segments as agents write them, for tests to bend. */
final class Segments {
  /** Of the Tomcat plugin: an HTTP server. */
  private static final int TOMCAT = 1;

  static final int DURATION_MILLIS = 25;

  private Segments() {}

  /** One request that has just been served: a segment of a single entry span. */
  static SegmentObject.Builder request(String service, String endpoint) {
    return requestAt(service, endpoint, System.currentTimeMillis() - DURATION_MILLIS);
  }

  /** The same, started at a time of one's own. */
  static SegmentObject.Builder requestAt(String service, String endpoint, long startMillis) {
    return empty(service).addSpans(entry(0, endpoint, startMillis));
  }

  /** A segment without spans. */
  static SegmentObject.Builder empty(String service) {
    return SegmentObject.newBuilder()
        .setTraceId(newId())
        .setTraceSegmentId(newId())
        .setService(service)
        .setServiceInstance(service + "-1");
  }

  static SpanObject.Builder entry(int id, String endpoint, long startMillis) {
    return SpanObject.newBuilder()
        .setSpanId(id)
        .setParentSpanId(id - 1)
        .setStartTime(startMillis)
        .setEndTime(startMillis + DURATION_MILLIS)
        .setOperationName(endpoint)
        .setSpanType(SpanType.Entry)
        .setSpanLayer(SpanLayer.Http)
        .setComponentId(TOMCAT);
  }

  static SpanObject.Builder local(int id, String operation, long startMillis) {
    return entry(id, operation, startMillis)
        .setSpanType(SpanType.Local)
        .setSpanLayer(SpanLayer.Unknown)
        .setComponentId(0);
  }

  static SpanObject.Builder exit(int id, String operation, String peer, long startMillis) {
    return entry(id, operation, startMillis).setSpanType(SpanType.Exit).setPeer(peer);
  }

  /** A request in the JSON of the HTTP port. */
  static String json(SegmentObject request) {
    SpanObject span = request.getSpans(0);
    return """
    {"traceId": "%s", "traceSegmentId": "%s", "service": "%s", "serviceInstance": "%s", "spans": [
     {"spanId": 0, "parentSpanId": -1, "startTime": %d, "endTime": %d, "operationName": "%s",
      "spanType": "Entry", "spanLayer": "Http", "componentId": %d}]}
    """
        .formatted(
            request.getTraceId(),
            request.getTraceSegmentId(),
            request.getService(),
            request.getServiceInstance(),
            span.getStartTime(),
            span.getEndTime(),
            span.getOperationName(),
            span.getComponentId());
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
