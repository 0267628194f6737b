// SPDX-License-Identifier: Apache-2.0
package orrery.cluster;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A pod as the API server writes it, and how it is asked for one. */
final class FakePod {
  private FakePod() {}

  static ObjectNode of(String name, String address, boolean ready) {
    ObjectNode pod = JsonMapper.shared().createObjectNode();
    pod.putObject("metadata").put("name", name).put("uid", "uid-" + name);
    ObjectNode status = pod.putObject("status").put("phase", "Running").put("podIP", address);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready ? "True" : "False");
    return pod;
  }

  static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    String raw = uri.getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
