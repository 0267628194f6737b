// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.schema.GraphQLSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.PayloadDecoder;
import orrery.model.Segment;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;
import orrery.query.schema.Json;
import orrery.store.MemoryStorage;
import orrery.store.Storage;

/** A query room over a store in memory, at a fixed time, and short ways to ask it. */
final class Asked {
  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  static final Instant NOW = Instant.parse("2026-03-01T04:30:15Z");

  final Storage storage;
  final Telemetry telemetry = new Telemetry();
  final Map<String, Segment> segments = new HashMap<>();
  @Nullable RuntimeException failing;
  List<Check> health = List.of(Check.healthy("storage_memory"));
  private final QueryApi api;

  Asked() {
    this(SHANGHAI, Map.of());
  }

  Asked(ZoneId zone, Map<String, String> settings) {
    this(zone, settings, new MemoryStorage());
  }

  Asked(ZoneId zone, Map<String, String> settings, Storage storage) {
    this.storage = storage;
    PayloadDecoder decoder =
        (format, payload) -> {
          Segment segment = segments.get(new String(payload, StandardCharsets.UTF_8));
          if (segment == null) {
            throw new Fault.Invalid("not a segment of this test");
          }
          return segment;
        };
    this.api =
        new QueryApi(
            QuerySettings.read(new Settings(settings::get)),
            storage,
            decoder,
            new Surroundings(
                InstantSource.fixed(NOW), zone, this::health, "10.4.0-0123456", telemetry));
  }

  private List<Check> health() {
    if (failing != null) {
      throw failing;
    }
    return health;
  }

  /** The answer's text to a query without variables. */
  String ask(String query) {
    return ask(query, Map.of());
  }

  String ask(String query, Map<String, Object> variables) {
    HttpAnswer answer =
        api.graphql(Json.bytes(Map.of("query", query, "variables", variables), Integer.MAX_VALUE));
    assertOk(answer);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  GraphQLSchema schema() {
    return api.schema();
  }

  HttpAnswer post(String body) {
    return api.graphql(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertOk(HttpAnswer answer) {
    if (answer.status() != 200 || !answer.contentType().startsWith("application/json")) {
      throw new AssertionError("answered " + answer.status() + " " + answer.contentType());
    }
  }
}
