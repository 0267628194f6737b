// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A topology in names, so that it can be compared as a whole.
 *
 * @param nodes {@code name (type, real or not)}
 * @param calls {@code from -> to [detect points]}
 */
record Topology(Set<String> nodes, Set<String> calls) {
  private static final String GLOBAL =
      """
      query ($duration: Duration!) {
        getGlobalTopology(duration: $duration) {
          nodes { id name type isReal }
          calls { id source target detectPoints sourceComponents targetComponents }
        }
      }
      """;

  /** Everything of the last hours. */
  static Topology global(GraphQl graphQl) {
    JsonNode answer =
        graphQl.query(GLOBAL, Map.of("duration", graphQl.lately())).path("getGlobalTopology");
    Map<String, String> names = new HashMap<>();
    Set<String> nodes = new TreeSet<>();
    for (JsonNode node : answer.path("nodes")) {
      String name = node.path("name").asString();
      names.put(node.path("id").asString(), name);
      String kind = node.path("isReal").asBoolean() ? "real" : "not real";
      nodes.add(name + " (" + node.path("type").asString("null") + ", " + kind + ")");
    }
    Set<String> calls = new TreeSet<>();
    for (JsonNode call : answer.path("calls")) {
      Set<String> points = new TreeSet<>();
      call.path("detectPoints").forEach(point -> points.add(point.asString()));
      String from = call.path("source").asString();
      String to = call.path("target").asString();
      calls.add(
          names.getOrDefault(from, from) + " -> " + names.getOrDefault(to, to) + " " + points);
    }
    return new Topology(nodes, calls);
  }
}
