// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.EntityId;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.MetricReader;
import orrery.query.metrics.Scope;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MemoryStorage;
import orrery.store.MetricFamily;
import orrery.store.MetricRow;
import orrery.store.RecordRow;
import orrery.store.RollUpMarks;
import orrery.store.Schema;
import orrery.store.SlowStatement;
import orrery.store.TieredMetrics;

/** A small world to ask about: what the statements of a script put into an empty storage. */
final class Fixture {
  private final MemoryStorage storage = new MemoryStorage();
  private final ZoneId zone;
  private final String date;
  private final Map<String, String> layers = new TreeMap<>();
  private long rows;

  Fixture(ZoneId zone, String date) {
    this.zone = zone;
    this.date = date;
  }

  Expressions expressions() {
    TieredMetrics metrics = new TieredMetrics(storage.metrics(), storage.catalog(), zone);
    return new Expressions(new MetricReader(MetricCatalogue.STANDARD, metrics, storage));
  }

  void layers(String service, String names) {
    layers.put(service, names);
  }

  /** A time of the script's day, or of another one ({@code 2024-05-02T10:00}). */
  long at(String time) {
    String text = time.contains("T") ? time : date + "T" + time;
    return LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
  }

  Buckets buckets(Tier tier, String from, String to) {
    return Buckets.between(tier, at(from), at(to), zone);
  }

  /** One row of measures, {@code latencies} being {@code value*count,value}. */
  void load(MetricFamily family, Tier tier, long bucketMillis, Map<String, String> fields) {
    Entity entity = entity(fields);
    EntityId id = requireNonNull(entity.in(scope(family)), "an entity of " + family.name());
    long[] measures = new long[family.measures().size()];
    LatencySketch sketch = new LatencySketch();
    fields.forEach((name, value) -> {
      if (name.equals("latencies")) {
        addLatencies(sketch, value);
      } else if (family.measures().contains(name)) {
        measures[family.index(name)] = Long.parseLong(value);
      } else if (!ENTITY_FIELDS.contains(name)) {
        throw new IllegalArgumentException(family.name() + " has no measure " + name);
      }
    });
    storage.metrics().write(List.of(row(family, tier, bucketMillis, id.key(), measures, sketch)));
    name(entity);
  }

  @SuppressWarnings("NullAway") // it does not see in class files that the sketch may be null
  private MetricRow row(
      MetricFamily family,
      Tier tier,
      long bucketMillis,
      EntityKey entity,
      long[] measures,
      LatencySketch sketch) {
    byte[] bytes = family.sketch() ? sketch.toBytes() : null;
    return new MetricRow(family, tier, bucketMillis, entity, ++rows, measures, bytes);
  }

  private static final List<String> ENTITY_FIELDS =
      List.of(
          "service",
          "normal",
          "instance",
          "endpoint",
          "dest.service",
          "dest.normal",
          "dest.instance",
          "dest.endpoint");

  static Entity entity(Map<String, String> fields) {
    return new Entity(names("", fields), names("dest.", fields));
  }

  private static Entity.Names names(String prefix, Map<String, String> fields) {
    String service = fields.get(prefix + "service");
    String normal = fields.getOrDefault(prefix + "normal", "true");
    return new Entity.Names(
        service,
        service == null ? null : Boolean.valueOf(normal),
        fields.get(prefix + "instance"),
        fields.get(prefix + "endpoint"));
  }

  private static Scope scope(MetricFamily family) {
    return switch (family.name()) {
      case "instance", "instance_jvm" -> Scope.INSTANCE;
      case "endpoint", "endpoint_mq_consume", "mq_endpoint_consume", "mq_endpoint_produce" ->
          Scope.ENDPOINT;
      case "service_relation_client", "service_relation_server" -> Scope.SERVICE_RELATION;
      case "instance_relation_client", "instance_relation_server" -> Scope.INSTANCE_RELATION;
      case "endpoint_relation" -> Scope.ENDPOINT_RELATION;
      default -> Scope.SERVICE;
    };
  }

  private static void addLatencies(LatencySketch sketch, String text) {
    for (String part : text.split(",", -1)) {
      int star = part.indexOf('*');
      long value = Long.parseLong(star < 0 ? part : part.substring(0, star));
      int count = star < 0 ? 1 : Integer.parseInt(part.substring(star + 1));
      for (int i = 0; i < count; i++) {
        sketch.add(value);
      }
    }
  }

  /** Gives the catalogue the names of a service and what belongs to it. */
  private void name(Entity entity) {
    Entity.Names names = entity.source();
    String service = requireNonNull(names.service());
    String id = requireNonNull(names.serviceId());
    Map<String, String> attributes =
        Map.of(
            "normal", String.valueOf(names.normal()),
            "layers", layers.getOrDefault(service, "GENERAL"));
    put(CatalogKind.SERVICE, EntityKey.of(id), service, attributes);
    put(CatalogKind.INSTANCE, key(entity, Scope.INSTANCE), names.instance(), Map.of());
    put(CatalogKind.ENDPOINT, key(entity, Scope.ENDPOINT), names.endpoint(), Map.of());
  }

  private static @Nullable EntityKey key(Entity entity, Scope scope) {
    EntityId id = entity.in(scope);
    return id == null ? null : id.key();
  }

  private void put(
      CatalogKind kind,
      @Nullable EntityKey key,
      @Nullable String name,
      Map<String, String> attributes) {
    if (key != null && name != null) {
      storage
          .catalog()
          .put(List.of(new CatalogEntry(kind, key.key(), key.owner(), name, attributes, 1)));
    }
  }

  /** Says that hour and day rows are complete up to here. */
  void rolledUp(String hours, String days) {
    RollUpMarks marks = new RollUpMarks(at(hours), at(days), new TreeSet<>());
    storage.catalog().put(List.of(marks.entry(zone, 1)));
  }

  /** A slow statement or command that {@code caller} sent to {@code service}. */
  void slow(Map<String, String> fields, String statement) {
    String target = requireNonNull(entity(fields).source().serviceId());
    String caller = Ids.service(fields.getOrDefault("caller", "unknown"), true);
    List<RecordRow> row = new ArrayList<>();
    row.add(
        new RecordRow(
            Schema.SLOW_STATEMENT,
            ++rows,
            at(requireNonNull(fields.get("at"))),
            new long[] {
              Keys.of(target),
              Keys.of(caller),
              Long.parseLong(fields.getOrDefault("operation", "0")),
              Long.parseLong(requireNonNull(fields.get("latency")))
            },
            List.of(),
            PayloadFormat.TEXT,
            new SlowStatement(fields.getOrDefault("trace", ""), statement).toBytes()));
    storage.records().append(row);
  }
}
