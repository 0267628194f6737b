// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;

/** The reads by id of SkyWalking's metrics v1 and aggregation v1, which older tools still use. */
public final class LegacyMetricFields implements FieldGroup {
  private final MetricReader reader;
  private final Durations durations;

  public LegacyMetricFields(MetricReader reader, Durations durations) {
    this.reader = reader;
    this.durations = durations;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type(
        "Query",
        query ->
            query
                .dataFetcher("getValues", this::getValues)
                .dataFetcher("getLinearIntValues", this::getLinearIntValues)
                .dataFetcher("getMultipleLinearIntValues", this::getMultipleLinearIntValues)
                .dataFetcher("getSubsetOfMultipleLinearIntValues", this::getSubset)
                .dataFetcher("getThermodynamic", environment -> NO_HEAT_MAP)
                .dataFetcher("getServiceTopN", environment -> top(environment, Scope.SERVICE))
                .dataFetcher(
                    "getAllServiceInstanceTopN", environment -> top(environment, Scope.INSTANCE))
                .dataFetcher(
                    "getServiceInstanceTopN", environment -> top(environment, Scope.INSTANCE))
                .dataFetcher("getAllEndpointTopN", environment -> top(environment, Scope.ENDPOINT))
                .dataFetcher("getEndpointTopN", environment -> top(environment, Scope.ENDPOINT))
                .dataFetcher("getTopNRecords", this::getTopNRecords));
  }

  // No metric is a heat map, but dashboards of others ask for some.
  private static final Map<String, Object> NO_HEAT_MAP = Map.of("nodes", List.of(), "axisYStep", 0);

  private Map<String, Object> getValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments metric = arguments.object("metric");
    List<String> ids = metric.texts("ids");
    Map<EntityId, Double> values =
        reader.single(
            metric.text("name"),
            scope -> ids.stream().distinct().map(id -> EntityId.of(scope, id)).toList(),
            buckets(arguments));
    Map<String, Double> byId = new HashMap<>();
    values.forEach((id, value) -> byId.put(id.id(), value));
    List<Map<String, Object>> points = new ArrayList<>();
    for (String id : ids) {
      points.add(Points.point(id, byId.get(id)));
    }
    return Map.of("values", points);
  }

  private Map<String, Object> getLinearIntValues(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    Arguments condition = arguments.object("metric");
    Buckets buckets = buckets(arguments);
    Metric metric = reader.catalogue().find(condition.text("name"));
    EntityId id = metric == null ? null : id(condition, metric.scope());
    return Points.of(reader.series(condition.text("name"), id, buckets), id, buckets);
  }

  private List<Map<String, Object>> getMultipleLinearIntValues(
      DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    int count =
        Math.clamp(arguments.number("numOfLinear", 0), 0, Metric.Percentile.USUAL_RANKS.size());
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(i);
    }
    return lines(arguments, positions);
  }

  private List<Map<String, Object>> getSubset(DataFetchingEnvironment environment) {
    Arguments arguments = Arguments.of(environment);
    return lines(arguments, arguments.numbers("linearIndex"));
  }

  private List<Map<String, Object>> lines(Arguments arguments, List<Integer> positions) {
    Arguments condition = arguments.object("metric");
    Buckets buckets = buckets(arguments);
    if (!(reader.catalogue().find(condition.text("name")) instanceof Metric.Percentile metric)) {
      return List.of();
    }
    EntityId id = id(condition, metric.scope());
    if (id == null) {
      return List.of();
    }
    List<@Nullable Double> ranks = new ArrayList<>();
    for (int position : positions) {
      boolean known = position >= 0 && position < Metric.Percentile.USUAL_RANKS.size();
      ranks.add(known ? Double.valueOf(Metric.Percentile.USUAL_RANKS.get(position)) : null);
    }
    return reader.series(metric, ranks, id, buckets).stream()
        .map(values -> Points.of(values, id, buckets))
        .toList();
  }

  private static @Nullable EntityId id(Arguments condition, Scope scope) {
    String id = condition.optionalText("id");
    return id == null || id.isEmpty() ? null : EntityId.of(scope, id);
  }

  private List<Map<String, Object>> top(DataFetchingEnvironment environment, Scope scope) {
    Arguments arguments = Arguments.of(environment);
    Buckets buckets = buckets(arguments);
    if (!(reader.catalogue().find(arguments.text("name")) instanceof Metric.Value metric)
        || metric.scope() != scope) {
      return List.of();
    }
    Ranking.Request request =
        new Ranking.Request(
            metric,
            buckets,
            arguments.optionalText("serviceId"),
            MetricFields.limit(arguments),
            MetricFields.ascending(arguments),
            List.of());
    return reader.ranking().best(request).stream()
        .map(place ->
            Map.<String, Object>of(
                "name", place.name(),
                "id", place.owner().id(),
                "value", (long) place.value()))
        .toList();
  }

  private List<Map<String, Object>> getTopNRecords(DataFetchingEnvironment environment) {
    Arguments condition = Arguments.of(environment).object("condition");
    Buckets buckets = buckets(condition);
    if (!(reader.catalogue().find(condition.text("metricName")) instanceof Metric.Sampled metric)) {
      return List.of();
    }
    SlowRecords.Request request =
        new SlowRecords.Request(
            metric,
            buckets,
            condition.text("serviceId"),
            MetricFields.limit(condition),
            MetricFields.ascending(condition));
    return reader.records().find(request).stream()
        .map(found ->
            Map.<String, Object>of(
                "statement", found.statement(),
                "latency", found.latencyMillis(),
                "traceId", found.traceId()))
        .toList();
  }

  private Buckets buckets(Arguments arguments) {
    return Buckets.of(durations.read(arguments, "duration"));
  }
}
