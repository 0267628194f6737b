// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;

/** Which metrics there are, and the reads by name of SkyWalking's metrics v2. */
public final class MetricFields implements FieldGroup {
  private static final List<String> COUNTED_RANKS = List.of("0", "1", "2", "3", "4");

  private final MetricReader reader;
  private final Durations durations;

  public MetricFields(MetricReader reader, Durations durations) {
    this.reader = reader;
    this.durations = durations;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        query ->
            query
                .dataFetcher("typeOfMetrics", this::typeOfMetrics)
                .dataFetcher("listMetrics", this::listMetrics)
                .dataFetcher("readMetricsValue", this::readMetricsValue)
                .dataFetcher("readNullableMetricsValue", this::readNullableMetricsValue)
                .dataFetcher("readMetricsValues", this::readMetricsValues)
                .dataFetcher("readLabeledMetricsValues", this::readLabeledMetricsValues)
                .dataFetcher("readHeatMap", environment -> NO_HEAT_MAP)
                .dataFetcher("sortMetrics", this::sortMetrics)
                .dataFetcher("readSampledRecords", this::readSampledRecords)
                .dataFetcher("readRecords", this::readRecords));
  }

  // No metric is a heat map, but dashboards of others ask for some.
  private static final Map<String, List<?>> NO_HEAT_MAP =
      Map.of("values", List.of(), "buckets", List.of());

  private String typeOfMetrics(DataFetchingEnvironment environment) {
    return reader.catalogue().typeOf(Arguments.of(environment).text("name")).name();
  }

  private List<Map<String, String>> listMetrics(DataFetchingEnvironment environment) {
    return reader.catalogue().matching(Arguments.of(environment).optionalText("regex")).stream()
        .map(metric ->
            Map.of(
                "name", metric.name(),
                "type", metric.type().name(),
                "catalog", metric.scope().catalog()))
        .toList();
  }

  private long readMetricsValue(DataFetchingEnvironment environment) {
    Double value = single(environment);
    return value == null ? 0 : value.longValue();
  }

  private Map<String, Object> readNullableMetricsValue(DataFetchingEnvironment environment) {
    Double value = single(environment);
    return Map.of("value", value == null ? 0 : value.longValue(), "isEmptyValue", value == null);
  }

  private @Nullable Double single(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    Entity entity = entity(condition, "entity");
    Map<EntityId, Double> values =
        reader
            .within(environment)
            .single(
                condition.text("name"),
                scope -> {
                  EntityId id = entity.in(scope);
                  return id == null ? List.of() : List.of(id);
                },
                buckets(arguments));
    return values.isEmpty() ? null : values.values().iterator().next();
  }

  private Map<String, Object> readMetricsValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    String name = condition.text("name");
    Metric metric = reader.catalogue().find(name);
    EntityId id = metric == null ? null : entity(condition, "entity").in(metric.scope());
    Buckets buckets = buckets(arguments);
    return Map.of(
        "values", Points.of(reader.within(environment).series(name, id, buckets), id, buckets));
  }

  private List<Map<String, Object>> readLabeledMetricsValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    Buckets buckets = buckets(arguments);
    if (!(reader.catalogue().find(condition.text("name")) instanceof Metric.Percentile metric)) {
      return List.of();
    }
    EntityId id = entity(condition, "entity").in(metric.scope());
    if (id == null) {
      return List.of();
    }
    List<String> labels = arguments.texts("labels");
    if (labels.isEmpty()) {
      labels = COUNTED_RANKS;
    }
    List<@Nullable Double> ranks = new ArrayList<>();
    for (String label : labels) {
      ranks.add(Metric.Percentile.usualRank(label.strip()));
    }
    List<List<@Nullable Double>> series =
        reader.within(environment).series(metric, ranks, id, buckets);
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      all.add(Map.of("label", labels.get(i), "values", Points.of(series.get(i), id, buckets)));
    }
    return all;
  }

  private List<Map<String, @Nullable Object>> sortMetrics(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    Buckets buckets = buckets(arguments);
    if (!(reader.catalogue().find(condition.text("name")) instanceof Metric.Value metric)
        || metric.scope().ranked() == null) {
      return List.of();
    }
    Ranking.Request request =
        new Ranking.Request(
            metric,
            buckets,
            parentService(condition),
            limit(condition),
            ascending(condition),
            List.of());
    return reader.ranking().best(request).stream()
        .map(
            place -> selected(place.name(), place.owner().id(), Decimals.text(place.value()), null))
        .toList();
  }

  private List<Map<String, @Nullable Object>> readSampledRecords(
      DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    return records(condition, parentService(condition), buckets(arguments));
  }

  private List<Map<String, @Nullable Object>> readRecords(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("condition");
    String serviceId = entity(condition, "parentEntity").source().serviceId();
    return records(condition, serviceId, buckets(arguments));
  }

  private List<Map<String, @Nullable Object>> records(
      Arguments condition, @Nullable String serviceId, Buckets buckets) {
    if (!(reader.catalogue().find(condition.text("name")) instanceof Metric.Sampled metric)) {
      return List.of();
    }
    SlowRecords.Request request =
        new SlowRecords.Request(metric, buckets, serviceId, limit(condition), ascending(condition));
    return reader.records().find(request).stream()
        .map(found ->
            selected(
                found.statement(),
                found.id(),
                String.valueOf(found.latencyMillis()),
                found.traceId()))
        .toList();
  }

  private static Map<String, @Nullable Object> selected(
      String name, String id, String value, @Nullable String traceId) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("name", name);
    map.put("id", id);
    map.put("value", value);
    map.put("refId", traceId);
    return map;
  }

  private Buckets buckets(Arguments arguments) {
    return Buckets.of(durations.read(arguments, "duration"));
  }

  private static Entity entity(Arguments condition, String name) {
    Arguments entity = condition.optionalObject(name);
    return entity == null ? Entity.GLOBAL : Entity.of(entity);
  }

  private static @Nullable String parentService(Arguments condition) {
    String name = condition.text("parentService", "");
    return name.isEmpty() ? null : Ids.service(name, condition.flag("normal", true));
  }

  static int limit(Arguments condition) {
    return condition.number("topN", 0);
  }

  static boolean ascending(Arguments condition) {
    return condition.text("order").equals("ASC");
  }
}
