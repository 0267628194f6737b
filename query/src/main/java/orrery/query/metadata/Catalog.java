// SPDX-License-Identifier: Apache-2.0
package orrery.query.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.query.schema.Json;
import orrery.query.schema.Named;
import orrery.query.schema.TimeRange;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;

/** The catalogue in the words of the query protocol. */
final class Catalog {
  /** How many services are listed at most. */
  static final int MAX_SERVICES = 10_000;

  /** How many instances of a service are listed at most. */
  static final int MAX_INSTANCES = 10_000;

  /** How many endpoints one request may list. */
  static final int MAX_ENDPOINTS = 5_000;

  /** Signs of life of instances are written once a minute. */
  private static final long INSTANCE_REFRESH_MILLIS = 60_000;

  /** Signs of life of endpoints are written every ten minutes. */
  private static final long ENDPOINT_REFRESH_MILLIS = 600_000;

  private static final Set<String> LANGUAGES =
      Set.of("JAVA", "DOTNET", "NODEJS", "PYTHON", "RUBY", "GO", "LUA", "PHP", "RUST");

  private final CatalogStore store;

  Catalog(CatalogStore store) {
    this.store = store;
  }

  Set<String> layers() {
    Set<String> layers = new TreeSet<>();
    for (CatalogEntry service : services("")) {
      layers.addAll(layersOf(service));
    }
    return layers;
  }

  /** Those of a layer, or all for null, whose name contains the keyword. */
  List<Map<String, Object>> services(@Nullable String layer, String keyword) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (CatalogEntry service : services(keyword)) {
      if (layer == null || layersOf(service).contains(layer)) {
        found.add(describe(service));
      }
    }
    return found;
  }

  @Nullable Map<String, Object> service(String id) {
    CatalogEntry service = find(CatalogKind.SERVICE, id);
    return service == null ? null : describe(service);
  }

  /** The service of this name, the one with an agent first. */
  @Nullable Map<String, Object> serviceNamed(String name) {
    List<CatalogEntry> found =
        store.get(
            CatalogKind.SERVICE,
            List.of(Keys.of(Ids.service(name, true)), Keys.of(Ids.service(name, false))));
    CatalogEntry best = null;
    for (CatalogEntry service : found) {
      if (best == null || Named.isNormal(service)) {
        best = service;
      }
    }
    return best == null ? null : describe(best);
  }

  List<Map<String, Object>> instances(String serviceId, TimeRange range) {
    List<Map<String, Object>> found = new ArrayList<>();
    CatalogQuery query =
        new CatalogQuery(
            CatalogKind.INSTANCE,
            Keys.of(serviceId),
            "",
            range.fromMillis() - INSTANCE_REFRESH_MILLIS,
            MAX_INSTANCES);
    for (CatalogEntry instance : store.list(query)) {
      found.add(instance(Ids.instance(serviceId, instance.name()), instance));
    }
    return found;
  }

  @Nullable Map<String, Object> instance(String id) {
    CatalogEntry instance = find(CatalogKind.INSTANCE, id);
    return instance == null ? null : instance(id, instance);
  }

  List<Map<String, Object>> endpoints(
      String serviceId, String keyword, int limit, @Nullable TimeRange range) {
    if (limit < 0) {
      throw new Fault.Invalid("limit is " + limit + ", expected 0 or more");
    }
    long since = range == null ? 0 : range.fromMillis() - ENDPOINT_REFRESH_MILLIS;
    CatalogQuery query =
        new CatalogQuery(
            CatalogKind.ENDPOINT,
            Keys.of(serviceId),
            keyword,
            since,
            Math.min(limit, MAX_ENDPOINTS));
    List<Map<String, Object>> found = new ArrayList<>();
    for (CatalogEntry endpoint : store.list(query)) {
      String id = Ids.endpoint(serviceId, endpoint.name());
      found.add(Map.of("id", id, "name", endpoint.name()));
    }
    return found;
  }

  @Nullable Map<String, Object> endpoint(String id) {
    CatalogEntry endpoint = find(CatalogKind.ENDPOINT, id);
    if (endpoint == null) {
      return null;
    }
    String serviceId = Ids.parseOwned(id).serviceId();
    return Map.of(
        "id",
        id,
        "name",
        endpoint.name(),
        "serviceId",
        serviceId,
        "serviceName",
        Ids.parseService(serviceId).name());
  }

  private List<CatalogEntry> services(String keyword) {
    return store.list(new CatalogQuery(CatalogKind.SERVICE, null, keyword, 0, MAX_SERVICES));
  }

  private @Nullable CatalogEntry find(CatalogKind kind, String id) {
    List<CatalogEntry> found = store.get(kind, List.of(Keys.of(id)));
    return found.isEmpty() ? null : found.getFirst();
  }

  private static Map<String, Object> describe(CatalogEntry service) {
    String name = service.name();
    boolean normal = Named.isNormal(service);
    int colons = name.indexOf("::");
    return Map.of(
        "id",
        Ids.service(name, normal),
        "name",
        name,
        "group",
        colons > 0 ? name.substring(0, colons) : "",
        "shortName",
        colons > 0 ? name.substring(colons + 2) : name,
        "layers",
        layersOf(service),
        "normal",
        normal);
  }

  private static List<String> layersOf(CatalogEntry service) {
    String layers = service.attributes().get("layers");
    return layers == null || layers.isBlank() ? List.of() : List.of(layers.split(",", -1));
  }

  private static Map<String, Object> instance(String id, CatalogEntry instance) {
    String language =
        instance.attributes().getOrDefault("language", "UNKNOWN").toUpperCase(Locale.ROOT);
    return Map.of(
        "id",
        id,
        "name",
        instance.name(),
        "attributes",
        attributes(instance.attributes().get("properties")),
        "language",
        LANGUAGES.contains(language) ? language : "UNKNOWN",
        "instanceUUID",
        id,
        "layer",
        instance.attributes().getOrDefault("layer", "UNDEFINED"));
  }

  private static List<Map<String, Object>> attributes(@Nullable String properties) {
    if (properties == null || properties.isBlank()) {
      return List.of();
    }
    List<Map<String, Object>> attributes = new ArrayList<>();
    if (Json.parse(properties) instanceof Map<?, ?> object) {
      object.forEach((name, value) ->
          attributes.add(
              Map.of("name", String.valueOf(name), "value", value == null ? "" : value)));
    }
    return attributes;
  }
}
