// SPDX-License-Identifier: Apache-2.0
package orrery.query.alarm;

import java.util.List;
import java.util.Objects;
import orrery.model.Fault;
import orrery.query.metrics.Metric;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.Scope;

/**
 * A condition on the value of a metric in a minute, and how many minutes of a period must meet it.
 *
 * @param name ends in {@code _rule}, as SkyWalking has it
 * @param metric a metric of {@link MetricCatalogue#STANDARD} of services, instances or endpoints;
 *     of percentiles the 99th, which is above a threshold whenever any of them is
 * @param threshold in the metric's unit: milliseconds, ten-thousandths, calls a minute
 * @param count minutes of the period that must meet it, 1 to {@code periodMinutes}
 * @param periodMinutes how far back each minute looks, itself included; 1 to {@value #MAX_PERIOD}
 * @param message for people; {@code {name}} is the name of what broke the rule
 */
public record AlarmRule(
    String name,
    Metric metric,
    Test test,
    double threshold,
    int count,
    int periodMinutes,
    String message) {
  static final int MAX_PERIOD = 60;

  /** The percentile that is judged. */
  static final double RANK = 99;

  /** SkyWalking's usual rules, those of relations apart. */
  public static final List<AlarmRule> STANDARD =
      List.of(
          slow("service_resp_time_rule", "service_resp_time", 3, "Calls to service {name} took"),
          new AlarmRule(
              "service_sla_rule",
              known("service_sla"),
              Test.BELOW,
              8_000,
              2,
              10,
              "Fewer than 80 % of the calls to service {name} succeeded"
                  + " in 2 of the last 10 minutes"),
          slow(
              "service_resp_time_percentile_rule",
              "service_percentile",
              3,
              "The slowest percent of the calls to service {name} took"),
          slow(
              "service_instance_resp_time_rule",
              "service_instance_resp_time",
              2,
              "Calls to instance {name} took"),
          slow(
              "database_access_resp_time_rule",
              "database_access_resp_time",
              2,
              "Statements sent to database {name} took"));

  /** How a value compares with a threshold when it is wrong. */
  public enum Test {
    ABOVE(">"),
    BELOW("<");

    private final String symbol;

    Test(String symbol) {
      this.symbol = symbol;
    }

    boolean meets(double value, double threshold) {
      return this == ABOVE ? value > threshold : value < threshold;
    }
  }

  public AlarmRule {
    if (metric.scope().ranked() == null || metric instanceof Metric.Sampled) {
      throw new Fault.Invalid(name + ": rules on " + metric.name() + " cannot be judged");
    }
    if (periodMinutes < 1 || periodMinutes > MAX_PERIOD) {
      throw new Fault.Invalid(
          name + ": period is " + periodMinutes + ", expected 1 to " + MAX_PERIOD + " minutes");
    }
    if (count < 1 || count > periodMinutes) {
      throw new Fault.Invalid(name + ": count is " + count + ", expected 1 to " + periodMinutes);
    }
  }

  Scope scope() {
    return metric.scope();
  }

  /** The rule as a metrics query expression over its period. */
  public String expression() {
    String labels = metric instanceof Metric.Percentile ? "{p='99'}" : "";
    return "sum(%s%s %s %s) >= %d"
        .formatted(metric.name(), labels, test.symbol, plain(threshold), count);
  }

  private static AlarmRule slow(String name, String metric, int count, String what) {
    return new AlarmRule(
        name,
        known(metric),
        Test.ABOVE,
        1_000,
        count,
        10,
        what + " more than 1000 ms in " + count + " of the last 10 minutes");
  }

  private static Metric known(String name) {
    return Objects.requireNonNull(MetricCatalogue.STANDARD.find(name), name);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
