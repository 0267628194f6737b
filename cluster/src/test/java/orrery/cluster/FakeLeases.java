// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The leases of the {@link FakeApiServer}: a write must name the version it replaces. */
final class FakeLeases {
  private final Map<String, ObjectNode> leases = new HashMap<>();

  record Answer(int status, ObjectNode body) {}

  @Nullable ObjectNode get(String name) {
    return leases.get(name);
  }

  void remove(String name) {
    leases.remove(name);
  }

  Answer answer(String verb, String name, byte[] body, long version) {
    if (verb.equals("get")) {
      ObjectNode found = leases.get(name);
      return found == null ? refused(404) : new Answer(200, found);
    }
    ObjectNode given = (ObjectNode) JsonMapper.shared().readTree(body);
    String key = given.path("metadata").path("name").asString();
    ObjectNode before = leases.get(key);
    if (verb.equals("update") && before == null) {
      return refused(404);
    }
    if (before != null && (verb.equals("create") || !version(before).equals(version(given)))) {
      return refused(409);
    }
    given.withObject("/metadata").put("resourceVersion", String.valueOf(version));
    leases.put(key, given);
    return new Answer(verb.equals("create") ? 201 : 200, given);
  }

  private static String version(ObjectNode lease) {
    return lease.path("metadata").path("resourceVersion").asString("");
  }

  private static Answer refused(int status) {
    return new Answer(status, FakeApiServer.status(status, "the object has been modified"));
  }
}
