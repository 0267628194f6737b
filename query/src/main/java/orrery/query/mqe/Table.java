// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import orrery.query.mqe.Result.Row;
import orrery.query.mqe.Result.Value;

/**
 * A result on its way.
 *
 * @param traits what can be done with it
 */
record Table(ResultType type, List<Row> rows, Traits traits) {

  /**
   * @param labelled whether rows are told apart by labels; if not, there is exactly one
   * @param truth whether values are 1 and 0 for yes and no
   * @param unknown whether it stands for a metric that does not exist, which is let through where
   *     labels are required: it might have had them
   */
  record Traits(boolean labelled, boolean truth, boolean unknown) {
    static final Traits PLAIN = new Traits(false, false, false);
    static final Traits LABELLED = new Traits(true, false, false);
    static final Traits TRUTH = new Traits(false, true, false);
  }

  /** One row without labels. */
  static Table plain(ResultType type, List<Value> values) {
    return new Table(type, List.of(new Row(List.of(), values)), Traits.PLAIN);
  }

  static Table single(double value) {
    return plain(ResultType.SINGLE_VALUE, List.of(Value.of(null, value)));
  }

  boolean labelled() {
    return traits.labelled();
  }

  /** Whether there is any value in it. */
  boolean present() {
    return rows.stream()
        .flatMap(row -> row.values().stream())
        .anyMatch(value -> value.number() != null);
  }

  Table withType(ResultType other) {
    return new Table(other, rows, traits);
  }

  Table withRows(List<Row> others) {
    return new Table(type, others, traits);
  }

  /** The same rows with other values. */
  Table eachRow(UnaryOperator<List<Value>> change) {
    List<Row> changed = new ArrayList<>();
    for (Row row : rows) {
      changed.add(new Row(row.labels(), change.apply(row.values())));
    }
    return withRows(changed);
  }

  /** The same places with other numbers; where there was none, there is none. */
  Table eachNumber(Function<Double, Double> change) {
    return eachRow(values ->
        values.stream()
            .map(value -> value.number() == null ? value : value.with(change.apply(value.number())))
            .toList());
  }
}
