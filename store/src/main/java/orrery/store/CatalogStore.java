// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.Collection;
import java.util.List;

/**
 * Small documents that change: names of entities, what is known of them, aliases, definitions.
 * Texts are kept exactly, whatever is in them: quotes, line feeds, NUL, ten thousand characters.
 */
public interface CatalogStore {

  /**
   * Creates or replaces entries, named by (kind, key). Of {@code seenMillis} the later of old and
   * new is kept, of everything else the new. Durable on return.
   */
  void put(List<CatalogEntry> entries);

  /** Those of these keys that exist, in no particular order. */
  List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys);

  /** Entries that match, ordered by name, then key. */
  List<CatalogEntry> list(CatalogQuery query);

  /** Forgets entries; unknown keys are fine. */
  void delete(CatalogKind kind, Collection<Long> keys);
}
