// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;

/**
 * Turns sightings into catalogue entries: new things and news at once, signs of life now and then.
 * For the committer's thread alone.
 *
 * <p>Storage replaces whole entries, and other processes write the same ones. So entries are read
 * before they are written, and where something new was written, once more a while later: two that
 * wrote at the same moment would otherwise lose what one of them knew.
 */
final class Catalogue {
  private static final int MAX_LOADED_ENDPOINTS = 20_000;
  private static final int MAX_CHECKS = 100_000;

  /** When to look again: all that wrote at the same moment are done by then. */
  private static final long CHECK_MILLIS = 3_000;

  private final CatalogStore store;
  private final Entities entities;
  private final Telemetry telemetry;
  private final boolean alone;
  private final Set<Entity> unwritten = new LinkedHashSet<>();
  private final List<Entity> unloaded = new ArrayList<>();
  private final Deque<Check> checks = new ArrayDeque<>();

  Catalogue(CatalogStore store, Entities entities, Committer.Identity identity) {
    this.store = store;
    this.entities = entities;
    this.telemetry = identity.telemetry();
    this.alone = identity.alone();
  }

  /** Something to look at again. */
  private record Check(Entity entity, long dueMillis) {}

  void see(List<Worker.Sighting> sightings) {
    for (Worker.Sighting sighting : sightings) {
      Entity entity = sighting.entity();
      entity.see(sighting);
      if (entity.needsWriting()) {
        unwritten.add(entity);
      }
    }
  }

  /**
   * Writes what is not written yet.
   *
   * @throws orrery.model.Fault as the store does; what is not written stays so
   */
  void write(long nowMillis) {
    check(nowMillis);
    loadEndpoints();
    load(unwritten.stream().filter(Entity::needsLoading).toList(), Entity::load);
    List<CatalogEntry> entries = new ArrayList<>(unwritten.size());
    for (Entity entity : unwritten) {
      entries.add(entity.entry());
    }
    if (entries.isEmpty()) {
      return;
    }
    Isolation.write(entries, store::put, telemetry);
    telemetry.counter(SelfMetric.ORRERY_CATALOG_WRITTEN).add(entries.size());
    for (Entity entity : unwritten) {
      if (entity.written(alone) && checks.size() < MAX_CHECKS) {
        checks.add(new Check(entity, nowMillis + CHECK_MILLIS));
      }
    }
    unwritten.clear();
  }

  private void check(long nowMillis) {
    List<Entity> due = new ArrayList<>();
    for (Check check = checks.peek(); check != null; check = checks.peek()) {
      if (check.dueMillis > nowMillis) {
        break;
      }
      due.add(checks.remove().entity);
    }
    load(
        due,
        (entity, entry) -> {
          if (entry != null && entity.isLostIn(entry)) {
            entity.tellAgain();
            unwritten.add(entity);
          }
        });
  }

  /** Looks what the catalogue has of these entities; null where it has nothing. */
  private void load(List<Entity> wanted, BiConsumer<Entity, @Nullable CatalogEntry> then) {
    Map<CatalogKind, Map<Long, Entity>> byKind = new HashMap<>();
    for (Entity entity : wanted) {
      byKind
          .computeIfAbsent(entity.kind(), _ -> new LinkedHashMap<>())
          .put(entity.catalogKey(), entity);
    }
    byKind.forEach((kind, byKey) -> {
      Map<Long, CatalogEntry> found = new HashMap<>();
      List<CatalogEntry> entries =
          Isolation.read(() -> store.get(kind, List.copyOf(byKey.keySet())), List.of());
      for (CatalogEntry entry : entries) {
        found.put(entry.key(), entry);
      }
      byKey.forEach((key, entity) -> then.accept(entity, found.get(key)));
    });
  }

  private void loadEndpoints() {
    unloaded.addAll(entities.takeUnloaded());
    while (!unloaded.isEmpty()) {
      Entity service = unloaded.getLast();
      CatalogQuery query =
          new CatalogQuery(CatalogKind.ENDPOINT, service.key().key(), "", 0, MAX_LOADED_ENDPOINTS);
      entities.loadEndpoints(service, Isolation.read(() -> store.list(query), List.of()));
      unloaded.removeLast();
    }
  }
}
