// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.query.metrics.Ranking;

/** What an expression says. Each node knows where it stands, for errors that can be found. */
sealed interface Expression {
  /** Position of its first character (of an operator: the operator), from 0. */
  int position();

  record Literal(int position, double value) implements Expression {}

  /** A metric by name, perhaps only some of its labelled series. */
  record MetricName(int position, String name, List<Label> labels) implements Expression {}

  record Binary(int position, Operator operator, Expression left, Expression right)
      implements Expression {}

  /** Of each series one value. */
  record Aggregate(int position, Aggregation aggregation, Expression of) implements Expression {}

  /** Of each value another. */
  record Rounded(int position, Rounding rounding, int places, Expression of)
      implements Expression {}

  /**
   * How much each value grew over so many buckets.
   *
   * @param perSecond whether the growth is divided by the time it took
   */
  record Trend(int position, boolean perSecond, Expression of, int buckets) implements Expression {}

  record TopN(
      int position, MetricName metric, int limit, boolean ascending, List<Ranking.Filter> filters)
      implements Expression {}

  /** Several rankings merged to one. */
  record TopNOf(int position, List<TopN> rankings, int limit, boolean ascending)
      implements Expression {}

  /**
   * Other values of a label, or another label.
   *
   * @param from null in the form of 9.x, where values replace those of all series in their order
   */
  record Relabels(int position, Expression of, @Nullable Label from, Label to)
      implements Expression {}

  /**
   * Series merged.
   *
   * @param kept labels that stay; series that differ in them are not merged
   */
  record AggregateLabels(int position, Aggregation aggregation, Expression of, List<String> kept)
      implements Expression {}

  /** The first that has a value. */
  record ViewAsSequence(int position, List<Expression> choices) implements Expression {}

  /** Whether any has a value. */
  record IsPresent(int position, List<Expression> candidates) implements Expression {}

  /**
   * Values of each series in order.
   *
   * @param limit at most so many, 0 for all
   */
  record SortValues(int position, Expression of, int limit, boolean ascending)
      implements Expression {}

  /** Series in the order of the values of labels. */
  record SortLabelValues(int position, Expression of, boolean ascending, List<String> labels)
      implements Expression {}

  /** What a forecast expects of a metric. */
  record Baseline(int position, MetricName metric) implements Expression {}

  /** {@code name='value,value'}. */
  record Label(int position, String name, List<String> values) {}

  /** What stands between two operands. */
  enum Operator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    AT_MOST("<=", 3),
    LESS("<", 3),
    AT_LEAST(">=", 3),
    GREATER(">", 3),
    PLUS("+", 4),
    MINUS("-", 4),
    TIMES("*", 5),
    DIVIDED("/", 5),
    MODULO("%", 5);

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
      this.symbol = symbol;
      this.precedence = precedence;
    }

    String symbol() {
      return symbol;
    }

    /** Greater binds tighter. */
    int precedence() {
      return precedence;
    }

    boolean compares() {
      return precedence == EQUAL.precedence;
    }

    boolean joins() {
      return this == AND || this == OR;
    }

    double apply(double left, double right) {
      return switch (this) {
        case OR -> truth(left != 0 || right != 0);
        case AND -> truth(left != 0 && right != 0);
        case EQUAL -> truth(left == right);
        case NOT_EQUAL -> truth(left != right);
        case AT_MOST -> truth(left <= right);
        case LESS -> truth(left < right);
        case AT_LEAST -> truth(left >= right);
        case GREATER -> truth(left > right);
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case DIVIDED -> left / right;
        case MODULO -> left % right;
      };
    }

    private static double truth(boolean value) {
      return value ? 1 : 0;
    }
  }

  /** How many values become one. */
  enum Aggregation {
    AVG,
    COUNT,
    LATEST,
    SUM,
    MAX,
    MIN
  }

  enum Rounding {
    ABS,
    CEIL,
    FLOOR,
    ROUND
  }
}
