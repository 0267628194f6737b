// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.HashMap;
import java.util.Map;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;
import orrery.store.MetricFamily;

/**
 * How scripts write entities: {@code shop} is a service, {@code [db:3306]} one without an agent,
 * {@code shop | shop-1} an instance or endpoint, {@code shop -> [db:3306]} a relation.
 */
final class ScriptNames {
  private final Map<EntityKey, String> byEntity = new HashMap<>();
  private final Map<Long, String> byKey = new HashMap<>();

  /** Learns a notation that a script expects, so that rows can be shown in it. */
  void learn(String notation) {
    int arrow = notation.indexOf(" -> ");
    if (arrow < 0) {
      String id = id(notation);
      boolean owned = notation.contains(" | ");
      EntityKey key = owned ? EntityKey.of(serviceId(notation), id) : EntityKey.of(id);
      byEntity.put(key, notation);
      byKey.put(key.key(), notation);
      return;
    }
    String source = notation.substring(0, arrow);
    String destination = notation.substring(arrow + 4);
    byEntity.put(
        EntityKey.of(serviceId(source), Ids.relation(id(source), id(destination))), notation);
    if (source.contains(" | ")) {
      String endpoints =
          Ids.endpointRelation(
              serviceId(source), ownName(source), serviceId(destination), ownName(destination));
      byEntity.put(EntityKey.of(serviceId(source), endpoints), notation);
    }
  }

  String show(MetricFamily family, EntityKey key) {
    return byEntity.getOrDefault(key, "unexpected " + family.name() + " " + key);
  }

  String show(long key) {
    return byKey.getOrDefault(key, "unexpected " + key);
  }

  static String showId(CatalogKind kind, String id) {
    if (kind == CatalogKind.SERVICE || kind == CatalogKind.SERVICE_RELATION) {
      return showService(id);
    }
    Ids.OwnedId owned = Ids.parseOwned(id);
    return showService(owned.serviceId()) + " | " + owned.name();
  }

  static String showService(String id) {
    Ids.ServiceId service = Ids.parseService(id);
    return service.normal() ? service.name() : "[" + service.name() + "]";
  }

  static long serviceKey(String notation) {
    return Keys.of(serviceId(notation));
  }

  private static String id(String notation) {
    return notation.contains(" | ")
        ? Ids.instance(serviceId(notation), ownName(notation))
        : serviceId(notation);
  }

  private static String ownName(String notation) {
    return notation.substring(notation.indexOf(" | ") + 3);
  }

  private static String serviceId(String notation) {
    int bar = notation.indexOf(" | ");
    String service = bar < 0 ? notation : notation.substring(0, bar);
    return service.startsWith("[")
        ? Ids.service(service.substring(1, service.length() - 1), false)
        : Ids.service(service, true);
  }
}
