// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * What a span talks to; ordinals are the wire's numbers, an unknown number reads as {@link
 * #UNKNOWN}.
 */
public enum SpanLayer {
  UNKNOWN("Unknown"),
  DATABASE("Database"),
  RPC_FRAMEWORK("RPCFramework"),
  HTTP("Http"),
  MQ("MQ"),
  CACHE("Cache"),
  FAAS("FAAS");

  private static final SpanLayer[] BY_NUMBER = values();

  private final String label;

  SpanLayer(String label) {
    this.label = label;
  }

  /** The spelling of the query protocol. */
  public String label() {
    return label;
  }

  public static SpanLayer of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
