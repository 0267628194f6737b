// SPDX-License-Identifier: Apache-2.0
package orrery.store;

/** Kinds of catalogue entries. Numbers are written to storage and never given a second meaning. */
public enum CatalogKind {
  /**
   * A service; attributes: {@code layers} (names, comma-separated), {@code normal} (true/false).
   */
  SERVICE(1, true),
  /**
   * An instance of a service; attributes: {@code language}, {@code properties} (JSON object),
   * {@code layer}.
   */
  INSTANCE(2, true),
  /** An endpoint of a service. */
  ENDPOINT(3, true),
  /**
   * A call from one service to another as one side sees it; attributes: {@code source}, {@code
   * destination} (service ids), {@code component} (number), {@code side} (client/server).
   */
  SERVICE_RELATION(4, true),
  /** Likewise between instances; {@code source}, {@code destination} are instance ids. */
  INSTANCE_RELATION(5, true),
  /** A call from one endpoint to another; {@code source}, {@code destination} are endpoint ids. */
  ENDPOINT_RELATION(6, true),
  /**
   * Which service and instance answer at a network address; attributes: {@code service}, {@code
   * instance} (ids).
   */
  ADDRESS_ALIAS(7, true),
  /** Facts Orrery keeps for itself, such as how far roll-ups are done. Never expire. */
  INTERNAL(8, false);

  private final int number;
  private final boolean expires;

  CatalogKind(int number, boolean expires) {
    this.number = number;
    this.expires = expires;
  }

  public int number() {
    return number;
  }

  /** Whether retention forgets entries that were not seen for as long as metrics are kept. */
  public boolean expires() {
    return expires;
  }
}
