// SPDX-License-Identifier: Apache-2.0
package orrery.bench.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import orrery.bench.load.Report;
import tools.jackson.databind.JsonNode;

/** Compares a run's account with what the server tells. */
public final class Verification {
  private static final int QUESTIONS_PER_REQUEST = 40;
  private static final int SHOWN = 10;
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final GraphQl server;
  private final Report report;
  private final String range;
  private final Map<String, String> differences = new LinkedHashMap<>();

  public Verification(GraphQl server, Report report) {
    this.server = server;
    this.report = report;
    this.range =
        report.minutes().isEmpty()
            ? ""
            : GraphQl.minutes(
                Instant.ofEpochMilli(report.minutes().getFirst()).minusSeconds(60),
                Instant.ofEpochMilli(report.minutes().getLast()).plusSeconds(60),
                server.zone());
  }

  /**
   * What was found.
   *
   * @param metricsMillis from the run's last answer until every service's calls were exact
   * @param tracesMillis likewise until every sampled trace was complete
   * @param differences some of what is still missing or too much
   */
  public record Result(
      int metrics,
      int exactMetrics,
      int traces,
      int completeTraces,
      long metricsMillis,
      long tracesMillis,
      List<String> differences) {

    public boolean complete() {
      return exactMetrics == metrics && completeTraces == traces;
    }

    /** For people. */
    public String summary() {
      return "metrics exact: %,d of %,d (services %,d ms after the last answer); traces complete: %,d of %,d (%,d ms)%s"
          .formatted(
              exactMetrics,
              metrics,
              metricsMillis,
              completeTraces,
              traces,
              tracesMillis,
              differences.isEmpty() ? "" : "\n  " + String.join("\n  ", differences));
    }
  }

  /** Asks until everything is there, at most this long. */
  public Result await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Report.Expected> services =
        report.expected().stream().filter(e -> e.metric().equals("service_cpm")).toList();
    repeat(services, this::wrongMetrics, deadline);
    long metricsMillis = System.currentTimeMillis() - report.endedMillis();
    List<Report.Trace> badTraces = repeat(report.traces(), this::incompleteTraces, deadline);
    long tracesMillis = System.currentTimeMillis() - report.endedMillis();
    List<Report.Expected> wrong = repeat(report.expected(), this::wrongMetrics, deadline);
    return new Result(
        report.expected().size(),
        report.expected().size() - wrong.size(),
        report.traces().size(),
        report.traces().size() - badTraces.size(),
        metricsMillis,
        tracesMillis,
        differences.values().stream().limit(SHOWN).toList());
  }

  /** Goes on with what is left until nothing is, or the deadline; answers what is left. */
  private static <T> List<T> repeat(List<T> all, UnaryOperator<List<T>> left, long deadlineNanos) {
    List<T> remaining = left.apply(all);
    while (!remaining.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      LockSupport.parkNanos(NAP_NANOS);
      remaining = left.apply(remaining);
    }
    return remaining;
  }

  private List<Report.Expected> wrongMetrics(List<Report.Expected> expected) {
    List<Report.Expected> wrong = new ArrayList<>();
    for (int from = 0; from < expected.size(); from += QUESTIONS_PER_REQUEST) {
      List<Report.Expected> some =
          expected.subList(from, Math.min(expected.size(), from + QUESTIONS_PER_REQUEST));
      StringBuilder query = new StringBuilder("{");
      for (int i = 0; i < some.size(); i++) {
        query.append(question(i, some.get(i)));
      }
      JsonNode answer = server.ask(query.append('}').toString());
      for (int i = 0; i < some.size(); i++) {
        if (!agrees(some.get(i), answer.path("q" + i))) {
          wrong.add(some.get(i));
        }
      }
    }
    return wrong;
  }

  private boolean agrees(Report.Expected expected, JsonNode answer) {
    long sum = 0;
    for (JsonNode result : answer.path("results")) {
      for (JsonNode value : result.path("values")) {
        sum += value.path("value").isNull() ? 0 : value.path("value").asLong(0);
      }
    }
    String key = expected.metric() + expected.entity();
    if (sum >= expected.least() && sum <= expected.most()) {
      differences.remove(key);
      return true;
    }
    differences.put(
        key,
        "%s of %s: %,d instead of %,d%s"
            .formatted(
                expected.metric(),
                literal(expected.entity()),
                sum,
                expected.least(),
                answer.path("error").isString() ? " " + answer.path("error").asString() : ""));
    return false;
  }

  private String question(int number, Report.Expected expected) {
    return "q%d:execExpression(expression:%s,entity:%s,duration:%s){error results{values{value}}} "
        .formatted(number, GraphQl.quote(expected.metric()), literal(expected.entity()), range);
  }

  private static String literal(Report.Entity entity) {
    StringBuilder literal = new StringBuilder("{serviceName:");
    literal.append(GraphQl.quote(entity.serviceName())).append(",normal:").append(entity.normal());
    Map<String, String> names = new LinkedHashMap<>();
    put(names, "serviceInstanceName", entity.serviceInstanceName());
    put(names, "endpointName", entity.endpointName());
    put(names, "destServiceName", entity.destServiceName());
    put(names, "destEndpointName", entity.destEndpointName());
    names.forEach(
        (name, value) -> literal.append(',').append(name).append(':').append(GraphQl.quote(value)));
    if (entity.destNormal() != null) {
      literal.append(",destNormal:").append(entity.destNormal());
    }
    return literal.append('}').toString();
  }

  private static void put(Map<String, String> names, String name, @Nullable String value) {
    if (value != null) {
      names.put(name, value);
    }
  }

  private List<Report.Trace> incompleteTraces(List<Report.Trace> traces) {
    List<Report.Trace> incomplete = new ArrayList<>();
    for (Report.Trace trace : traces) {
      JsonNode spans =
          server
              .ask(
                  "{queryTrace(traceId:%s){spans{segmentId}}}"
                      .formatted(GraphQl.quote(trace.traceId())))
              .at("/queryTrace/spans");
      long segments =
          spans.valueStream().map(span -> span.path("segmentId").asString()).distinct().count();
      if (segments == trace.segments() && spans.size() == trace.spans()) {
        differences.remove(trace.traceId());
      } else {
        incomplete.add(trace);
        differences.put(
            trace.traceId(),
            "trace %s: %d segments, %d spans instead of %d, %d"
                .formatted(
                    trace.traceId(), segments, spans.size(), trace.segments(), trace.spans()));
      }
    }
    return incomplete;
  }
}
