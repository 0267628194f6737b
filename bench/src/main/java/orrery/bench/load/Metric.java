// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.ArrayList;
import java.util.List;
import orrery.bench.load.Report.Entity;

/**
 * A metric of calls a minute, the sum of which over all minutes is a number of calls. Client-side
 * relations are left out: until an address is known to be a service's, they count for the address.
 */
record Metric(String name, Entity entity) {

  /** One for each call that this traffic is; the same metric twice for two calls. */
  static List<Metric> of(Traffic traffic) {
    List<Metric> metrics = new ArrayList<>();
    String service = traffic.service();
    metrics.add(new Metric("service_cpm", Entity.service(service, true)));
    metrics.add(new Metric("service_instance_cpm", Entity.instance(service, traffic.instance())));
    metrics.add(new Metric("endpoint_cpm", Entity.endpoint(service, traffic.endpoint())));
    String callerEndpoint = traffic.callerEndpoint();
    metrics.add(
        new Metric(
            "service_relation_server_cpm",
            Entity.relation(traffic.caller(), callerEndpoint != null, service)));
    if (callerEndpoint != null) {
      metrics.add(
          new Metric(
              "endpoint_relation_cpm",
              Entity.endpointRelation(
                  traffic.caller(), callerEndpoint, service, traffic.endpoint())));
    }
    for (String database : traffic.databases()) {
      metrics.add(new Metric("database_access_cpm", Entity.service(database, false)));
    }
    for (String cache : traffic.caches()) {
      metrics.add(new Metric("cache_access_cpm", Entity.service(cache, false)));
    }
    return metrics;
  }
}
