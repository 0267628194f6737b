// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import orrery.store.EntityKey;

/** Something metrics are kept for: its SkyWalking id and the key of its rows. */
public record EntityId(String id, EntityKey key) {

  /**
   * From an id as clients hold it. Never fails: an id that means nothing is the key of nothing.
   *
   * @param id of a service, instance, endpoint or relation, as the scope says
   */
  public static EntityId of(Scope scope, String id) {
    return new EntityId(
        id, scope == Scope.SERVICE ? EntityKey.of(id) : EntityKey.of(ownerId(id), id));
  }

  /**
   * The service an id belongs to; of a relation, the source's service. Base64 knows neither line,
   * so what precedes the first hyphen and the first underscore is the service id.
   */
  private static String ownerId(String id) {
    return upTo('_', upTo('-', id));
  }

  private static String upTo(char end, String text) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
