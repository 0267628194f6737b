// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * Where a span stands in its process; ordinals are the wire's numbers, an unknown number reads as
 * {@link #LOCAL}.
 */
public enum SpanType {
  ENTRY("Entry"),
  EXIT("Exit"),
  LOCAL("Local");

  private static final SpanType[] BY_NUMBER = values();

  private final String label;

  SpanType(String label) {
    this.label = label;
  }

  /** The spelling of the query protocol. */
  public String label() {
    return label;
  }

  public static SpanType of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : LOCAL;
  }
}
