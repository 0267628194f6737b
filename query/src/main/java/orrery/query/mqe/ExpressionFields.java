// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.MetricReader;
import orrery.query.metrics.Owner;
import orrery.query.metrics.Scope;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;

/** {@code execExpression}. */
public final class ExpressionFields implements FieldGroup {
  private final MetricReader reader;
  private final Durations durations;

  public ExpressionFields(MetricReader reader, Durations durations) {
    this.reader = reader;
    this.durations = durations;
  }

  @Override
  public void addTo(RuntimeWiring.Builder wiring) {
    wiring.type("Query", query -> query.dataFetcher("execExpression", this::execExpression));
  }

  private Map<String, @Nullable Object> execExpression(DataFetchingEnvironment environment) {
    Expressions expressions = new Expressions(reader.within(environment));
    return result(evaluate(expressions, Arguments.of(environment)));
  }

  private Result evaluate(Expressions expressions, Arguments arguments) {
    try {
      return expressions.evaluate(
          arguments.text("expression"),
          Entity.of(arguments.object("entity")),
          Buckets.of(durations.read(arguments, "duration")));
    } catch (Fault e) {
      // A dashboard asks for dozens of expressions at once. The field is not nullable, so an error
      // of GraphQL's would take all the others with it.
      return Result.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, @Nullable Object> result(Result result) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("type", result.type().name());
    map.put("results", result.rows().stream().map(ExpressionFields::row).toList());
    map.put("error", result.error());
    return map;
  }

  private static Map<String, @Nullable Object> row(Result.Row row) {
    List<Map<String, String>> labels =
        row.labels().stream()
            .map(label -> Map.of("key", label.key(), "value", label.value()))
            .toList();
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("metric", Map.of("labels", labels));
    map.put("values", row.values().stream().map(ExpressionFields::value).toList());
    return map;
  }

  private static Map<String, @Nullable Object> value(Result.Value value) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("id", value.id());
    map.put("value", value.text());
    map.put("traceID", value.traceId());
    map.put("owner", value.owner() == null ? null : owner(value.owner()));
    return map;
  }

  private static Map<String, @Nullable Object> owner(Owner owner) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("scope", owner.scope().graphql());
    map.put("serviceID", owner.serviceId());
    map.put("serviceName", owner.serviceName());
    map.put("normal", owner.normal());
    if (owner.scope() == Scope.INSTANCE) {
      map.put("serviceInstanceID", owner.id());
      map.put("serviceInstanceName", owner.name());
    } else if (owner.scope() == Scope.ENDPOINT) {
      map.put("endpointID", owner.id());
      map.put("endpointName", owner.name());
    }
    return map;
  }
}
