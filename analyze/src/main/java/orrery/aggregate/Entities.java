// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.model.Ids;
import orrery.model.Keys;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;

/**
 * All entities in use, each made once, within the {@link CardinalityLimits}. Workers ask here only
 * for what their own {@link Names} do not know. Once an hour everything is forgotten but the
 * endpoint budgets; what is still in use comes back at the next question. Thread-safe.
 */
public final class Entities {
  // SkyWalking's longest names
  private static final int MAX_SERVICE_LENGTH = 70;
  private static final int MAX_INSTANCE_LENGTH = 70;
  private static final int MAX_ENDPOINT_LENGTH = 150;

  private final CardinalityLimits limits;
  private final Telemetry telemetry;
  private final Map<Name, Entity> known = new HashMap<>();
  private final Map<Counted, Integer> counts = new HashMap<>();
  private final Map<Long, EndpointBudget> budgets = new HashMap<>();
  private List<Entity> unloaded = new ArrayList<>();
  private int generation = 1;

  Entities(CardinalityLimits limits, Telemetry telemetry) {
    this.limits = limits;
    this.telemetry = telemetry;
  }

  /** What there may be only one of. */
  private record Name(CatalogKind kind, long owner, long catalogKey) {}

  /** What is counted against a bound: things of a kind, of one service where that matters. */
  private record Counted(CatalogKind kind, long owner) {}

  synchronized Entity service(String reported, boolean normal) {
    String name = clipped(reported.isBlank() ? Ids.BLANK : reported, MAX_SERVICE_LENGTH, "service");
    // Counted apart: uninstrumented targets must not crowd out services.
    Entity found =
        makeBounded(
            serviceIdentity(name, normal),
            new Counted(CatalogKind.SERVICE, normal ? 1 : 0),
            limits.services(),
            null,
            Map.of("normal", String.valueOf(normal)));
    return found != null
        ? found
        : make(
            serviceIdentity(CardinalityLimits.OVERFLOW, normal),
            null,
            Map.of("normal", String.valueOf(normal)));
  }

  synchronized Entity instance(Entity service, String reported) {
    String name = clipped(blank(reported), MAX_INSTANCE_LENGTH, "instance");
    Entity found = makeOwned(CatalogKind.INSTANCE, service, name, limits.instancesPerService());
    return found != null
        ? found
        : make(
            ownedIdentity(CatalogKind.INSTANCE, service, CardinalityLimits.OVERFLOW),
            service,
            Map.of());
  }

  synchronized Entity endpoint(Entity service, String reported) {
    String name = clipped(blank(reported), MAX_ENDPOINT_LENGTH, "endpoint");
    EndpointBudget budget =
        budgets.computeIfAbsent(
            service.key().key(),
            _ -> new EndpointBudget(limits.endpointsPerService(), limits.templatesPerService()));
    if (budget.needsLoading(generation)) {
      unloaded.add(service);
    }
    if (budget.admitsName(Keys.of(Ids.endpoint(service.id(), name)))) {
      Entity found = makeOwned(CatalogKind.ENDPOINT, service, name, Integer.MAX_VALUE);
      if (found != null) {
        return found;
      }
    }
    String template = clipped(EndpointTemplate.of(name), MAX_ENDPOINT_LENGTH, "endpoint");
    if (budget.admitsTemplate(template)) {
      Entity found = makeOwned(CatalogKind.ENDPOINT, service, template, Integer.MAX_VALUE);
      if (found != null) {
        telemetry.counter(SelfMetric.ORRERY_ENDPOINTS_FOLDED, "template").increment();
        return found;
      }
    }
    telemetry.counter(SelfMetric.ORRERY_ENDPOINTS_FOLDED, "overflow").increment();
    return make(
        ownedIdentity(CatalogKind.ENDPOINT, service, CardinalityLimits.OVERFLOW),
        service,
        Map.of());
  }

  synchronized @Nullable Entity relation(Relation relation, Entity source, Entity destination) {
    String id =
        relation.kind() == CatalogKind.ENDPOINT_RELATION
            ? Ids.endpointRelation(
                source.service().id(),
                source.name(),
                destination.service().id(),
                destination.name())
            : Ids.relation(source.id(), destination.id());
    Entity.Identity identity =
        new Entity.Identity(
            relation.kind(),
            new EntityKey(source.service().key().key(), Keys.of(id)),
            Keys.of(id + ' ' + relation.side()),
            id,
            source.name() + " -> " + destination.name());
    return makeBounded(
        identity,
        new Counted(CatalogKind.SERVICE_RELATION, EntityKey.NO_OWNER),
        limits.relations(),
        source.service(),
        Map.of("source", source.id(), "destination", destination.id(), "side", relation.side()));
  }

