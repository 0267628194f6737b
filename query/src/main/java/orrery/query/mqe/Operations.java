// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import orrery.query.mqe.Expression.Aggregation;
import orrery.query.mqe.Result.Label;
import orrery.query.mqe.Result.Row;
import orrery.query.mqe.Result.Value;

/** Functions of one table. */
final class Operations {
  private static final Value NOTHING = Value.of(null, null);
  private static final Comparator<Value> BY_NUMBER =
      Comparator.comparingDouble(value -> Objects.requireNonNull(value.number()));

  private Operations() {}

  static Table aggregate(Expression.Aggregate at, Table table) {
    if (at.aggregation() == Aggregation.LATEST && table.type() != ResultType.TIME_SERIES_VALUES) {
      throw new ExpressionFault(at.position(), "latest takes a time series, not " + table.type());
    }
    return table
        .eachRow(values -> List.of(aggregated(at.aggregation(), values)))
        .withType(ResultType.SINGLE_VALUE);
  }

  private static Value aggregated(Aggregation aggregation, List<Value> values) {
    List<Value> present = values.stream().filter(value -> value.number() != null).toList();
    return switch (aggregation) {
      // What is picked keeps its place, what is computed has none.
      case MAX -> present.stream().max(BY_NUMBER).orElse(NOTHING);
      case MIN -> present.stream().min(BY_NUMBER).orElse(NOTHING);
      case LATEST -> present.isEmpty() ? NOTHING : present.getLast();
      case COUNT -> Value.of(null, (double) present.size());
      case SUM -> Value.of(null, numbers(present).sum());
      case AVG ->
          present.isEmpty() ? NOTHING : Value.of(null, numbers(present).average().orElseThrow());
    };
  }

  private static DoubleStream numbers(List<Value> present) {
    return present.stream().mapToDouble(value -> Objects.requireNonNull(value.number()));
  }

  static Table rounded(Expression.Rounded at, Table table) {
    return table.eachNumber(number ->
        switch (at.rounding()) {
          case ABS -> Math.abs(number);
          case CEIL -> Math.ceil(number);
          case FLOOR -> Math.floor(number);
          case ROUND ->
              BigDecimal.valueOf(number).setScale(at.places(), RoundingMode.HALF_UP).doubleValue();
        });
  }

  /**
   * @param table of as many buckets more in front as the trend goes back
   * @param seconds how long it goes back
   */
  static Table trend(Expression.Trend at, Table table, double seconds) {
    if (table.type() != ResultType.TIME_SERIES_VALUES) {
      throw new ExpressionFault(
          at.of().position(), "a trend takes a time series, not " + table.type());
    }
    return table.eachRow(values -> {
      List<Value> grown = new ArrayList<>();
      for (int i = at.buckets(); i < values.size(); i++) {
        Double now = values.get(i).number();
        Double then = values.get(i - at.buckets()).number();
        double over = at.perSecond() ? seconds : 1;
        Double growth = now == null || then == null ? null : Double.valueOf((now - then) / over);
        grown.add(values.get(i).with(growth));
      }
      return grown;
    });
  }

  static Table relabels(Expression.Relabels at, Table table) {
    if (table.traits().unknown() && !table.labelled()) {
      return table;
    }
    requireLabels(at.of(), table);
    return at.from() == null ? inOrder(at, table) : byValue(at.from(), at.to(), table);
  }

  private static Table inOrder(Expression.Relabels at, Table table) {
    List<String> values = at.to().values();
    if (values.size() != table.rows().size()) {
      throw new ExpressionFault(
          at.to().position(),
          values.size() + " label values for " + table.rows().size() + " series");
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Row row = table.rows().get(i);
      List<Label> labels = new ArrayList<>(row.labels());
      labels.set(0, new Label(labels.getFirst().key(), values.get(i)));
      rows.add(new Row(labels, row.values()));
    }
    return table.withRows(rows);
  }

  private static Table byValue(Expression.Label from, Expression.Label to, Table table) {
    List<Row> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      List<Label> labels = new ArrayList<>();
      for (Label label : row.labels()) {
        int index = label.key().equals(from.name()) ? from.values().indexOf(label.value()) : -1;
        labels.add(index < 0 ? label : new Label(to.name(), to.values().get(index)));
      }
      rows.add(new Row(labels, row.values()));
    }
    return table.withRows(rows);
  }

  static Table aggregateLabels(Expression.AggregateLabels at, Table table) {
    if (table.traits().unknown() && !table.labelled()) {
      return table;
    }
    requireLabels(at.of(), table);
    Map<List<Label>, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : table.rows()) {
      groups.computeIfAbsent(kept(at.kept(), row), labels -> new ArrayList<>()).add(row);
    }
    List<Row> rows = new ArrayList<>();
    boolean labelled = false;
    for (Map.Entry<List<Label>, List<Row>> group : groups.entrySet()) {
      labelled |= !group.getKey().isEmpty();
      rows.add(new Row(group.getKey(), merged(at, group.getValue())));
    }
    Table.Traits traits = table.traits();
    boolean many = labelled || rows.isEmpty();
    return new Table(table.type(), rows, new Table.Traits(many, traits.truth(), traits.unknown()));
  }

  private static List<Label> kept(List<String> names, Row row) {
    return names.stream()
        .flatMap(name -> row.labels().stream().filter(label -> label.key().equals(name)))
        .toList();
  }

  private static List<Value> merged(Expression.AggregateLabels at, List<Row> rows) {
    int size = rows.getFirst().values().size();
    List<Value> merged = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Value> column = new ArrayList<>();
      for (Row row : rows) {
        if (row.values().size() != size) {
          throw new ExpressionFault(at.position(), "the series differ in length");
        }
        column.add(row.values().get(i));
      }
      @Nullable Double number =
          column.stream().allMatch(value -> value.number() == null)
              ? null
              : aggregated(at.aggregation(), column).number();
      merged.add(Value.of(column.getFirst().id(), number));
    }
    return merged;
  }

  static Table sortValues(Expression.SortValues at, Table table) {
    return table.type() == ResultType.SINGLE_VALUE
        ? table // always one value, if only none
        : table.eachRow(values -> sorted(values, at.limit(), at.ascending()));
  }

  /** What has a number, in order; at most so many, 0 for all. */
  static List<Value> sorted(List<Value> values, int limit, boolean ascending) {
    return values.stream()
        .filter(value -> value.number() != null)
        .sorted(ascending ? BY_NUMBER : BY_NUMBER.reversed())
        .limit(limit == 0 ? Long.MAX_VALUE : limit)
        .toList();
  }

  static Table sortLabelValues(Expression.SortLabelValues at, Table table) {
    String first = at.labels().getFirst();
    Comparator<Row> order = Comparator.comparing(row -> labelValue(row, first));
    for (String name : at.labels()) {
      order = order.thenComparing(row -> labelValue(row, name));
    }
    List<Row> rows = new ArrayList<>(table.rows());
    rows.sort(at.ascending() ? order : order.reversed());
    return table.withRows(rows);
  }

  private static String labelValue(Row row, String name) {
    return row.labels().stream()
        .filter(label -> label.key().equals(name))
        .map(Label::value)
        .findFirst()
        .orElse("");
  }

  private static void requireLabels(Expression of, Table table) {
    if (!table.labelled()) {
      throw new ExpressionFault(of.position(), "what stands here has no labels");
    }
  }
}
