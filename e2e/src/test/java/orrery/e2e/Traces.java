// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads traces as the trace page does. */
final class Traces {
  private static final int TRACES_PER_REQUEST = 50;
  private static final String SPANS =
      """
      query ($id: ID!) {
        trace: queryTrace(traceId: $id) {
          spans {
            traceId segmentId spanId parentSpanId
            refs { traceId parentSegmentId parentSpanId type }
            serviceCode serviceInstanceName startTime endTime endpointName type peer component
            isError layer tags { key value } logs { time data { key value } }
          }
        }
      }
      """;
  private static final String SEARCH =
      """
      query ($condition: TraceQueryCondition) {
        found: queryBasicTraces(condition: $condition) {
          traces { segmentId endpointNames duration start isError traceIds }
        }
      }
      """;

  private final GraphQl graphQl;

  Traces(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** The spans of a trace, in the order they are shown. */
  List<JsonNode> spans(String traceId) {
    return list(graphQl.query(SPANS, Map.of("id", traceId)).path("trace").path("spans"));
  }

  /** Those of the traces that have no span at all. */
  List<String> missing(List<String> traceIds) {
    List<String> missing = new ArrayList<>();
    for (int from = 0; from < traceIds.size(); from += TRACES_PER_REQUEST) {
      List<String> some =
          traceIds.subList(from, Math.min(from + TRACES_PER_REQUEST, traceIds.size()));
      StringBuilder query = new StringBuilder("{");
      for (int i = 0; i < some.size(); i++) {
        query.append(
            " t%d: queryTrace(traceId: \"%s\") { spans { spanId } }".formatted(i, some.get(i)));
      }
      JsonNode data = graphQl.query(query.append('}').toString());
      for (int i = 0; i < some.size(); i++) {
        if (data.path("t" + i).path("spans").isEmpty()) {
          missing.add(some.get(i));
        }
      }
    }
    return missing;
  }

  /** What the search finds in the last hours: newest first, at most {@code limit}. */
  List<JsonNode> find(Map<String, ?> filters, int limit) {
    Map<String, Object> condition = new HashMap<>(filters);
    condition.putIfAbsent("queryDuration", seconds(graphQl.lately()));
    condition.putIfAbsent("traceState", "ALL");
    condition.putIfAbsent("queryOrder", "BY_START_TIME");
    condition.put("paging", Map.of("pageNum", 1, "pageSize", limit));
    return list(graphQl.query(SEARCH, Map.of("condition", condition)).path("found").path("traces"));
  }

  private static Map<String, String> seconds(Map<String, String> minutes) {
    return Map.of(
        "start", minutes.get("start") + "00",
        "end", minutes.get("end") + "59",
        "step", "SECOND");
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }
}
