// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import orrery.model.Ids;
import orrery.model.Layer;

/** Ids of entities that clients name instead: the {@code …Condition} inputs. */
public final class Named {
  private Named() {}

  /** Of a service condition, or of the service of an instance or endpoint condition. */
  public static String service(Arguments condition) {
    String layer = condition.optionalText("layer");
    boolean normal = layer == null || Layer.named(layer).normal();
    return Ids.service(condition.text("serviceName"), condition.flag("normal", normal));
  }

  public static String instance(Arguments condition) {
    return Ids.instance(service(condition), condition.text("instanceName"));
  }

  public static String endpoint(Arguments condition) {
    return Ids.endpoint(service(condition), condition.text("endpointName"));
  }
}
