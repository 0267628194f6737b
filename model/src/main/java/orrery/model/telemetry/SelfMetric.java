// SPDX-License-Identifier: Apache-2.0
package orrery.model.telemetry;

import java.util.List;
import java.util.Locale;

/**
 * Every metric Orrery exposes about itself, as {@code docs/metrics.md} lists them. Names that
 * SkyWalking's OAP exposes too are kept, so its dashboards and alerts keep working; the others
 * start with {@code orrery_}. The exposition adds {@code _total} to no name: what is written here
 * is what is scraped.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum SelfMetric {
  // upstream's names
  UPTIME(Type.GAUGE, "seconds", "Seconds since start", List.of()),
  TRACE_IN_LATENCY(Type.HISTOGRAM, "seconds", "Time to take in one segment", List.of("protocol")),
  TRACE_ANALYSIS_ERROR_COUNT(
      Type.COUNTER, "segments", "Segments that could not be read", List.of("protocol")),
  TRACE_DROPPED_COUNT(Type.COUNTER, "segments", "Segments refused or dropped", List.of("reason")),
  METRICS_AGGREGATION(
      Type.COUNTER, "observations", "Observations folded into windows", List.of("dimensionality")),
  PERSISTENCE_TIMER_BULK_PREPARE_LATENCY(
      Type.HISTOGRAM, "seconds", "Time to prepare a commit", List.of()),
  PERSISTENCE_TIMER_BULK_EXECUTE_LATENCY(
      Type.HISTOGRAM, "seconds", "Time the store takes for a commit", List.of()),
  PERSISTENCE_TIMER_BULK_ALL_LATENCY(
      Type.HISTOGRAM, "seconds", "Time of a whole commit", List.of()),
  PERSISTENCE_TIMER_BULK_ERROR_COUNT(
      Type.COUNTER, "commits", "Commits the store refused", List.of()),
  GRAPHQL_QUERY_LATENCY(Type.HISTOGRAM, "seconds", "Time to answer a GraphQL request", List.of()),
  GRAPHQL_QUERY_ERROR_COUNT(
      Type.COUNTER, "requests", "GraphQL requests answered with errors", List.of()),
  CLUSTER_SIZE(Type.GAUGE, "members", "Live members of the cluster", List.of()),
  // our own
  ORRERY_CLUSTER_LEADER(
      Type.GAUGE, "flag", "1 on the member that does the leader's work, else 0", List.of()),
  ORRERY_CLUSTER_STALE(
      Type.GAUGE, "flag", "1 while members are as last seen, the API server being away", List.of()),
  ORRERY_SEGMENTS_RECEIVED(Type.COUNTER, "segments", "Segments taken in", List.of("protocol")),
  ORRERY_SPANS_RECEIVED(Type.COUNTER, "spans", "Spans taken in", List.of("protocol")),
  ORRERY_REPORTS_REFUSED(
      Type.COUNTER, "reports", "Reports refused as malformed", List.of("protocol", "reason")),
  ORRERY_PENDING_BYTES(Type.GAUGE, "bytes", "Payload taken in and not yet durable", List.of()),
  ORRERY_PAUSED_CLIENTS(Type.GAUGE, "clients", "Clients held back until there is room", List.of()),
  ORRERY_OPEN_WINDOWS(Type.GAUGE, "accumulators", "Accumulators held in memory", List.of()),
  ORRERY_LATE_OBSERVATIONS(
      Type.COUNTER, "observations", "Observations outside the time window", List.of("reason")),
  ORRERY_ENDPOINTS_FOLDED(
      Type.COUNTER, "endpoints", "Endpoint names folded by the cardinality guard", List.of("into")),
  ORRERY_ENTITIES_REFUSED(
      Type.COUNTER, "entities", "Entities beyond a bound, not kept apart", List.of("kind")),
  ORRERY_VALUES_CLIPPED(
      Type.COUNTER, "values", "Names or values cut to their longest length", List.of("kind")),
  ORRERY_TEXTS_REPAIRED(
      Type.COUNTER, "values", "Texts with NUL or invalid UTF-8, replaced by U+FFFD", List.of()),
  ORRERY_REPORTS_IGNORED(
      Type.COUNTER, "reports", "Reports answered but not kept yet", List.of("service")),
  ORRERY_METRIC_ROWS_WRITTEN(Type.COUNTER, "rows", "Metric rows written", List.of()),
  ORRERY_RECORDS_WRITTEN(Type.COUNTER, "records", "Records written", List.of("kind")),
  ORRERY_RECORDS_DROPPED(
      Type.COUNTER, "records", "Records not kept, by rule", List.of("kind", "reason")),
  ORRERY_ROWS_REJECTED(
      Type.COUNTER, "rows", "Rows of any shape that storage can never take, dropped", List.of()),
  ORRERY_ROLL_UPS(Type.COUNTER, "buckets", "Hours and days rolled up", List.of("tier")),
  ORRERY_CATALOG_WRITTEN(Type.COUNTER, "entries", "Catalogue entries written", List.of()),
  ORRERY_RETENTION_DROPPED(
      Type.COUNTER, "partitions", "Partitions dropped by retention", List.of()),
  ORRERY_STORE_BYTES(Type.GAUGE, "bytes", "Size of the embedded store on disk", List.of()),
  ORRERY_STORE_DAMAGED_FILES(
      Type.COUNTER, "files", "Damaged files of the embedded store moved aside", List.of()),
  ORRERY_LOG_EVENTS(Type.COUNTER, "events", "Log lines of level WARN and ERROR", List.of("level"));

  private final Type type;
  private final String unit;
  private final String help;
  private final List<String> labels;

  SelfMetric(Type type, String unit, String help, List<String> labels) {
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = labels;
  }

  /** The name as scraped. */
  public String exposedName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Type type() {
    return type;
  }

  public String unit() {
    return unit;
  }

  public String help() {
    return help;
  }

  /** Names of the labels; a counter is asked for with a value for each, in this order. */
  public List<String> labels() {
    return labels;
  }

  /** How values behave. */
  public enum Type {
    /** Only grows. */
    COUNTER,
    /** Is read when scraped. */
    GAUGE,
    /** Counts observations by size. */
    HISTOGRAM
  }
}
