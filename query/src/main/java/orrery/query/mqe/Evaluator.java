// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import orrery.query.metrics.Buckets;
import orrery.query.mqe.Result.Value;

/** Walks an expression whose data was read already; only rankings are read when met. */
final class Evaluator {
  private final Leaves leaves;

  Evaluator(Leaves leaves) {
    this.leaves = leaves;
  }

  Table evaluate(Expression expression, Buckets buckets) {
    return switch (expression) {
      case Expression.Literal literal -> Table.single(literal.value());
      case Expression.MetricName metric -> leaves.series(metric, buckets);
      case Expression.Binary binary ->
          Arithmetic.apply(
              binary, evaluate(binary.left(), buckets), evaluate(binary.right(), buckets));
      case Expression.Aggregate at -> Operations.aggregate(at, evaluate(at.of(), buckets));
      case Expression.Rounded at -> Operations.rounded(at, evaluate(at.of(), buckets));
      case Expression.Trend at -> trend(at, buckets);
      case Expression.TopN topN -> leaves.ranking(topN, buckets);
      case Expression.TopNOf at -> topNOf(at, buckets);
      case Expression.Relabels at -> Operations.relabels(at, evaluate(at.of(), buckets));
      case Expression.AggregateLabels at ->
          Operations.aggregateLabels(at, evaluate(at.of(), buckets));
      case Expression.ViewAsSequence at -> firstPresent(at.choices(), buckets);
      case Expression.IsPresent at -> isPresent(at, buckets);
      case Expression.SortValues at -> Operations.sortValues(at, evaluate(at.of(), buckets));
      case Expression.SortLabelValues at ->
          Operations.sortLabelValues(at, evaluate(at.of(), buckets));
      case Expression.Baseline at ->
          throw new ExpressionFault(
              at.position(), "baseline needs a forecasting service, and none is connected");
    };
  }

  private Table trend(Expression.Trend at, Buckets buckets) {
    Table table = evaluate(at.of(), extended(at, buckets));
    // Buckets of one tier count as equally long here, as they do upstream.
    double seconds =
        at.buckets()
            * switch (buckets.tier()) {
              case MINUTE -> 60.0;
              case HOUR -> 3_600.0;
              case DAY -> 86_400.0;
            };
    return Operations.trend(at, table, seconds);
  }

  /** The buckets that a trend looks at: as many more before as it goes back. */
  static Buckets extended(Expression.Trend at, Buckets buckets) {
    if (buckets.count() + at.buckets() > 2 * Buckets.MAX_COUNT) {
      throw new ExpressionFault(at.position(), "the trends go back too far together");
    }
    return buckets.extended(at.buckets());
  }

  private Table topNOf(Expression.TopNOf at, Buckets buckets) {
    List<Value> all = new ArrayList<>();
    ResultType type = leaves.listType(at.rankings().getFirst().metric());
    for (Expression.TopN ranking : at.rankings()) {
      if (leaves.listType(ranking.metric()) != type) {
        throw new ExpressionFault(
            ranking.position(), "rankings of metrics and of records do not mix");
      }
      all.addAll(leaves.ranking(ranking, buckets).rows().getFirst().values());
    }
    return Table.plain(type, Operations.sorted(all, at.limit(), at.ascending()));
  }

  private Table firstPresent(List<Expression> choices, Buckets buckets) {
    Table first = evaluate(choices.getFirst(), buckets);
    if (first.present()) {
      return first;
    }
    for (Expression choice : choices.subList(1, choices.size())) {
      Table table = evaluate(choice, buckets);
      if (table.present()) {
        return table;
      }
    }
    return first;
  }

  private Table isPresent(Expression.IsPresent at, Buckets buckets) {
    boolean present =
        at.candidates().stream().anyMatch(candidate -> evaluate(candidate, buckets).present());
    return new Table(
        ResultType.SINGLE_VALUE, Table.single(present ? 1 : 0).rows(), Table.Traits.TRUTH);
  }
}
