// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import orrery.query.metrics.Buckets;
import orrery.query.metrics.Entity;
import orrery.query.metrics.MetricReader;
import orrery.query.metrics.Readings;

/** Answers metrics query expressions. The door of this package; safe for any number of threads. */
public final class Expressions {
  private final MetricReader reader;

  public Expressions(MetricReader reader) {
    this.reader = reader;
  }

  /**
   * What an expression comes to for an entity over time. Reads each metric family once, and once
   * more per ranking. What is wrong with the expression is told in the result's {@link
   * Result#error()}.
   *
   * @throws orrery.model.Fault.Overloaded when it would read too much
   * @throws orrery.model.Fault.Unavailable when the storage cannot be read
   */
  public Result evaluate(String expression, Entity entity, Buckets buckets) {
    try {
      Expression tree = Parser.parse(expression);
      Readings readings = reader.read(Needs.of(tree, reader.catalogue(), entity, buckets));
      Leaves leaves = new Leaves(reader, entity, readings);
      Table table = new Evaluator(leaves).evaluate(tree, buckets);
      return new Result(table.type(), table.rows(), null);
    } catch (ExpressionFault e) {
      return Result.failed(String.valueOf(e.getMessage()));
    }
  }
}
