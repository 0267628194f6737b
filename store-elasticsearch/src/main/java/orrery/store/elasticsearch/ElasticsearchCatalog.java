// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import orrery.model.Fault;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import tools.jackson.databind.JsonNode;

/**
 * The catalogue: a document for each entry. An entry replaces exactly the version that was known of
 * it, so that of two nodes' sightings the later is kept.
 */
final class ElasticsearchCatalog implements CatalogStore {
  private static final int PAGE = 1_000;
  private static final int MAX_ROUNDS = 20;
  private static final int MAX_KNOWN = 50_000;

  private final String index;
  private final Bulk bulk;
  private final Search search;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Known> known =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  ElasticsearchCatalog(String index, Bulk bulk, Search search) {
    this.index = index;
    this.bulk = bulk;
    this.search = search;
  }

  /** What an entry to be written replaces. */
  private record Known(Bulk.Version version, long seenMillis) {}

  @Override
  public void put(List<CatalogEntry> entries) {
    Map<String, CatalogEntry> open = new LinkedHashMap<>();
    for (CatalogEntry entry : entries) {
      String id = CatalogDocument.id(entry.kind(), entry.key());
      CatalogEntry before = open.get(id);
      open.put(id, before == null ? entry : CatalogDocument.seen(entry, before.seenMillis()));
    }
    lock.lock();
    try {
      putAll(open);
    } finally {
      lock.unlock();
    }
  }

  private void putAll(Map<String, CatalogEntry> entries) {
    Map<String, CatalogEntry> open = entries;
    for (int round = 0; round < MAX_ROUNDS && !open.isEmpty(); round++) {
      open = send(open);
      fetch(open.keySet());
    }
    if (!open.isEmpty()) {
      throw new Fault.Unavailable("catalogue entries are being changed by others all the time");
    }
  }

  /** Gives the entries that met another version than the one that was known. */
  private Map<String, CatalogEntry> send(Map<String, CatalogEntry> entries) {
    List<String> ids = List.copyOf(entries.keySet());
    List<CatalogEntry> wanted = List.copyOf(entries.values());
    List<Bulk.Item> items = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Known before = known.get(ids.get(i));
      CatalogEntry entry =
          before == null ? wanted.get(i) : CatalogDocument.seen(wanted.get(i), before.seenMillis);
      seen.add(entry.seenMillis());
      items.add(
          new Bulk.Item(
              new Search.Name(index, ids.get(i)),
              CatalogDocument.write(index, entry, before == null ? null : before.version)));
    }
    List<Bulk.Outcome> outcomes;
    try {
      outcomes = bulk.send(items, Bulk.Detail.VERSIONS);
    } catch (RuntimeException e) {
      ids.forEach(known::remove); // whether they were written is not known
      throw e;
    }
    Map<String, CatalogEntry> conflicts = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      if (outcomes.get(i).isConflict()) {
        conflicts.put(id, wanted.get(i));
      } else {
        known.put(id, new Known(outcomes.get(i).version(), seen.get(i)));
      }
    }
    return conflicts;
  }

  private void fetch(Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Map<Search.Name, Search.Document> found = search.get(names(ids));
    for (String id : ids) {
      Search.Document document = found.get(new Search.Name(index, id));
      if (document == null) {
        known.remove(id);
      } else {
        known.put(id, new Known(document.version(), document.source().path("seen").asLong(0)));
      }
    }
  }

  private List<Search.Name> names(Collection<String> ids) {
    return ids.stream().map(id -> new Search.Name(index, id)).toList();
  }

  @Override
  public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
    List<String> ids =
        new LinkedHashSet<>(keys).stream().map(key -> CatalogDocument.id(kind, key)).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    return search.get(names(ids)).values().stream()
        .map(document -> CatalogDocument.entry(kind, document.source()))
        .toList();
  }

  @Override
  public List<CatalogEntry> list(CatalogQuery query) {
    List<CatalogEntry> entries = new ArrayList<>();
    JsonNode last = null;
    int hits = PAGE;
    while (hits == PAGE && entries.size() < query.limit()) {
      hits = 0;
      for (JsonNode hit : search.hits(index, CatalogDocument.list(query, last, PAGE))) {
        CatalogEntry entry = CatalogDocument.entry(query.kind(), hit.path("_source"));
        if (entries.size() < query.limit() && CatalogDocument.matches(entry, query.keyword())) {
          entries.add(entry);
        }
        last = hit.path("sort");
        hits++;
      }
    }
    return entries;
  }

  @Override
  public void delete(CatalogKind kind, Collection<Long> keys) {
    List<String> ids =
        new LinkedHashSet<>(keys).stream().map(key -> CatalogDocument.id(kind, key)).toList();
    lock.lock();
    try {
      ids.forEach(known::remove);
      bulk.send(
          ids.stream()
              .map(id ->
                  new Bulk.Item(
                      new Search.Name(index, id), CatalogDocument.delete(index, id, null)))
              .toList(),
          Bulk.Detail.NONE);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets entries of kinds that expire, not seen since; one seen meanwhile stays. */
  void dropBefore(long millis) {
    List<CatalogKind> kinds =
        Arrays.stream(CatalogKind.values()).filter(CatalogKind::expires).toList();
    JsonNode last = null;
    int hits = PAGE;
    while (hits == PAGE) {
      JsonNode found = search.hits(index, CatalogDocument.unseen(kinds, millis, last, PAGE));
      hits = found.size();
      lock.lock();
      try {
        List<Bulk.Item> items = new ArrayList<>();
        for (JsonNode hit : found) {
          String id = hit.path("_id").asString("");
          known.remove(id);
          items.add(
              new Bulk.Item(
                  new Search.Name(index, id),
                  CatalogDocument.delete(index, id, Search.version(hit))));
          last = hit.path("sort");
        }
        bulk.send(items, Bulk.Detail.NONE);
      } finally {
        lock.unlock();
      }
    }
  }
}
