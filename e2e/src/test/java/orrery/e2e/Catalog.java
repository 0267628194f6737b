// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads what there is: services, instances, endpoints. Names come sorted. */
final class Catalog {
  private static final int ENDPOINTS_AT_MOST = 10_000;

  private final GraphQl graphQl;

  Catalog(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  /** Names of the services of a layer. */
  List<String> services(String layer) {
    JsonNode services =
        graphQl
            .query(
                "query ($layer: String) { s: listServices(layer: $layer) { name } }",
                Map.of("layer", layer))
            .path("s");
    return names(services, "name");
  }

  /** The id of a service that must be there. */
  String serviceId(String name) {
    JsonNode service =
        graphQl
            .query(
                "query ($name: String!) { s: findService(serviceName: $name) { id } }",
                Map.of("name", name))
            .path("s");
    if (!service.path("id").isString()) {
      throw new AssertionError("no service " + name);
    }
    return service.path("id").asString();
  }

  /** Whatever is known of the instances of a service. */
  List<JsonNode> instances(String service) {
    List<JsonNode> instances = new ArrayList<>();
    graphQl
        .query(
            """
            query ($duration: Duration!, $id: ID!) {
              i: listInstances(duration: $duration, serviceId: $id) {
                id name language instanceUUID attributes { name value }
              }
            }
            """,
            Map.of("duration", graphQl.lately(), "id", serviceId(service)))
        .path("i")
        .forEach(instances::add);
    return instances;
  }

  /** Attributes of an instance by name. */
  static Map<String, String> attributes(JsonNode instance) {
    Map<String, String> attributes = new TreeMap<>();
    for (JsonNode attribute : instance.path("attributes")) {
      attributes.put(attribute.path("name").asString(), attribute.path("value").asString());
    }
    return attributes;
  }

  /** Names of the endpoints of a service. */
  List<String> endpoints(String service) {
    JsonNode endpoints =
        graphQl
            .query(
                """
                query ($id: ID!, $limit: Int!) {
                  e: findEndpoint(keyword: "", serviceId: $id, limit: $limit) { name }
                }
                """,
                Map.of("id", serviceId(service), "limit", ENDPOINTS_AT_MOST))
            .path("e");
    return names(endpoints, "name");
  }

  private static List<String> names(JsonNode nodes, String field) {
    List<String> names = new ArrayList<>();
    nodes.forEach(node -> names.add(node.path(field).asString()));
    names.sort(null);
    return names;
  }
}
