// SPDX-License-Identifier: Apache-2.0
package orrery.query.metadata;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Layer;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.store.CatalogStore;

/**
 * Metadata as clients asked before layers. Their "services" are those of the layer GENERAL,
 * browsers of BROWSER, databases of VIRTUAL_DATABASE. Durations of lists are checked, then ignored:
 * what is in the catalogue was alive within the retention.
 */
public final class LegacyMetadataFields implements FieldGroup {
  private final Catalog catalog;
  private final Durations durations;

  public LegacyMetadataFields(CatalogStore store, ZoneId zone) {
    this.catalog = new Catalog(store);
    this.durations = new Durations(zone);
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        type ->
            type.dataFetcher("getAllServices", this::allServices)
                .dataFetcher("searchServices", e -> list(e, Layer.GENERAL))
                .dataFetcher("searchService", e -> named(e, Layer.GENERAL))
                .dataFetcher("getAllBrowserServices", e -> list(e, Layer.BROWSER))
                .dataFetcher("searchBrowserServices", e -> list(e, Layer.BROWSER))
                .dataFetcher("searchBrowserService", e -> named(e, Layer.BROWSER))
                .dataFetcher("getAllDatabases", this::databases)
                .dataFetcher("getServiceInstances", this::instances)
                .dataFetcher("searchEndpoint", this::endpoints)
                .dataFetcher("getGlobalBrief", this::brief));
  }

  private List<Map<String, Object>> allServices(DataFetchingEnvironment environment) {
    String group = Arguments.of(environment).optionalText("group");
    List<Map<String, Object>> services = list(environment, Layer.GENERAL);
    if (group == null || group.isEmpty()) {
      return services;
    }
    return services.stream().filter(service -> group.equals(service.get("group"))).toList();
  }

  private List<Map<String, Object>> list(DataFetchingEnvironment environment, Layer layer) {
    Arguments arguments = Arguments.of(environment);
    durations.read(arguments, "duration");
    return catalog.services(layer.name(), arguments.text("keyword", ""));
  }

  private @Nullable Map<String, Object> named(DataFetchingEnvironment environment, Layer layer) {
    Map<String, Object> service =
        catalog.serviceNamed(Arguments.of(environment).text("serviceCode"));
    return service != null
            && service.get("layers") instanceof List<?> layers
            && layers.contains(layer.name())
        ? service
        : null;
  }

  private List<Map<String, Object>> databases(DataFetchingEnvironment environment) {
    List<Map<String, Object>> databases = new ArrayList<>();
    for (Map<String, Object> service : list(environment, Layer.VIRTUAL_DATABASE)) {
      Map<String, Object> database = new java.util.HashMap<>(service);
      database.put("type", "");
      databases.add(database);
    }
    return databases;
  }

  private List<Map<String, Object>> instances(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    return catalog.instances(arguments.text("serviceId"), durations.read(arguments, "duration"));
  }

  private List<Map<String, Object>> endpoints(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    return catalog.endpoints(
        arguments.text("serviceId"), arguments.text("keyword"), arguments.number("limit", 0), null);
  }

  private Map<String, Object> brief(DataFetchingEnvironment environment) {
    durations.read(Arguments.of(environment), "duration");
    return Map.of(
        "numOfService", count(Layer.GENERAL),
        "numOfEndpoint", 0,
        "numOfDatabase", count(Layer.VIRTUAL_DATABASE),
        "numOfCache", count(Layer.VIRTUAL_CACHE),
        "numOfMQ", count(Layer.VIRTUAL_MQ));
  }

  private int count(Layer layer) {
    return catalog.services(layer.name(), "").size();
  }
}
