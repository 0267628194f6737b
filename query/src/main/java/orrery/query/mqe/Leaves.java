// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.EntityId;
import orrery.query.metrics.Metric;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.MetricReader;
import orrery.query.metrics.Ranking;
import orrery.query.metrics.Readings;
import orrery.query.metrics.SlowRecords;
import orrery.query.mqe.Result.Row;
import orrery.query.mqe.Result.Value;

/**
 * Where an expression meets data. A metric that does not exist, and an entity that lacks a name the
 * metric needs, are answered like a metric without data: dashboards name metrics that this or that
 * server does not have, and an error for each helps nobody.
 */
final class Leaves {
  private final MetricReader reader;
  private final MetricCatalogue catalogue;
  private final Entity entity;
  private final Readings readings;

  Leaves(MetricReader reader, Entity entity, Readings readings) {
    this.reader = reader;
    this.catalogue = reader.catalogue();
    this.entity = entity;
    this.readings = readings;
  }

  /** The series of a metric. */
  Table series(Expression.MetricName name, Buckets buckets) {
    return switch (catalogue.find(name.name())) {
      case Metric.Value metric -> {
        EntityId id = entity.in(metric.scope());
        yield Table.plain(
            ResultType.TIME_SERIES_VALUES,
            id == null
                ? nothing(buckets)
                : values(readings.values(metric, id.key(), buckets), buckets));
      }
      case Metric.Percentile metric -> percentile(metric, Selection.of(name.labels()), buckets);
      case Metric.Sampled metric ->
          throw new ExpressionFault(
              name.position(),
              "\"" + metric.name() + "\" consists of records: ask for top_n of it");
      case null -> unknown(name, buckets);
    };
  }

  private Table percentile(Metric.Percentile metric, List<Selection> selections, Buckets buckets) {
    EntityId id = entity.in(metric.scope());
    List<Row> rows = new ArrayList<>();
    for (Selection selection : selections) {
      Double rank = selection.rank();
      List<Value> values =
          id == null || rank == null
              ? nothing(buckets)
              : values(readings.values(metric, rank, id.key(), buckets), buckets);
      rows.add(new Row(List.of(selection.label()), values));
    }
    return new Table(ResultType.TIME_SERIES_VALUES, rows, Table.Traits.LABELLED);
  }

  private static Table unknown(Expression.MetricName name, Buckets buckets) {
    List<Row> rows = new ArrayList<>();
    for (List<Result.Label> labels : Selection.combinations(name.labels())) {
      rows.add(new Row(labels, nothing(buckets)));
    }
    boolean labelled = !name.labels().isEmpty();
    return new Table(ResultType.TIME_SERIES_VALUES, rows, new Table.Traits(labelled, false, true));
  }

  /** What kind of list a ranking of a metric is. */
  ResultType listType(Expression.MetricName metric) {
    return catalogue.find(metric.name()) instanceof Metric.Sampled
        ? ResultType.RECORD_LIST
        : ResultType.SORTED_LIST;
  }

  Table ranking(Expression.TopN topN, Buckets buckets) {
    Expression.MetricName name = topN.metric();
    return switch (catalogue.find(name.name())) {
      case Metric.Value metric -> {
        if (metric.scope().ranked() == null) {
          throw new ExpressionFault(
              name.position(),
              "top_n ranks services, instances and endpoints, but \""
                  + metric.name()
                  + "\" is about calls between them");
        }
        yield Table.plain(ResultType.SORTED_LIST, places(topN, metric, buckets));
      }
      case Metric.Sampled metric ->
          Table.plain(ResultType.RECORD_LIST, records(topN, metric, buckets));
      case Metric.Percentile metric ->
          throw new ExpressionFault(
              name.position(), "\"" + metric.name() + "\" has labels, top_n cannot rank it");
      case null -> Table.plain(ResultType.SORTED_LIST, List.of());
    };
  }

  private List<Value> places(Expression.TopN topN, Metric.Value metric, Buckets buckets) {
    Ranking.Request request =
        new Ranking.Request(
            metric, buckets, serviceId(), topN.limit(), topN.ascending(), topN.filters());
    return reader.ranking().best(request).stream()
        .map(place -> new Value(place.name(), place.value(), place.owner(), null))
        .toList();
  }

  private List<Value> records(Expression.TopN topN, Metric.Sampled metric, Buckets buckets) {
    SlowRecords.Request request =
        new SlowRecords.Request(metric, buckets, serviceId(), topN.limit(), topN.ascending());
    return reader.records().find(request).stream()
        .map(found ->
            new Value(found.statement(), (double) found.latencyMillis(), null, found.traceId()))
        .toList();
  }

  private @Nullable String serviceId() {
    return entity.source().serviceId();
  }

  private static List<Value> nothing(Buckets buckets) {
    return values(Collections.nCopies(buckets.count(), null), buckets);
  }

  private static List<Value> values(List<@Nullable Double> numbers, Buckets buckets) {
    List<Value> values = new ArrayList<>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      values.add(Value.of(Long.toString(buckets.starts().get(i)), numbers.get(i)));
    }
    return values;
  }
}
