// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Ids;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;

/**
 * Which service and instance answer at a network address, learned from callees and used for what
 * callers say. The newest word counts. Bounded by {@link CardinalityLimits#addresses()}: further
 * addresses stay addresses. Thread-safe.
 */
public final class Aliases {
  private final Entities entities;
  private final int maxAddresses;
  private final Map<String, Alias> byAddress = new ConcurrentHashMap<>();

  Aliases(Entities entities, int maxAddresses) {
    this.entities = entities;
    this.maxAddresses = maxAddresses;
  }

  /** Who answers. */
  public record Alias(String service, String instance) {}

  /** Who answers at an address; null when nobody said so. */
  public @Nullable Alias find(String address) {
    return byAddress.get(address);
  }

  /** A callee says at which address its caller reached it. */
  public void learn(Worker worker, String address, Entity instance, long nowMillis) {
    Alias known = byAddress.get(address);
    boolean same =
        known != null
            && known.service.equals(instance.service().name())
            && known.instance.equals(instance.name());
    if (!same) {
      if (known == null && byAddress.size() >= maxAddresses) {
        return;
      }
      byAddress.put(address, new Alias(instance.service().name(), instance.name()));
    }
    Entity entity = entities.address(address);
    if (entity != null && (entity.isNews(nowMillis / 60_000, 0) || !same)) {
      worker.sight(
          entity, Map.of("service", instance.service().id(), "instance", instance.id()), nowMillis);
    }
  }

  /**
   * Takes over what the catalogue has.
   *
   * @throws Fault as the catalogue does
   */
  void load(CatalogStore catalog) {
    take(catalog.list(CatalogQuery.all(CatalogKind.ADDRESS_ALIAS, maxAddresses)));
  }

  /** Takes over entries: they hold the newest word of any process. */
  void take(List<CatalogEntry> entries) {
    for (CatalogEntry entry : entries) {
      try {
        Alias alias =
            new Alias(
                Ids.parseService(entry.attributes().getOrDefault("service", "")).name(),
                Ids.parseOwned(entry.attributes().getOrDefault("instance", "")).name());
        if (byAddress.containsKey(entry.name()) || byAddress.size() < maxAddresses) {
          byAddress.put(entry.name(), alias);
        }
      } catch (Fault.Invalid e) {
        // Not written by us; the address will be learned again.
      }
    }
  }
}
