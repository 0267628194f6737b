// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import org.jspecify.annotations.Nullable;
import orrery.model.Ids;

/** What a ranked value belongs to. */
public record Owner(Scope scope, String serviceName, boolean normal, @Nullable String name) {

  /** Id of the service. */
  public String serviceId() {
    return Ids.service(serviceName, normal);
  }

  /** Id of the thing itself. */
  public String id() {
    return name == null ? serviceId() : Ids.instance(serviceId(), name);
  }

  /** Name of the thing itself. */
  public String ownName() {
    return name == null ? serviceName : name;
  }
}
