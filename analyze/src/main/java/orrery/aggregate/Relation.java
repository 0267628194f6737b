// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import orrery.store.CatalogKind;

/** What calls what, and which side says so. */
public enum Relation {
  SERVICE_CLIENT(CatalogKind.SERVICE_RELATION, Family.SERVICE_RELATION_CLIENT, "client"),
  SERVICE_SERVER(CatalogKind.SERVICE_RELATION, Family.SERVICE_RELATION_SERVER, "server"),
  INSTANCE_CLIENT(CatalogKind.INSTANCE_RELATION, Family.INSTANCE_RELATION_CLIENT, "client"),
  INSTANCE_SERVER(CatalogKind.INSTANCE_RELATION, Family.INSTANCE_RELATION_SERVER, "server"),
  ENDPOINT(CatalogKind.ENDPOINT_RELATION, Family.ENDPOINT_RELATION, "server");

  private final CatalogKind kind;
  private final Family family;
  private final String side;

  Relation(CatalogKind kind, Family family, String side) {
    this.kind = kind;
    this.family = family;
    this.side = side;
  }

  CatalogKind kind() {
    return kind;
  }

  /** Where its traffic is counted. */
  public Family family() {
    return family;
  }

  String side() {
    return side;
  }
}
