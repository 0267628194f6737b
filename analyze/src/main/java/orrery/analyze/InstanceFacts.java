// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import orrery.aggregate.Entity;
import orrery.aggregate.Worker;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.Layer;
import orrery.model.Tag;

/** What agents tell about their process goes to the catalogue. */
final class InstanceFacts {
  /** Leaves room for the other attributes within the catalogue's 64 KiB. */
  private static final int MAX_PROPERTIES_LENGTH = 16 * 1024;

  private InstanceFacts() {}

  static void alive(Worker worker, InstancePing ping, long nowMillis) {
    sight(worker, ping.service(), ping.instance(), ping.layer(), nowMillis);
  }

  static void describe(Worker worker, InstanceProperties properties, long nowMillis) {
    Entity instance =
        sight(worker, properties.service(), properties.instance(), properties.layer(), nowMillis);
    Map<String, String> joined = new LinkedHashMap<>();
    for (Tag property : properties.properties()) {
      joined.merge(property.key(), property.value(), (old, more) -> old + "," + more);
    }
    String language = "UNKNOWN";
    for (Map.Entry<String, String> property : joined.entrySet()) {
      if (property.getKey().equalsIgnoreCase("language")) {
        language = property.getValue().toUpperCase(Locale.ROOT);
      }
    }
    worker.sight(instance, Map.of("language", language, "properties", json(joined)), nowMillis);
  }

  private static Entity sight(
      Worker worker, String serviceName, String instanceName, Layer layer, long nowMillis) {
    Entity service = worker.names().service(serviceName, layer.normal());
    Entity instance = worker.names().instance(service, instanceName);
    worker.sightService(service, layer, nowMillis);
    worker.sightInstance(instance, layer, nowMillis);
    return instance;
  }

  /** Properties that do not fit are left out, from the first that does not. */
  private static String json(Map<String, String> properties) {
    StringBuilder json = new StringBuilder("{");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      int before = json.length();
      json.append(before == 1 ? "" : ",");
      quote(json, property.getKey());
      json.append(':');
      quote(json, property.getValue());
      if (json.length() > MAX_PROPERTIES_LENGTH) {
        json.setLength(before);
        break;
      }
    }
    return json.append('}').toString();
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
