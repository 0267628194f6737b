// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.query.metrics.Metric;
import orrery.query.mqe.Result.Label;

/**
 * Which series of a percentile an expression asks for. All three ways to say so are understood:
 * {@code label='0,1'} (9.5) and {@code _='0,1'} (9.6) count the usual ranks from 0, {@code
 * p='50,75'} (10) names them, and any rank from 0 to 100 at that. The answer carries the label as
 * the question did.
 *
 * @param rank null for a value that means no rank: a series without values
 */
record Selection(Label label, @Nullable Double rank) {
  /** What {@code metric{…}} selects of a percentile; all usual ranks when it does not say. */
  static List<Selection> of(List<Expression.Label> labels) {
    if (labels.isEmpty() || (labels.size() == 1 && labels.getFirst().values().isEmpty())) {
      return Metric.Percentile.USUAL_RANKS.stream()
          .map(rank -> new Selection(new Label("p", rank), rank(rank)))
          .toList();
    }
    Expression.Label only = labels.getFirst();
    if (labels.size() > 1) {
      return List.of(); // percentiles have one label
    }
    return switch (only.name()) {
      case "p" ->
          distinct(only).stream()
              .map(value -> new Selection(new Label("p", value), rank(value)))
              .toList();
      case "_", "label" ->
          distinct(only).stream()
              .map(value ->
                  new Selection(new Label(only.name(), value), Metric.Percentile.usualRank(value)))
              .toList();
      default -> List.of();
    };
  }

  /**
   * The series that might have been there of a metric nobody knows: one for each combination of
   * label values, so that what is done with it can be done.
   */
  static List<List<Label>> combinations(List<Expression.Label> labels) {
    List<List<Label>> combinations = List.of(List.of());
    for (Expression.Label label : labels) {
      List<List<Label>> longer = new ArrayList<>();
      for (List<Label> shorter : combinations) {
        for (String value : distinct(label)) {
          if (longer.size() < Parser.MAX_LABEL_VALUES) {
            List<Label> one = new ArrayList<>(shorter);
            one.add(new Label(label.name(), value));
            longer.add(one);
          }
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<String> distinct(Expression.Label label) {
    return label.values().stream().map(String::strip).distinct().toList();
  }

  private static @Nullable Double rank(String value) {
    if (!value.matches("[0-9]{1,3}([.][0-9]{1,6})?")) {
      return null;
    }
    double rank = Double.parseDouble(value);
    return rank <= 100 ? rank : null;
  }
}
