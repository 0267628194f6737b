// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;

/**
 * Turns sightings into catalogue entries: new things and news at once, signs of life now and then.
 * For the committer's thread alone.
 */
final class Catalogue {
  private static final int MAX_LOADED_ENDPOINTS = 20_000;

  private final CatalogStore store;
  private final Entities entities;
  private final Telemetry telemetry;
  private final Set<Entity> unwritten = new LinkedHashSet<>();
  private final List<Entity> unloaded = new ArrayList<>();

  Catalogue(CatalogStore store, Entities entities, Telemetry telemetry) {
    this.store = store;
    this.entities = entities;
    this.telemetry = telemetry;
  }

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
  void write() {
    loadEndpoints();
    loadEntities();
    List<CatalogEntry> entries = new ArrayList<>(unwritten.size());
    for (Entity entity : unwritten) {
      entries.add(entity.entry());
    }
    if (entries.isEmpty()) {
      return;
    }
    Isolation.write(entries, store::put, telemetry);
    telemetry.counter(SelfMetric.ORRERY_CATALOG_WRITTEN).add(entries.size());
    unwritten.forEach(Entity::written);
    unwritten.clear();
  }

  /** What earlier processes learned about a thing must survive what this one says of it. */
  private void loadEntities() {
    Map<CatalogKind, Map<Long, Entity>> wanted = new HashMap<>();
    for (Entity entity : unwritten) {
      if (entity.needsLoading()) {
        wanted
            .computeIfAbsent(entity.kind(), _ -> new LinkedHashMap<>())
            .put(entity.catalogKey(), entity);
      }
    }
    wanted.forEach((kind, byKey) -> {
      Map<Long, CatalogEntry> found = new HashMap<>();
      List<CatalogEntry> entries =
          Isolation.read(() -> store.get(kind, List.copyOf(byKey.keySet())), List.of());
      for (CatalogEntry entry : entries) {
        found.put(entry.key(), entry);
      }
      byKey.forEach((key, entity) -> entity.load(found.get(key)));
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
