// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import orrery.model.Ids;
import orrery.model.Layer;
import orrery.store.CatalogEntry;

/**
 * Ids of entities that are known by name: those clients name by {@code …Condition} inputs, and
 * those of the catalogue.
 */
public final class Named {
  private Named() {}

  /** Of a service condition, or of the service of an instance or endpoint condition. */
  public static String service(Arguments condition) {
    String layer = condition.optionalText("layer");
    boolean normal = layer == null || Layer.named(layer).normal();
    return Ids.service(condition.text("serviceName"), condition.flag("normal", normal));
  }

  /** Of a service's entry in the catalogue. */
  public static String service(CatalogEntry service) {
    return Ids.service(service.name(), isNormal(service));
  }

  /** Whether an agent may run in the service of an entry; older entries do not say. */
  public static boolean isNormal(CatalogEntry service) {
    return !"false".equals(service.attributes().get("normal"));
  }

  public static String instance(Arguments condition) {
    return Ids.instance(service(condition), condition.text("instanceName"));
  }

  public static String endpoint(Arguments condition) {
    return Ids.endpoint(service(condition), condition.text("endpointName"));
  }
}
