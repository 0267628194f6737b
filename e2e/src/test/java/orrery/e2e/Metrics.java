// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Reads metrics as a dashboard does and turns them back into counts. A minute's calls per minute
 * are its calls, so a sum over minutes is exact; a minute's share of successes (of 10,000) times
 * its calls gives back its errors exactly, as long as it has fewer than 5,000 calls.
 */
final class Metrics {
  private static final String EXPRESSION =
      """
      query ($expression: String!, $entity: Entity!, $duration: Duration!) {
        execExpression(expression: $expression, entity: $entity, duration: $duration) {
          type
          error
          results { metric { labels { key value } } values { id value traceID } }
        }
      }
      """;

  private final GraphQl graphQl;

  Metrics(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  static Map<String, Object> service(String name) {
    return Map.of("scope", "Service", "serviceName", name, "normal", true);
  }

  /** A service no agent runs in: a database, a cache, the user. */
  static Map<String, Object> virtualService(String name) {
    return Map.of("scope", "Service", "serviceName", name, "normal", false);
  }

  static Map<String, Object> instance(String service, String instance) {
    return with(
        service(service), Map.of("scope", "ServiceInstance", "serviceInstanceName", instance));
  }

  static Map<String, Object> endpoint(String service, String endpoint) {
    return with(service(service), Map.of("scope", "Endpoint", "endpointName", endpoint));
  }

  /** From one service to another; both entities of scope Service. */
  static Map<String, Object> relation(Map<String, Object> from, Map<String, Object> to) {
    Map<String, Object> entity = new HashMap<>(from);
    entity.put("scope", "ServiceRelation");
    to.forEach((key, value) -> {
      if (!"scope".equals(key)) {
        entity.put("dest" + Character.toUpperCase(key.charAt(0)) + key.substring(1), value);
      }
    });
    return Map.copyOf(entity);
  }

  /** The same, with another scope or other names. */
  static Map<String, Object> with(Map<String, Object> entity, Map<String, Object> changes) {
    Map<String, Object> changed = new HashMap<>(entity);
    changed.putAll(changes);
    return Map.copyOf(changed);
  }

  /** The sum over the last hours of what the metric says for each minute; 0 without any value. */
  long sum(String metric, Map<String, Object> entity) {
    return series(metric, entity, graphQl.lately()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Errors among the calls of the last hours. */
  long errors(String callsPerMinute, String successRate, Map<String, Object> entity) {
    Map<String, String> duration = graphQl.lately();
    Map<Long, Long> calls = series(callsPerMinute, entity, duration);
    Map<Long, Long> successes = series(successRate, entity, duration);
    assertThat(successes.keySet()).isEqualTo(calls.keySet());
    long errors = 0;
    for (Map.Entry<Long, Long> minute : calls.entrySet()) {
      long perTenThousand = 10_000 - successes.getOrDefault(minute.getKey(), 0L);
      errors += Math.round(minute.getValue() * perTenThousand / 10_000.0);
    }
    return errors;
  }

  /** The values by their time in milliseconds; times without a value are left out. */
  Map<Long, Long> series(String metric, Map<String, Object> entity, Map<String, String> duration) {
    Map<Long, Long> series = new TreeMap<>();
    for (JsonNode value :
        evaluate(metric, entity, duration).path("results").path(0).path("values")) {
      if (!value.path("value").isNull()) {
        series.put(
            Long.parseLong(value.path("id").asString()),
            Long.parseLong(value.path("value").asString()));
      }
    }
    return series;
  }

  /** Every value there is, whatever its time. */
  List<Double> values(String expression, Map<String, Object> entity) {
    List<Double> values = new ArrayList<>();
    for (JsonNode result : evaluate(expression, entity, graphQl.lately()).path("results")) {
      for (JsonNode value : result.path("values")) {
        if (!value.path("value").isNull()) {
          values.add(Double.valueOf(value.path("value").asString()));
        }
      }
    }
    return values;
  }

  /** What {@code execExpression} answers, which must not be an error. */
  JsonNode evaluate(String expression, Map<String, Object> entity, Map<String, String> duration) {
    JsonNode answer =
        graphQl
            .query(
                EXPRESSION,
                Map.of("expression", expression, "entity", entity, "duration", duration))
            .path("execExpression");
    assertThat(answer.path("error").asString("")).as("error of %s", expression).isEmpty();
    return answer;
  }
}
