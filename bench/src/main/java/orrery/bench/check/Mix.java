// SPDX-License-Identifier: Apache-2.0
package orrery.bench.check;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** The queries a person at a dashboard causes, timed one after the other. */
public final class Mix {
  private static final int WARM_UP_ROUNDS = 20;

  private final GraphQl server;
  private final Instant from;
  private final Instant to;

  /**
   * @param from what the queries look at, to the minute
   */
  public Mix(GraphQl server, Instant from, Instant to) {
    this.server = server;
    this.from = from;
    this.to = to;
  }

  /** Milliseconds of one kind of query. */
  public record Timing(String query, double p50, double p95, double max) {}

  /** Asks everything this often, after some rounds that do not count. */
  public List<Timing> run(int rounds) {
    Map<String, IntFunction<String>> queries = queries();
    List<Timing> timings = new ArrayList<>();
    Map<String, double[]> millis = new LinkedHashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Map.Entry<String, IntFunction<String>> query : queries.entrySet()) {
        String text = query.getValue().apply(Math.floorMod(round, rounds));
        long began = System.nanoTime();
        server.ask(text);
        double took = (System.nanoTime() - began) / 1e6;
        if (round >= 0) {
          millis.computeIfAbsent(query.getKey(), _ -> new double[rounds])[round] = took;
        }
      }
    }
    millis.forEach((query, took) -> {
      Arrays.sort(took);
      timings.add(new Timing(query, rank(took, 0.5), rank(took, 0.95), took[took.length - 1]));
    });
    return timings;
  }

  /** As a Markdown table. */
  public static String table(List<Timing> timings) {
    StringBuilder table =
        new StringBuilder("| query | p50 ms | p95 ms | max ms |\n|---|---|---|---|\n");
    for (Timing timing : timings) {
      table.append(
          "| %s | %.1f | %.1f | %.1f |%n"
              .formatted(timing.query, timing.p50, timing.p95, timing.max));
    }
    return table.toString();
  }

  private Map<String, IntFunction<String>> queries() {
    ZoneOffset zone = server.zone();
    String range = GraphQl.minutes(from, to, zone);
    String search =
        "{queryBasicTraces(condition:{queryDuration:%s,traceState:ALL,queryOrder:%s,%spaging:{pageNum:1,pageSize:20}}){traces{segmentId"
            + " endpointNames duration start isError traceIds}}}";
    List<String> traces = new ArrayList<>();
    for (JsonNode trace :
        server.ask(search.formatted(range, "BY_DURATION", "")).at("/queryBasicTraces/traces")) {
      traces.add(trace.at("/traceIds/0").asString());
    }
    List<String> services = new ArrayList<>();
    for (JsonNode service :
        server.ask("{listServices(layer:\"GENERAL\"){name}}").at("/listServices")) {
      services.add(service.path("name").asString());
    }
    Map<String, IntFunction<String>> queries = new LinkedHashMap<>();
    queries.put(
        "service list",
        _ -> "{listServices(layer:\"GENERAL\"){id value:name label:name group layers normal}}");
    queries.put("traces by duration", _ -> search.formatted(range, "BY_DURATION", ""));
    queries.put(
        "traces over 200 ms",
        _ -> search.formatted(range, "BY_START_TIME", "minTraceDuration:200,"));
    queries.put(
        "trace by id",
        round ->
            "{queryTrace(traceId:%s){spans{traceId segmentId spanId parentSpanId refs{traceId parentSegmentId parentSpanId type} serviceCode serviceInstanceName startTime endTime endpointName type peer component isError layer tags{key value} logs{time data{key value}}}}}"
                .formatted(GraphQl.quote(pick(traces, round))));
    queries.put(
        "topology",
        _ ->
            "{getGlobalTopology(duration:%s){nodes{id name type isReal} calls{id source target detectPoints}}}"
                .formatted(range));
    queries.put(
        "percentile over the range",
        round ->
            "{execExpression(expression:\"service_percentile{p='50,75,90,95,99'}\",entity:{serviceName:%s,normal:true},duration:%s){type error results{metric{labels{key value}} values{id value}}}}"
                .formatted(GraphQl.quote(pick(services, round)), range));
    return queries;
  }

  private static String pick(List<String> some, int round) {
    return some.isEmpty() ? "none" : some.get(round % some.size());
  }

  private static double rank(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * quantile) - 1)];
  }
}
