// SPDX-License-Identifier: Apache-2.0
package orrery.query.topology;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.Keys;
import orrery.query.schema.Ahead;
import orrery.query.schema.Arguments;
import orrery.query.schema.ComponentLibrary;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Named;
import orrery.query.schema.TimeRange;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.TieredMetrics;

/** Who calls whom, of services, instances and endpoints. */
public final class TopologyFields implements FieldGroup {
  private static final int MAX_SERVICES = 10_000;

  private final CatalogStore catalog;
  private final Relations relations;
  private final ComponentLibrary components;
  private final Durations durations;

  public TopologyFields(
      CatalogStore catalog, TieredMetrics metrics, ComponentLibrary components, ZoneId zone) {
    this.catalog = catalog;
    this.relations = new Relations(catalog, metrics);
    this.components = components;
    this.durations = new Durations(zone);
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type("Query", type -> processes(endpoints(instances(services(type)))));
  }

  private TypeRuntimeWiring.Builder services(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "getGlobalTopology",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              String layer = arguments.optionalText("layer");
              return services(
                  environment, layer == null || layer.isEmpty() ? null : ofLayer(layer));
            })
        .dataFetcher(
            "getServiceTopology",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return services(environment, Set.of(arguments.text("serviceId")));
            })
        .dataFetcher(
            "getServiceTopologyByName",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return services(environment, Set.of(Named.service(arguments.object("service"))));
            })
        .dataFetcher(
            "getServicesTopology",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return services(environment, new HashSet<>(arguments.texts("serviceIds")));
            })
        .dataFetcher(
            "getServicesTopologyByNames",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              Set<String> ids = new HashSet<>();
              arguments.objects("services").forEach(service -> ids.add(Named.service(service)));
              return services(environment, ids);
            });
  }

  private TypeRuntimeWiring.Builder instances(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "getServiceInstanceTopology",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return instances(
                  span(environment),
                  arguments.text("clientServiceId"),
                  arguments.text("serverServiceId"));
            })
        .dataFetcher(
            "getServiceInstanceTopologyByName",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return instances(
                  span(environment),
                  Named.service(arguments.object("clientService")),
                  Named.service(arguments.object("serverService")));
            });
  }

  private TypeRuntimeWiring.Builder endpoints(TypeRuntimeWiring.Builder type) {
    return type.dataFetcher(
            "getEndpointTopology",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return endpoints(span(environment), arguments.text("endpointId"));
            })
        .dataFetcher(
            "getEndpointDependencies",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return endpoints(span(environment), arguments.text("endpointId"));
            })
        .dataFetcher(
            "getEndpointDependenciesByName",
            environment -> {
              Arguments arguments = Arguments.of(environment);
              return endpoints(span(environment), Named.endpoint(arguments.object("endpoint")));
            });
  }

  /** Processes come from an eBPF agent, which nobody reads yet. */
  private static TypeRuntimeWiring.Builder processes(TypeRuntimeWiring.Builder type) {
    Map<String, Object> none = Map.of("nodes", List.of(), "calls", List.of());
    return type.dataFetcher("getProcessTopology", _ -> none)
        .dataFetcher("getProcessTopologyByName", _ -> none);
  }

  /** The duration asked for; all of it is read only where somebody asks for traffic. */
  private Relations.Span span(DataFetchingEnvironment environment) {
    return new Relations.Span(
        durations.read(Arguments.of(environment), "duration"),
        environment.getSelectionSet().containsAnyOf("calls/client", "calls/server"));
  }

  private Set<String> ofLayer(String layer) {
    Set<String> ids = new HashSet<>();
    for (CatalogEntry service : catalog.list(CatalogQuery.all(CatalogKind.SERVICE, MAX_SERVICES))) {
      if (layers(service).contains(layer)) {
        ids.add(Named.service(service));
      }
    }
    return ids;
  }

  private Map<String, Object> services(
      DataFetchingEnvironment environment, @Nullable Set<String> ids) {
    Relations.Span span = span(environment);
    List<Relation> known = relations.services(span.range());
    List<Relation> wanted = touching(known, ids);
    Set<String> ends = ends(wanted);
    boolean counted = environment.getSelectionSet().contains("nodes/traffic");
    Ahead<Map<Long, List<String>>> readingLayers = Ahead.started(() -> layersOf(ends));
    Ahead<Map<String, MetricPoint>> readingTraffic =
        counted ? Ahead.started(() -> trafficOf(span.range(), ends)) : Ahead.onDemand(Map::of);
    Graph graph = new Graph(components);
    relations.activeServices(wanted, span).forEach(graph::draw);
    known.forEach(graph::learn);
    Map<Long, List<String>> layers = readingLayers.get();
    Map<String, MetricPoint> traffic = readingTraffic.get();
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (String id : graph.nodes()) {
      Map<String, Object> node = node(graph, id);
      node.put("layers", layers.getOrDefault(Keys.of(id), List.of("UNDEFINED")));
      MetricPoint point = traffic.get(id);
      if (point != null) {
        node.put("traffic", new Counted().plus(point).fields());
      }
      nodes.add(node);
    }
    return topology(span, nodes, graph);
  }

  /** Relations from or to one of these services; all for null. */
  private static List<Relation> touching(
      List<Relation> relations, @Nullable Set<String> serviceIds) {
    return serviceIds == null
        ? relations
        : relations.stream()
            .filter(relation ->
                serviceIds.contains(relation.source()) || serviceIds.contains(relation.target()))
            .toList();
  }

  private Map<String, Object> instances(Relations.Span span, String clientId, String serverId) {
    return owned(span, relations.instances(span, clientId, serverId));
  }

  private Map<String, Object> endpoints(Relations.Span span, String endpointId) {
    return owned(span, relations.endpoints(span, endpointId));
  }

  /** Of things that belong to services: instances or endpoints. */
  private Map<String, Object> owned(Relations.Span span, List<Relations.Active> active) {
    Graph graph = new Graph(components);
    active.forEach(graph::draw);
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (String id : graph.nodes()) {
      Map<String, Object> node = node(graph, id);
      String serviceId = Relation.serviceOf(id);
      node.put("serviceId", serviceId);
      node.put("serviceName", Relation.nameOf(serviceId));
      node.put("layers", List.of());
      nodes.add(node);
    }
    return topology(span, nodes, graph);
  }

  private static Map<String, Object> topology(
      Relations.Span span, List<Map<String, Object>> nodes, Graph graph) {
    return Map.of(
        "nodes", nodes,
        "calls", graph.calls(),
        "minutes", span.range().minutes());
  }

  private static Map<String, Object> node(Graph graph, String id) {
    Map<String, Object> node = new HashMap<>();
    node.put("id", id);
    node.put("name", Relation.nameOf(id));
    node.put("isReal", Graph.isReal(id));
    String type = graph.type(id);
    if (type != null) {
      node.put("type", type);
    }
    return node;
  }

  /** What services counted themselves, by id. */
  private Map<String, MetricPoint> trafficOf(TimeRange range, Set<String> serviceIds) {
    Map<EntityKey, String> ids = new HashMap<>();
    for (String id : serviceIds) {
      if (Graph.isReal(id)) {
        ids.put(EntityKey.of(id), id);
      }
    }
    Map<String, MetricPoint> traffic = new HashMap<>();
    relations
        .ofServices(range, ids.keySet())
        .forEach((key, point) -> {
          String id = ids.get(key);
          if (id != null) {
            traffic.put(id, point);
          }
        });
    return traffic;
  }

  private static Set<String> ends(List<Relation> relations) {
    Set<String> ends = new HashSet<>();
    for (Relation relation : relations) {
      ends.add(relation.source());
      ends.add(relation.target());
    }
    return ends;
  }

  private Map<Long, List<String>> layersOf(Set<String> serviceIds) {
    if (serviceIds.isEmpty()) {
      return Map.of();
    }
    List<Long> keys = serviceIds.stream().map(Keys::of).toList();
    Map<Long, List<String>> layers = new HashMap<>();
    for (CatalogEntry service : catalog.get(CatalogKind.SERVICE, keys)) {
      layers.put(service.key(), layers(service));
    }
    return layers;
  }

  private static List<String> layers(CatalogEntry service) {
    String layers = service.attributes().getOrDefault("layers", "");
    return layers.isBlank() ? List.of("UNDEFINED") : List.of(layers.split(",", -1));
  }
}
