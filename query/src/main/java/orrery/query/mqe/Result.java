// SPDX-License-Identifier: Apache-2.0
package orrery.query.mqe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.query.metrics.Decimals;
import orrery.query.metrics.Owner;

/**
 * What an expression comes to.
 *
 * @param error why it comes to nothing, and at which character; null when it does not fail
 */
public record Result(ResultType type, List<Row> rows, @Nullable String error) {
  public Result {
    rows = List.copyOf(rows);
  }

  /** A series (or list, or single value), told from others by its labels. */
  public record Row(List<Label> labels, List<Value> values) {
    public Row {
      labels = List.copyOf(labels);
      values = List.copyOf(values);
    }
  }

  public record Label(String key, String value) {}

  /**
   * One value.
   *
   * @param id start of the bucket in epoch milliseconds, name of what is ranked, or text of the
   *     record; null for what was computed from several
   * @param number null where there is none; never infinite, never NaN
   * @param owner what is ranked, null elsewhere
   * @param traceId of a record, null elsewhere
   */
  public record Value(
      @Nullable String id,
      @Nullable Double number,
      @Nullable Owner owner,
      @Nullable String traceId) {
    static Value of(@Nullable String id, @Nullable Double number) {
      return new Value(id, finite(number), null, null);
    }

    /** The same place with another number; what is not a finite number is none. */
    Value with(@Nullable Double other) {
      return new Value(id, finite(other), owner, traceId);
    }

    /** The number as clients read it; null for none. */
    public @Nullable String text() {
      return number == null ? null : Decimals.text(number);
    }

    private static @Nullable Double finite(@Nullable Double number) {
      return number == null || !Double.isFinite(number) ? null : number;
    }
  }

  static Result failed(String error) {
    return new Result(ResultType.UNKNOWN, List.of(), error);
  }
}
