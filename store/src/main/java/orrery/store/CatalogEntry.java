// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.Map;

/**
 * One entry.
 *
 * @param key {@link orrery.model.Keys#of} of the thing's id
 * @param owner key of the service it belongs to, {@link EntityKey#NO_OWNER} for none
 * @param name what people call it and search for
 * @param attributes whatever else is known; keys and values are free text, 64 KiB in all
 * @param seenMillis when it last showed a sign of life
 */
public record CatalogEntry(
    CatalogKind kind,
    long key,
    long owner,
    String name,
    Map<String, String> attributes,
    long seenMillis) {
  public CatalogEntry {
    attributes = Map.copyOf(attributes);
  }
}
