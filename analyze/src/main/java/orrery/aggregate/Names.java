// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One worker's memory of which name is which entity, in front of {@link Entities}. Bounded; what
 * does not fit is asked for again. Not thread-safe.
 */
public final class Names {
  private static final int MAX_SERVICES = 16_384;

  /** A name longer than this is not worth remembering: it is shortened anyway. */
  private static final int MAX_NAME_LENGTH = 512;

  private final Entities entities;
  private final Map<String, Entity> normal = new HashMap<>();
  private final Map<String, Entity> virtual = new HashMap<>();
  private final PairCache instances = new PairCache();
  private final PairCache endpoints = new PairCache();
  private final Map<Relation, PairCache> relations = new EnumMap<>(Relation.class);

  Names(Entities entities) {
    this.entities = entities;
    for (Relation relation : Relation.values()) {
      relations.put(relation, new PairCache());
    }
  }

  /** A service, or whatever else stands in the topology like one. Never refused. */
  public Entity service(String name, boolean isNormal) {
    Map<String, Entity> known = isNormal ? normal : virtual;
    Entity service = known.get(name);
    if (service == null) {
      service = entities.service(name, isNormal);
      if (known.size() >= MAX_SERVICES) {
        known.clear();
      }
      if (name.length() <= MAX_NAME_LENGTH) {
        known.put(name, service);
      }
    }
    return service;
  }

  /** An instance of a service; the overflow instance when there are too many. */
  public Entity instance(Entity service, String name) {
    return owned(instances, service, name, () -> entities.instance(service, name));
  }

  /** An endpoint of a service; a template or the overflow endpoint when there are too many. */
  public Entity endpoint(Entity service, String name) {
    return owned(endpoints, service, name, () -> entities.endpoint(service, name));
  }

  /** A relation; null when there are too many. */
  public @Nullable Entity relation(Relation relation, Entity source, Entity destination) {
    PairCache known = Objects.requireNonNull(relations.get(relation));
    Entity found = known.get(source, destination);
    if (found == null) {
      found = entities.relation(relation, source, destination);
      if (found != null) {
        known.put(source, destination, found);
      }
    }
    return found;
  }

  void forget() {
    normal.clear();
    virtual.clear();
    instances.clear();
    endpoints.clear();
    relations.values().forEach(PairCache::clear);
  }

  private static Entity owned(PairCache known, Entity service, String name, Supplier<Entity> ask) {
    Entity found = known.get(service, name);
    if (found == null) {
      found = ask.get();
      if (name.length() <= MAX_NAME_LENGTH) {
        known.put(service, name, found);
      }
    }
    return found;
  }
}
