// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.Comparator;
import orrery.model.Keys;

/**
 * The fixed-size name of an entity in rows.
 *
 * @param owner key of the service the entity belongs to: of an instance or endpoint its service, of
 *     a relation the source's service, of a service {@link #NO_OWNER}
 * @param key {@link Keys#of} of the entity's SkyWalking id
 */
public record EntityKey(long owner, long key) implements Comparable<EntityKey> {
  /** The owner of what belongs to nobody. */
  public static final long NO_OWNER = 0;

  private static final Comparator<EntityKey> ORDER =
      Comparator.comparingLong(EntityKey::owner).thenComparingLong(EntityKey::key);

  /** Of a thing that belongs to nobody. */
  public static EntityKey of(String id) {
    return new EntityKey(NO_OWNER, Keys.of(id));
  }

  /** Of a thing that belongs to a service. */
  public static EntityKey of(String ownerId, String id) {
    return new EntityKey(Keys.of(ownerId), Keys.of(id));
  }

  @Override
  public int compareTo(EntityKey other) {
    return ORDER.compare(this, other);
  }
}
