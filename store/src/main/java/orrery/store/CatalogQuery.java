// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to list.
 *
 * @param owner only what belongs to this service key; null for all
 * @param keyword only names that contain it, ignoring ASCII case; blank for all. Taken literally:
 *     {@code %} is a percent sign
 * @param seenSinceMillis only entries seen at or after; 0 for all
 * @param limit at most so many
 */
public record CatalogQuery(
    CatalogKind kind, @Nullable Long owner, String keyword, long seenSinceMillis, int limit) {
  public static CatalogQuery all(CatalogKind kind, int limit) {
    return new CatalogQuery(kind, null, "", 0, limit);
  }
}
