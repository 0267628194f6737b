// SPDX-License-Identifier: Apache-2.0
package orrery.query.traffic;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.query.metrics.Buckets;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Named;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogStore;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.Schema;
import orrery.store.TieredMetrics;

/** {@code listTraffic}: totals and series of many things in a few reads. */
public final class TrafficFields implements FieldGroup {
  private static final int USUAL_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  private static final Comparator<MetricPoint> BUSIEST =
      Comparator.comparingLong(TrafficRow::calls).reversed().thenComparing(MetricPoint::entity);

  private final TieredMetrics metrics;
  private final CatalogStore catalog;
  private final Durations durations;
  private final InstantSource clock;

  /**
   * What is listed.
   *
   * @param families where its rows are; a thing in several counts where it is found first
   * @param serviceId of services the one, of others the one they belong to
   */
  private record Subject(
      CatalogKind kind, List<MetricFamily> families, @Nullable String serviceId) {}

  private record Listed(MetricPoint total, MetricFamily family, CatalogEntry entry) {}

  public TrafficFields(
      TieredMetrics metrics, CatalogStore catalog, Durations durations, InstantSource clock) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.durations = durations;
    this.clock = clock;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring
        .scalar(SeriesScalar.TYPE)
        .type("Query", type -> type.dataFetcher("listTraffic", this::list));
  }

  private List<Map<String, Object>> list(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Subject subject = subject(arguments);
    int limit = arguments.number("limit", USUAL_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new Fault.Invalid("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
    }
    Buckets buckets = Buckets.of(durations.read(arguments, "duration"));
    List<Listed> busiest =
        busiest(subject, buckets, limit, environment.getSelectionSet().contains("percentiles"));
    double minutes = passedMinutes(buckets);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Listed named : busiest) {
      Map<String, Object> row = TrafficRow.totals(named.total(), minutes);
      row.put("id", id(subject, named.entry()));
      row.put("name", named.entry().name());
      rows.add(row);
    }
    if (environment.getSelectionSet().containsAnyOf("cpmSeries", "respTimeSeries", "errorSeries")) {
      addSeries(busiest, buckets, rows);
    }
    return rows;
  }

  private static Subject subject(Arguments arguments) {
    String scope = arguments.text("scope");
    return switch (scope) {
      case "Service" ->
          new Subject(
              CatalogKind.SERVICE,
              List.of(
                  Schema.SERVICE,
                  Schema.DATABASE,
                  Schema.CACHE,
                  Schema.MQ_CONSUME,
                  Schema.MQ_PRODUCE,
                  Schema.SERVICE_MQ_CONSUME),
              arguments.optionalText("serviceId"));
      case "ServiceInstance" ->
          new Subject(CatalogKind.INSTANCE, List.of(Schema.INSTANCE), arguments.text("serviceId"));
      case "Endpoint" ->
          new Subject(
              CatalogKind.ENDPOINT,
              List.of(
                  Schema.ENDPOINT,
                  Schema.ENDPOINT_MQ_CONSUME,
                  Schema.MQ_ENDPOINT_CONSUME,
                  Schema.MQ_ENDPOINT_PRODUCE),
              arguments.text("serviceId"));
      default ->
          throw new Fault.Invalid(
              "traffic is listed of Service, ServiceInstance and Endpoint, not of " + scope);
    };
  }

  private List<Listed> busiest(Subject subject, Buckets buckets, int limit, boolean sketches) {
    Map<EntityKey, MetricFamily> families = new HashMap<>();
    List<MetricPoint> totals = new ArrayList<>();
    for (MetricFamily family : subject.families()) {
      for (MetricPoint total : metrics.totals(query(subject, family, buckets, sketches))) {
        if (TrafficRow.calls(total) > 0 && families.putIfAbsent(total.entity(), family) == null) {
          totals.add(total);
        }
      }
    }
    totals.sort(BUSIEST);
    Map<Long, CatalogEntry> entries = new HashMap<>();
    for (CatalogEntry entry :
        catalog.get(subject.kind(), totals.stream().map(total -> total.entity().key()).toList())) {
      entries.put(entry.key(), entry);
    }
    List<Listed> busiest = new ArrayList<>();
    for (MetricPoint total : totals) {
      CatalogEntry entry = entries.get(total.entity().key());
      MetricFamily family = families.get(total.entity());
      if (entry != null && family != null && busiest.size() < limit) {
        busiest.add(new Listed(total, family, entry));
      }
    }
    return busiest;
  }

  private void addSeries(List<Listed> things, Buckets buckets, List<Map<String, Object>> rows) {
    Map<MetricFamily, List<EntityKey>> wanted =
        new TreeMap<>(Comparator.comparing(MetricFamily::name));
    for (Listed thing : things) {
      wanted
          .computeIfAbsent(thing.family(), family -> new ArrayList<>())
          .add(thing.total().entity());
    }
    Map<EntityKey, Map<Long, MetricPoint>> points = new HashMap<>();
    wanted.forEach((family, entities) -> {
      MetricQuery query =
          MetricQuery.of(family, buckets.tier(), buckets.from(), buckets.to(), entities, false);
      for (MetricPoint point : metrics.series(query)) {
        points
            .computeIfAbsent(point.entity(), entity -> new HashMap<>())
            .put(point.bucketMillis(), point);
      }
    });
    for (int i = 0; i < rows.size(); i++) {
      EntityKey entity = things.get(i).total().entity();
      rows.get(i)
          .putAll(
              TrafficRow.series(points.getOrDefault(entity, Map.of()), buckets, clock.millis()));
    }
  }

  private static MetricQuery query(
      Subject subject, MetricFamily family, Buckets buckets, boolean sketches) {
    String serviceId = subject.serviceId();
    if (serviceId != null && subject.kind() == CatalogKind.SERVICE) {
      return MetricQuery.of(
          family,
          buckets.tier(),
          buckets.from(),
          buckets.to(),
          List.of(EntityKey.of(serviceId)),
          sketches);
    }
    Long owner = serviceId == null ? null : Keys.of(serviceId);
    return MetricQuery.ownedBy(
        family, buckets.tier(), buckets.from(), buckets.to(), owner, sketches);
  }

  /** A range that ends now has its last step only in part. */
  private double passedMinutes(Buckets buckets) {
    double passed = (clock.millis() - buckets.from()) / 60_000.0;
    return passed <= 0 ? buckets.minutes() : Math.min(passed, buckets.minutes());
  }

  private static String id(Subject subject, CatalogEntry entry) {
    String serviceId = subject.serviceId();
    return switch (subject.kind()) {
      case INSTANCE -> Ids.instance(Objects.requireNonNull(serviceId), entry.name());
      case ENDPOINT -> Ids.endpoint(Objects.requireNonNull(serviceId), entry.name());
      default -> Named.service(entry);
    };
  }
}
