// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import tools.jackson.databind.JsonNode;

/**
 * What matters of a pod.
 *
 * @param address blank until it has one
 * @param ready whether it takes traffic: running, ready, and not being deleted
 */
record Pod(String uid, String name, String address, boolean ready) {

  static Pod of(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    JsonNode status = pod.path("status");
    boolean ready = false;
    for (JsonNode condition : status.path("conditions")) {
      ready |=
          condition.path("type").asString("").equals("Ready")
              && condition.path("status").asString("").equals("True");
    }
    return new Pod(
        metadata.path("uid").asString(""),
        metadata.path("name").asString(""),
        status.path("podIP").asString(""),
        ready
            && !metadata.has("deletionTimestamp")
            && status.path("phase").asString("").equals("Running"));
  }
}
