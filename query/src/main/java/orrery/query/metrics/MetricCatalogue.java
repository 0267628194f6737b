// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import static orrery.query.metrics.Scope.ENDPOINT;
import static orrery.query.metrics.Scope.ENDPOINT_RELATION;
import static orrery.query.metrics.Scope.INSTANCE_RELATION;
import static orrery.query.metrics.Scope.SERVICE;
import static orrery.query.metrics.Scope.SERVICE_RELATION;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import orrery.model.JvmReport;
import orrery.store.MetricFamily;
import orrery.store.Schema;

/**
 * Every metric there is, one line each: name, what it is about, where its measures are kept, and
 * the formula over them. {@code sla} and {@code apdex} are in ten-thousandths, times in
 * milliseconds, memory in bytes.
 */
public final class MetricCatalogue {
  private static final int CALLS = Schema.SERVICE.index("calls");
  private static final int ERRORS = Schema.SERVICE.index("errors");
  private static final int SATISFIED = Schema.SERVICE.index("satisfied");
  private static final int TOLERATED = Schema.SERVICE.index("tolerated");

  private static final Formula CPM = Formula.perMinute(CALLS);
  private static final Formula COUNT = Formula.sum(CALLS);
  private static final Formula TIME = Formula.mean(Schema.SERVICE.index("duration_millis"), CALLS);
  private static final Formula SLA =
      Formula.tenThousandths(CALLS, (m, minutes) -> (double) (m[CALLS] - m[ERRORS]));
  private static final Formula APDEX =
      Formula.tenThousandths(CALLS, (m, minutes) -> m[SATISFIED] + m[TOLERATED] / 2.0);

  private static final List<Metric> SERVICES =
      List.of(
          new Metric.Value("service_resp_time", SERVICE, Schema.SERVICE, TIME),
          new Metric.Value("service_sla", SERVICE, Schema.SERVICE, SLA),
          new Metric.Value("service_cpm", SERVICE, Schema.SERVICE, CPM),
          new Metric.Value("service_apdex", SERVICE, Schema.SERVICE, APDEX),
          new Metric.Percentile("service_percentile", SERVICE, Schema.SERVICE),
          new Metric.Value("service_mq_consume_count", SERVICE, Schema.SERVICE_MQ_CONSUME, COUNT),
          new Metric.Value("service_mq_consume_latency", SERVICE, Schema.SERVICE_MQ_CONSUME, TIME),
          new Metric.Value("service_instance_resp_time", Scope.INSTANCE, Schema.INSTANCE, TIME),
          new Metric.Value("service_instance_sla", Scope.INSTANCE, Schema.INSTANCE, SLA),
          new Metric.Value("service_instance_cpm", Scope.INSTANCE, Schema.INSTANCE, CPM),
          new Metric.Value("endpoint_resp_time", ENDPOINT, Schema.ENDPOINT, TIME),
          new Metric.Value("endpoint_sla", ENDPOINT, Schema.ENDPOINT, SLA),
          new Metric.Value("endpoint_cpm", ENDPOINT, Schema.ENDPOINT, CPM),
          new Metric.Percentile("endpoint_percentile", ENDPOINT, Schema.ENDPOINT),
          new Metric.Value(
              "endpoint_mq_consume_count", ENDPOINT, Schema.ENDPOINT_MQ_CONSUME, COUNT),
          new Metric.Value(
              "endpoint_mq_consume_latency", ENDPOINT, Schema.ENDPOINT_MQ_CONSUME, TIME));

  private static final List<Metric> RELATIONS =
      Stream.of(
              relation("service_relation_client", SERVICE_RELATION, Schema.SERVICE_RELATION_CLIENT),
              relation("service_relation_server", SERVICE_RELATION, Schema.SERVICE_RELATION_SERVER),
              relation(
                  "service_instance_relation_client",
                  INSTANCE_RELATION,
                  Schema.INSTANCE_RELATION_CLIENT),
              relation(
                  "service_instance_relation_server",
                  INSTANCE_RELATION,
                  Schema.INSTANCE_RELATION_SERVER),
              traffic("endpoint_relation", ENDPOINT_RELATION, Schema.ENDPOINT_RELATION))
          .flatMap(List::stream)
          .toList();

  private static final List<Metric> VIRTUAL =
      Stream.of(
              traffic("database_access", SERVICE, Schema.DATABASE),
              traffic("cache_access", SERVICE, Schema.CACHE),
              traffic("cache_read", SERVICE, Schema.CACHE_READ),
              traffic("cache_write", SERVICE, Schema.CACHE_WRITE),
              queue("mq_service", SERVICE, Schema.MQ_CONSUME, Schema.MQ_PRODUCE),
              queue(
                  "mq_endpoint", ENDPOINT, Schema.MQ_ENDPOINT_CONSUME, Schema.MQ_ENDPOINT_PRODUCE))
          .flatMap(List::stream)
          .toList();

  private static final List<Metric> SAMPLED =
      List.of(
          new Metric.Sampled("top_n_database_statement", "target", 0),
          new Metric.Sampled("top_n_service_database_statement", "caller", 0),
          new Metric.Sampled("top_n_cache_read_command", "target", 1),
          new Metric.Sampled("top_n_cache_write_command", "target", 2));

