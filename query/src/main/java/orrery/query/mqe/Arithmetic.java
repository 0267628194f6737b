// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.query.mqe.Expression.Operator;
import orrery.query.mqe.Result.Label;
import orrery.query.mqe.Result.Row;
import orrery.query.mqe.Result.Value;

/**
 * Operators between two tables.
 *
 * <p>A single value goes with every value of the other side. Series go with series bucket by
 * bucket; lists only with single values. A side without labels goes with every row of the other;
 * where both have labels, rows with the same labels go together, and a row of the left side without
 * a partner keeps its places and loses its values. No value with anything is no value, and so is
 * what has no finite result.
 */
final class Arithmetic {
  private final Expression.Binary at;
  private final Table left;
  private final Table right;

  private Arithmetic(Expression.Binary at, Table left, Table right) {
    this.at = at;
    this.left = left;
    this.right = right;
  }

  static Table apply(Expression.Binary binary, Table left, Table right) {
    return new Arithmetic(binary, left, right).result();
  }

  private Table result() {
    Operator operator = at.operator();
    if (left.type() != ResultType.SINGLE_VALUE
        && right.type() != ResultType.SINGLE_VALUE
        && (left.type() != ResultType.TIME_SERIES_VALUES
            || right.type() != ResultType.TIME_SERIES_VALUES)) {
      throw fault(left.type() + " and " + right.type() + " cannot be combined");
    }
    if (operator.joins()) {
      requireTruth(left, at.left());
      requireTruth(right, at.right());
    }
    Table.Traits traits =
        new Table.Traits(
            left.labelled() || right.labelled(),
            operator.compares() || operator.joins(),
            left.traits().unknown() && right.traits().unknown());
    ResultType type = left.type() == ResultType.SINGLE_VALUE ? right.type() : left.type();
    return new Table(type, rows(), traits);
  }

  private void requireTruth(Table side, Expression expression) {
    if (!side.traits().truth() && !side.traits().unknown()) {
      throw new ExpressionFault(
          expression.position(),
          "what \"" + at.operator().symbol() + "\" joins must be comparisons");
    }
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (left.labelled() && right.labelled()) {
      for (Row row : left.rows()) {
        rows.add(new Row(row.labels(), values(row.values(), partner(row))));
      }
    } else if (right.labelled()) {
      for (Row row : right.rows()) {
        rows.add(new Row(row.labels(), values(left.rows().getFirst().values(), row.values())));
      }
    } else {
      for (Row row : left.rows()) {
        rows.add(new Row(row.labels(), values(row.values(), right.rows().getFirst().values())));
      }
    }
    return rows;
  }

  private @Nullable List<Value> partner(Row row) {
    Set<Label> labels = new HashSet<>(row.labels());
    for (Row candidate : right.rows()) {
      if (labels.equals(new HashSet<>(candidate.labels()))) {
        return candidate.values();
      }
    }
    return null;
  }

  private List<Value> values(List<Value> lefts, @Nullable List<Value> rights) {
    if (rights == null) {
      return lefts.stream().map(value -> value.with(null)).toList();
    }
    boolean leftSingle = left.type() == ResultType.SINGLE_VALUE;
    boolean rightSingle = right.type() == ResultType.SINGLE_VALUE;
    if (leftSingle && rightSingle) {
      Double number = number(lefts.getFirst(), rights.getFirst());
      return List.of(Value.of(null, number));
    }
    if (leftSingle) {
      return rights.stream().map(value -> value.with(number(lefts.getFirst(), value))).toList();
    }
    if (rightSingle) {
      return lefts.stream().map(value -> value.with(number(value, rights.getFirst()))).toList();
    }
    if (lefts.size() != rights.size()) {
      throw fault("one side has " + lefts.size() + " values, the other " + rights.size());
    }
    List<Value> values = new ArrayList<>(lefts.size());
    for (int i = 0; i < lefts.size(); i++) {
      values.add(lefts.get(i).with(number(lefts.get(i), rights.get(i))));
    }
    return values;
  }

  private @Nullable Double number(Value first, Value second) {
    return first.number() == null || second.number() == null
        ? null
        : Double.valueOf(at.operator().apply(first.number(), second.number()));
  }

  private ExpressionFault fault(String problem) {
    return new ExpressionFault(at.position(), problem);
  }
}