  synchronized @Nullable Entity address(String address) {
    String name = clipped(address, MAX_SERVICE_LENGTH, "address");
    String id = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    long key = Keys.of(id);
    return makeBounded(
        new Entity.Identity(
            CatalogKind.ADDRESS_ALIAS, new EntityKey(EntityKey.NO_OWNER, key), key, id, name),
        new Counted(CatalogKind.ADDRESS_ALIAS, EntityKey.NO_OWNER),
        limits.addresses(),
        null,
        Map.of());
  }

  /** Services whose endpoints in the catalogue are not counted yet; each is given out once. */
  synchronized List<Entity> takeUnloaded() {
    List<Entity> taken = unloaded;
    unloaded = new ArrayList<>();
    return taken;
  }

  /** The endpoints of a service that the catalogue knows. */
  synchronized void loadEndpoints(Entity service, List<CatalogEntry> endpoints) {
    EndpointBudget budget = budgets.get(service.key().key());
    if (budget != null) {
      budget.load(endpoints);
    }
  }

  /** Endpoints that any process has put into the catalogue lately. */
  synchronized void take(List<CatalogEntry> endpoints) {
    for (CatalogEntry endpoint : endpoints) {
      EndpointBudget budget = budgets.get(endpoint.owner());
      if (budget != null) {
        budget.learn(endpoint);
      }
    }
  }

  /** Forgets what is held in memory only to be quick. Workers must forget their names too. */
  synchronized void forget() {
    known.clear();
    counts.clear();
    generation++;
    budgets.values().removeIf(budget -> budget.isUnusedSince(generation - 1));
  }

  synchronized int size() {
    return known.size();
  }

  private @Nullable Entity makeOwned(CatalogKind kind, Entity service, String name, int limit) {
    return makeBounded(
        ownedIdentity(kind, service, name),
        new Counted(kind, service.key().key()),
        limit,
        service,
        Map.of());
  }

  private static Entity.Identity serviceIdentity(String name, boolean normal) {
    String id = Ids.service(name, normal);
    EntityKey key = EntityKey.of(id);
    return new Entity.Identity(CatalogKind.SERVICE, key, key.key(), id, name);
  }

  private static Entity.Identity ownedIdentity(CatalogKind kind, Entity service, String name) {
    String id = Ids.instance(service.id(), name);
    EntityKey key = new EntityKey(service.key().key(), Keys.of(id));
    return new Entity.Identity(kind, key, key.key(), id, name);
  }

  private @Nullable Entity makeBounded(
      Entity.Identity identity,
      Counted counted,
      int limit,
      @Nullable Entity owner,
      Map<String, String> attributes) {
    Name unique = name(identity);
    Entity found = known.get(unique);
    if (found != null) {
      return found;
    }
    int count = counts.getOrDefault(counted, 0);
    if (count >= limit || known.size() >= limits.entities()) {
      telemetry
          .counter(
              SelfMetric.ORRERY_ENTITIES_REFUSED, counted.kind().name().toLowerCase(Locale.ROOT))
          .increment();
      return null;
    }
    counts.put(counted, count + 1);
    Entity made = new Entity(identity, owner, attributes);
    known.put(unique, made);
    return made;
  }

  /** Beyond all bounds: for the overflow entities, of which each service has a few. */
  private Entity make(
      Entity.Identity identity, @Nullable Entity owner, Map<String, String> attributes) {
    return known.computeIfAbsent(name(identity), _ -> new Entity(identity, owner, attributes));
  }

  private static Name name(Entity.Identity identity) {
    return new Name(identity.kind(), identity.key().owner(), identity.catalogKey());
  }

  private static String blank(String name) {
    return name.isBlank() ? Ids.BLANK : name;
  }

  private String clipped(String name, int length, String kind) {
    if (name.length() <= length) {
      return name;
    }
    telemetry.counter(SelfMetric.ORRERY_VALUES_CLIPPED, kind).increment();
    int end = Character.isHighSurrogate(name.charAt(length - 1)) ? length - 1 : length;
    return name.substring(0, end);
  }
}
