// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import org.jspecify.annotations.Nullable;
import orrery.store.CatalogKind;

/** What kind of thing a metric is about. */
public enum Scope {
  SERVICE("SERVICE", "Service", CatalogKind.SERVICE),
  INSTANCE("SERVICE_INSTANCE", "ServiceInstance", CatalogKind.INSTANCE),
  ENDPOINT("ENDPOINT", "Endpoint", CatalogKind.ENDPOINT),
  SERVICE_RELATION("SERVICE_RELATION", "ServiceRelation", null),
  INSTANCE_RELATION("SERVICE_INSTANCE_RELATION", "ServiceInstanceRelation", null),
  ENDPOINT_RELATION("ENDPOINT_RELATION", "EndpointRelation", null);

  private final String catalog;
  private final String graphql;
  private final @Nullable CatalogKind ranked;

  Scope(String catalog, String graphql, @Nullable CatalogKind ranked) {
    this.catalog = catalog;
    this.graphql = graphql;
    this.ranked = ranked;
  }

  /** SkyWalking's name of the catalog that metrics of this scope are listed under. */
  public String catalog() {
    return catalog;
  }

  /** The value of GraphQL's {@code Scope}. */
  public String graphql() {
    return graphql;
  }

  /** Where the names of ranked things are found; null where ranking makes no sense. */
  public @Nullable CatalogKind ranked() {
    return ranked;
  }
}
