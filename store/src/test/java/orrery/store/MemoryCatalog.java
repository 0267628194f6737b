// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Catalogue entries in one map. */
final class MemoryCatalog implements CatalogStore {
  private record Key(CatalogKind kind, long key) {}

  private static final Comparator<CatalogEntry> BY_NAME =
      Comparator.comparing(CatalogEntry::name).thenComparingLong(CatalogEntry::key);

  private final Map<Key, CatalogEntry> entries = new ConcurrentHashMap<>();

  @Override
  public void put(List<CatalogEntry> put) {
    for (CatalogEntry entry : put) {
      entries.merge(new Key(entry.kind(), entry.key()), entry, MemoryCatalog::keepLater);
    }
  }

  @Override
  public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
    return keys.stream()
        .distinct()
        .map(key -> entries.get(new Key(kind, key)))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public List<CatalogEntry> list(CatalogQuery query) {
    return entries.values().stream()
        .filter(entry -> entry.kind() == query.kind())
        .filter(entry -> query.owner() == null || query.owner() == entry.owner())
        .filter(entry -> query.keyword().isBlank() || contains(entry.name(), query.keyword()))
        .filter(entry -> entry.seenMillis() >= query.seenSinceMillis())
        .sorted(BY_NAME)
        .limit(query.limit())
        .toList();
  }

  @Override
  public void delete(CatalogKind kind, Collection<Long> keys) {
    keys.forEach(key -> entries.remove(new Key(kind, key)));
  }

  void dropBefore(long millis) {
    entries.values().removeIf(entry -> entry.kind().expires() && entry.seenMillis() < millis);
  }

  private static CatalogEntry keepLater(CatalogEntry old, CatalogEntry entry) {
    return new CatalogEntry(
        entry.kind(),
        entry.key(),
        entry.owner(),
        entry.name(),
        entry.attributes(),
        Math.max(old.seenMillis(), entry.seenMillis()));
  }

  private static boolean contains(String name, String keyword) {
    return lower(name).contains(lower(keyword));
  }

  /** ASCII letters only: what every backend can do alike. */
  private static String lower(String text) {
    return text.codePoints()
        .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
