// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import orrery.model.JvmReport;

/**
 * The schema, declared once for every backend: which metric families and record kinds there are.
 *
 * <p>Traffic families all have the same measures ({@link #TRAFFIC_MEASURES}) and a latency sketch;
 * what differs is the entity their rows are about, given in each comment as the id the entity key
 * is made of.
 */
public final class Schema {
  /**
   * Calls, errors among them, time of all calls in milliseconds, calls the Apdex counts as
   * satisfied and tolerated.
   */
  public static final List<String> TRAFFIC_MEASURES =
      List.of("calls", "errors", "duration_millis", "satisfied", "tolerated");

  /** Service id. Only calls that enter the service. */
  public static final MetricFamily SERVICE = traffic("service");

  /** Messages a service takes from queues; service id. Duration is the transmission latency. */
  public static final MetricFamily SERVICE_MQ_CONSUME = traffic("service_mq_consume");

  /** Instance id. */
  public static final MetricFamily INSTANCE = traffic("instance");

  /** Endpoint id. */
  public static final MetricFamily ENDPOINT = traffic("endpoint");

  /** Messages an endpoint takes from queues; endpoint id. */
  public static final MetricFamily ENDPOINT_MQ_CONSUME = traffic("endpoint_mq_consume");

  /** Service relation id, as the caller sees it. */
  public static final MetricFamily SERVICE_RELATION_CLIENT = traffic("service_relation_client");

  /** Service relation id, as the callee sees it. */
  public static final MetricFamily SERVICE_RELATION_SERVER = traffic("service_relation_server");

  /** Instance relation id, as the caller sees it. */
  public static final MetricFamily INSTANCE_RELATION_CLIENT = traffic("instance_relation_client");

  /** Instance relation id, as the callee sees it. */
  public static final MetricFamily INSTANCE_RELATION_SERVER = traffic("instance_relation_server");

  /** Endpoint relation id. */
  public static final MetricFamily ENDPOINT_RELATION = traffic("endpoint_relation");

  /** Calls to a virtual database; its service id. */
  public static final MetricFamily DATABASE = traffic("database_access");

  /** All calls to a virtual cache; its service id. */
  public static final MetricFamily CACHE = traffic("cache_access");

  public static final MetricFamily CACHE_READ = traffic("cache_read");

  public static final MetricFamily CACHE_WRITE = traffic("cache_write");

  /** Messages consumed from a virtual queue; its service id. */
  public static final MetricFamily MQ_CONSUME = traffic("mq_consume");

  /** Messages produced to a virtual queue; its service id. */
  public static final MetricFamily MQ_PRODUCE = traffic("mq_produce");

  /** Messages consumed from one topic or queue; its endpoint id. */
  public static final MetricFamily MQ_ENDPOINT_CONSUME = traffic("mq_endpoint_consume");

  public static final MetricFamily MQ_ENDPOINT_PRODUCE = traffic("mq_endpoint_produce");

  /**
   * JVM samples of an instance; instance id. Gauges are kept as their sum over {@code samples};
   * {@code cpu} is in hundredths of a percent; collections are counts and milliseconds; {@code
   * pool_*_used} is the sum of bytes used of each memory pool and {@code pool_*_samples} how many
   * samples had it.
   */
  public static final MetricFamily JVM =
      new MetricFamily(
          "instance_jvm",
          Stream.concat(
                  Stream.of(
                      "samples",
                      "cpu",
                      "heap_used",
                      "heap_max",
                      "nonheap_used",
                      "nonheap_max",
                      "young_gc_count",
                      "young_gc_millis",
                      "old_gc_count",
                      "old_gc_millis",
                      "normal_gc_count",
                      "normal_gc_millis",
                      "threads_live",
                      "threads_daemon",
                      "threads_peak",
                      "threads_runnable",
                      "threads_blocked",
                      "threads_waiting",
                      "threads_timed_waiting",
                      "classes_loaded",
                      "classes_total_unloaded",
                      "classes_total_loaded"),
                  Arrays.stream(JvmReport.PoolType.values())
                      .flatMap(pool -> Stream.of(poolUsed(pool), poolSamples(pool))))
              .toList(),
          false);

  /** Every family there is. */
  public static final List<MetricFamily> FAMILIES =
      List.of(
          SERVICE,
          SERVICE_MQ_CONSUME,
          INSTANCE,
          ENDPOINT,
          ENDPOINT_MQ_CONSUME,
          SERVICE_RELATION_CLIENT,
          SERVICE_RELATION_SERVER,
          INSTANCE_RELATION_CLIENT,
          INSTANCE_RELATION_SERVER,
          ENDPOINT_RELATION,
          DATABASE,
          CACHE,
          CACHE_READ,
          CACHE_WRITE,
          MQ_CONSUME,
          MQ_PRODUCE,
          MQ_ENDPOINT_CONSUME,
          MQ_ENDPOINT_PRODUCE,
          JVM);

  /**
   * Trace segments. Time is the segment's start; {@code trace} keys the trace id, {@code service},
   * {@code instance} and {@code endpoint} their ids, {@code latency} is in milliseconds, {@code
   * error} 0 or 1.
   */
  public static final RecordKind SEGMENT =
      new RecordKind(
          "segment",
          List.of("trace", "service", "instance", "endpoint", "latency", "error"),
          "service",
          "latency",
          "trace");

  /**
   * Slow database statements and cache commands. {@code target} keys the id of the virtual service
   * called, {@code caller} the id of the service that called, {@code operation} is 0 for a
   * statement, 1 for a cache read, 2 for a cache write. Payload: {@link SlowStatement} as text.
   */
  public static final RecordKind SLOW_STATEMENT =
      new RecordKind(
          "slow_statement",
          List.of("target", "caller", "operation", "latency"),
          "target",
          "latency",
          null);

  /** Every record kind there is. */
  public static final List<RecordKind> RECORD_KINDS = List.of(SEGMENT, SLOW_STATEMENT);

  private Schema() {}

  /** Name of the measure that sums the bytes used of a memory pool. */
  public static String poolUsed(JvmReport.PoolType pool) {
    return "pool_" + pool.name().toLowerCase(java.util.Locale.ROOT) + "_used";
  }

  /** Name of the measure that counts the samples of a memory pool. */
  public static String poolSamples(JvmReport.PoolType pool) {
    return "pool_" + pool.name().toLowerCase(java.util.Locale.ROOT) + "_samples";
  }

  private static MetricFamily traffic(String name) {
    return new MetricFamily(name, TRAFFIC_MEASURES, true);
  }
}