  private static final List<Metric> JVM =
      List.of(
          jvm("cpu", Formula.mean(jvm("cpu"), jvm("samples"), 100, false)),
          jvmMean("memory_heap", "heap_used"),
          jvmMean("memory_noheap", "nonheap_used"),
          jvmMean("memory_heap_max", "heap_max"),
          jvmMean("memory_noheap_max", "nonheap_max"),
          jvm("young_gc_time", Formula.sum(jvm("young_gc_millis"))),
          jvm("old_gc_time", Formula.sum(jvm("old_gc_millis"))),
          jvm("normal_gc_time", Formula.sum(jvm("normal_gc_millis"))),
          jvm("young_gc_count", Formula.sum(jvm("young_gc_count"))),
          jvm("old_gc_count", Formula.sum(jvm("old_gc_count"))),
          jvm("normal_gc_count", Formula.sum(jvm("normal_gc_count"))),
          jvmMean("thread_live_count", "threads_live"),
          jvmMean("thread_daemon_count", "threads_daemon"),
          jvmMean("thread_peak_count", "threads_peak"),
          jvmMean("thread_runnable_state_thread_count", "threads_runnable"),
          jvmMean("thread_blocked_state_thread_count", "threads_blocked"),
          jvmMean("thread_waiting_state_thread_count", "threads_waiting"),
          jvmMean("thread_timed_waiting_state_thread_count", "threads_timed_waiting"),
          jvmMean("class_loaded_class_count", "classes_loaded"),
          jvmMean("class_total_unloaded_class_count", "classes_total_unloaded"),
          jvmMean("class_total_loaded_class_count", "classes_total_loaded"));

  /** All that Orrery derives from what it keeps. */
  public static final MetricCatalogue STANDARD =
      new MetricCatalogue(
          Stream.of(SERVICES, RELATIONS, VIRTUAL, SAMPLED, JVM, memoryPools())
              .flatMap(List::stream)
              .toList());

  private final List<Metric> all;
  private final Map<String, Metric> byName;

  private MetricCatalogue(List<Metric> all) {
    this.all = all;
    this.byName = all.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
  }

  /** The metric of this name, or null. */
  public @Nullable Metric find(String name) {
    return byName.get(name);
  }

  /** The type of the metric of this name, {@link MetricType#UNKNOWN} when there is none. */
  public MetricType typeOf(String name) {
    Metric metric = find(name);
    return metric == null ? MetricType.UNKNOWN : metric.type();
  }

  /**
   * Metrics whose whole name matches a regular expression; all for null or blank.
   *
   * @throws orrery.model.Fault.Invalid when it is none, or takes too long to match
   */
  public List<Metric> matching(@Nullable String regex) {
    NamePattern pattern = NamePattern.ofNullable(regex);
    return pattern == null
        ? all
        : all.stream().filter(metric -> pattern.matches(metric.name())).toList();
  }

  private static List<Metric> traffic(String name, Scope scope, MetricFamily family) {
    return List.of(
        new Metric.Value(name + "_cpm", scope, family, CPM),
        new Metric.Value(name + "_resp_time", scope, family, TIME),
        new Metric.Value(name + "_sla", scope, family, SLA),
        new Metric.Percentile(name + "_percentile", scope, family));
  }

  private static List<Metric> relation(String name, Scope scope, MetricFamily family) {
    return List.of(
        new Metric.Value(name + "_cpm", scope, family, CPM),
        new Metric.Value(name + "_resp_time", scope, family, TIME),
        new Metric.Value(name + "_call_sla", scope, family, SLA),
        new Metric.Percentile(name + "_percentile", scope, family));
  }

  private static List<Metric> queue(
      String name, Scope scope, MetricFamily consumed, MetricFamily produced) {
    return List.of(
        new Metric.Value(name + "_consume_cpm", scope, consumed, CPM),
        new Metric.Value(name + "_consume_sla", scope, consumed, SLA),
        new Metric.Value(name + "_consume_latency", scope, consumed, TIME),
        new Metric.Percentile(name + "_consume_percentile", scope, consumed),
        new Metric.Value(name + "_produce_cpm", scope, produced, CPM),
        new Metric.Value(name + "_produce_sla", scope, produced, SLA));
  }

  private static List<Metric> memoryPools() {
    return Stream.of(JvmReport.PoolType.values())
        .<Metric>map(pool ->
            jvm(
                "memory_pool_" + pool.name().toLowerCase(Locale.ROOT),
                Formula.mean(jvm(Schema.poolUsed(pool)), jvm(Schema.poolSamples(pool)))))
        .toList();
  }

  private static Metric jvm(String name, Formula formula) {
    return new Metric.Value("instance_jvm_" + name, Scope.INSTANCE, Schema.JVM, formula);
  }

  private static Metric jvmMean(String name, String measure) {
    return jvm(name, Formula.mean(jvm(measure), jvm("samples")));
  }

  private static int jvm(String measure) {
    return Schema.JVM.index(measure);
  }
}
