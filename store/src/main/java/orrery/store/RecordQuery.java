// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;

/**
 * Which documents to find, in which order.
 *
 * @param fromMillis inclusive
 * @param toMillis inclusive
 * @param conditions all must hold
 * @param tags all must be on the document, as {@code key=value}
 * @param byRank order by the kind's ranked field instead of time
 * @param descending greatest (or newest) first
 * @param offset how many matches to pass over, at most {@value #MAX_DEPTH} together with {@code
 *     limit}
 * @param limit how many to return
 */
public record RecordQuery(
    RecordKind kind,
    long fromMillis,
    long toMillis,
    List<Condition> conditions,
    List<String> tags,
    boolean byRank,
    boolean descending,
    int offset,
    int limit) {
  /** How deep results can be paged. */
  public static final int MAX_DEPTH = 10_000;

  public RecordQuery {
    conditions = List.copyOf(conditions);
    tags = List.copyOf(tags);
    if (offset < 0 || limit < 0 || (long) offset + limit > MAX_DEPTH) {
      throw new orrery.model.Fault.Invalid(
          "results can be paged " + MAX_DEPTH + " deep; asked for " + limit + " from " + offset);
    }
    if (byRank && kind.ranked() == null) {
      throw new IllegalArgumentException("kind " + kind.name() + " has no ranked field");
    }
  }

  /** Something that must hold for a field. */
  public record Condition(String field, Test test, long operand) {
    public static Condition equal(String field, long operand) {
      return new Condition(field, Test.EQUAL, operand);
    }

    public static Condition atLeast(String field, long operand) {
      return new Condition(field, Test.AT_LEAST, operand);
    }

    public static Condition atMost(String field, long operand) {
      return new Condition(field, Test.AT_MOST, operand);
    }
  }

  /** How a field is compared. */
  public enum Test {
    EQUAL,
    AT_LEAST,
    AT_MOST
  }
}
