// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.ArrayList;
import java.util.List;
import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.EntityId;
import orrery.query.metrics.Metric;
import orrery.query.metrics.MetricCatalogue;
import orrery.query.metrics.Readings;
import orrery.store.MetricFamily;

/** Finds out what an expression reads, so that it can be read at once. */
final class Needs {
  private final MetricCatalogue catalogue;
  private final Entity entity;
  private final List<Readings.Need> needs = new ArrayList<>();

  private Needs(MetricCatalogue catalogue, Entity entity) {
    this.catalogue = catalogue;
    this.entity = entity;
  }

  static List<Readings.Need> of(
      Expression expression, MetricCatalogue catalogue, Entity entity, Buckets buckets) {
    Needs needs = new Needs(catalogue, entity);
    needs.visit(expression, buckets);
    return needs.needs;
  }

  private void visit(Expression expression, Buckets buckets) {
    switch (expression) {
      case Expression.MetricName metric -> metric(metric, buckets);
      case Expression.Binary at -> visitAll(List.of(at.left(), at.right()), buckets);
      case Expression.Aggregate at -> visit(at.of(), buckets);
      case Expression.Rounded at -> visit(at.of(), buckets);
      case Expression.Trend at -> visit(at.of(), Evaluator.extended(at, buckets));
      case Expression.Relabels at -> visit(at.of(), buckets);
      case Expression.AggregateLabels at -> visit(at.of(), buckets);
      case Expression.ViewAsSequence at -> visitAll(at.choices(), buckets);
      case Expression.IsPresent at -> visitAll(at.candidates(), buckets);
      case Expression.SortValues at -> visit(at.of(), buckets);
      case Expression.SortLabelValues at -> visit(at.of(), buckets);
      case Expression.Literal literal -> {}
      // Rankings are one read each, of totals.
      case Expression.TopN topN -> {}
      case Expression.TopNOf topNOf -> {}
      case Expression.Baseline baseline -> {}
    }
  }

  private void visitAll(List<Expression> expressions, Buckets buckets) {
    for (Expression expression : expressions) {
      visit(expression, buckets);
    }
  }

  private void metric(Expression.MetricName name, Buckets buckets) {
    switch (catalogue.find(name.name())) {
      case Metric.Value value -> need(value, value.family(), buckets, false);
      case Metric.Percentile percentile -> need(percentile, percentile.family(), buckets, true);
      case Metric.Sampled sampled -> {}
      case null -> {}
    }
  }

  private void need(Metric metric, MetricFamily family, Buckets buckets, boolean sketch) {
    EntityId id = entity.in(metric.scope());
    if (id != null) {
      needs.add(new Readings.Need(family, id.key(), buckets, sketch));
    }
  }
}
