// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import graphql.schema.GraphQLSchema;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.HttpAnswer;
import orrery.model.PayloadDecoder;
import orrery.model.telemetry.Histogram;
import orrery.model.telemetry.SelfMetric;
import orrery.query.alarm.AlarmFields;
import orrery.query.metadata.LegacyMetadataFields;
import orrery.query.metadata.MetadataFields;
import orrery.query.metrics.LegacyMetricFields;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.MetricFields;
import orrery.query.metrics.MetricReader;
import orrery.query.mqe.ExpressionFields;
import orrery.query.schema.ComponentLibrary;
import orrery.query.schema.Durations;
import orrery.query.schema.FieldGroup;
import orrery.query.schema.Json;
import orrery.query.topology.TopologyFields;
import orrery.query.trace.TraceFields;
import orrery.query.traffic.TrafficFields;
import orrery.store.CatalogStore;
import orrery.store.Storage;
import orrery.store.TieredMetrics;

/**
 * The door of the query room: answers GraphQL requests. Built without I/O and without the schema,
 * which is made by {@link #warm()} or the first request. Thread-safe.
 */
public final class QueryApi {
  private static final Logger LOG = LoggerFactory.getLogger(QueryApi.class);

  /** The schema is the concatenation of these files. */
  private static final List<String> SCHEMA_FILES =
      List.of(
          "common.graphqls",
          "metadata.graphqls",
          "topology.graphqls",
          "trace.graphqls",
          "metrics.graphqls",
          "traffic.graphqls",
          "alarm.graphqls",
          "log.graphqls",
          "profiling.graphqls",
          "ui.graphqls");

  private final QuerySettings settings;

  private final Storage storage;

  private final PayloadDecoder decoder;

  private final Surroundings surroundings;
  private final Lazy<Engine> engine;
  private final Histogram latency;
  private final LongAdder errors;

  public QueryApi(
      QuerySettings settings, Storage storage, PayloadDecoder decoder, Surroundings surroundings) {
    this.settings = settings;
    this.storage = storage;
    this.decoder = decoder;
    this.surroundings = surroundings;
    this.engine = new Lazy<>(() -> new Engine(settings, SCHEMA_FILES, groups()));
    this.latency = surroundings.telemetry().histogram(SelfMetric.GRAPHQL_QUERY_LATENCY);
    this.errors = surroundings.telemetry().counter(SelfMetric.GRAPHQL_QUERY_ERROR_COUNT);
  }

  /** Everything that can be asked: one line per group. */
  private List<FieldGroup> groups() {
    CatalogStore catalog = storage.catalog();
    ZoneId zone = surroundings.zone();
    Durations durations = new Durations(zone);
    TieredMetrics metrics = new TieredMetrics(storage.metrics(), catalog, zone);
    MetricReader reader = new MetricReader(MetricCatalogue.STANDARD, metrics, storage);
    ComponentLibrary components = ComponentLibrary.load();
    return List.of(
        new CommonFields(surroundings),
        new MetadataFields(
            catalog,
            surroundings.clock(),
            zone,
            new MetadataFields.Retention(settings.recordDays(), settings.metricDays())),
        new LegacyMetadataFields(catalog, zone),
        new TopologyFields(catalog, metrics, components, zone),
        new TraceFields(storage.records(), decoder, components, zone),
        new MetricFields(reader, durations),
        new LegacyMetricFields(reader, durations),
        new ExpressionFields(reader, durations),
        new TrafficFields(metrics, catalog, durations, surroundings.clock()),
        new AlarmFields(metrics, catalog, durations, surroundings.clock()),
        new EmptyFields());
  }

  /** Makes the schema, so that the first request need not wait for it. Idempotent. */
  public void warm() {
    engine.get();
  }

  /**
   * Answers the body of a {@code POST /graphql}: a JSON object with {@code query}, and perhaps
   * {@code variables} and {@code operationName}. 200 with {@code errors} for what GraphQL calls an
   * error, 400 for a body that is no such object. Blocks; never throws.
   */
  public HttpAnswer graphql(byte[] body) {
    long startNanos = System.nanoTime();
    try {
      Request request;
      try {
        request = Request.read(body);
      } catch (Fault.Invalid e) {
        errors.increment();
        return failure(400, Errors.of(e));
      }
      Map<String, Object> answer = engine.get().execute(request, startNanos);
      if (answer.containsKey("errors")) {
        errors.increment();
      }
      return new HttpAnswer(
          200, "application/json;charset=utf-8", Json.bytes(answer, settings.maxAnswerBytes()));
    } catch (Fault e) {
      errors.increment();
      return failure(200, Errors.of(e));
    } catch (RuntimeException | StackOverflowError e) {
      errors.increment();
      LOG.error("A GraphQL request failed. This is a bug; please report it", e);
      return failure(200, Errors.INTERNAL);
    } finally {
      latency.observeSince(startNanos);
    }
  }

  GraphQLSchema schema() {
    return engine.get().schema();
  }

  private static HttpAnswer failure(int status, Errors.Problem problem) {
    return new HttpAnswer(
        status,
        "application/json;charset=utf-8",
        Json.bytes(Map.of("errors", List.of(problem.toMap())), Integer.MAX_VALUE));
  }
}
