// SPDX-License-Identifier: Apache-2.0
package orrery.query.topology;

import orrery.model.Ids;
import orrery.store.CatalogEntry;
import orrery.store.EntityKey;

/**
 * One side's view of a call between two services, instances or endpoints.
 *
 * @param source id of the caller
 * @param target id of the callee
 * @param component number of the library this side used
 * @param client whether the caller tells it
 * @param key names its traffic
 */
record Relation(String source, String target, int component, boolean client, EntityKey key) {

  /** Of a catalogue entry about services, instances or endpoints alike. */
  static Relation of(CatalogEntry entry, KeyOf keyOf) {
    String source = entry.attributes().getOrDefault("source", "");
    String target = entry.attributes().getOrDefault("destination", "");
    return new Relation(
        source,
        target,
        number(entry.attributes().getOrDefault("component", "0")),
        "client".equals(entry.attributes().get("side")),
        new EntityKey(entry.owner(), keyOf.key(source, target)));
  }

  /** The same call to another address of the callee. */
  Relation to(String otherTarget) {
    return new Relation(source, otherTarget, component, client, key);
  }

  /** All there is to see of it. */
  View view() {
    return new View(source, target, component, client);
  }

  String id() {
    return source + '-' + target;
  }

  /** The service an instance or endpoint id belongs to; a service id itself. */
  static String serviceOf(String id) {
    int line = id.indexOf('_');
    return line < 0 ? id : id.substring(0, line);
  }

  /** What the thing of this id is called. */
  static String nameOf(String id) {
    return id.indexOf('_') < 0 ? Ids.parseService(id).name() : Ids.parseOwned(id).name();
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /** What relations by several keys may have in common: who, whom, with what, told by whom. */
  record View(String source, String target, int component, boolean client) {}

  /** How the ids of both ends make the key of the relation. */
  @FunctionalInterface
  interface KeyOf {
    long key(String source, String target);
  }
}
