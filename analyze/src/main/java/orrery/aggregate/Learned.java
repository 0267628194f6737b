// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;

/**
 * What other processes learned, by way of the catalogue, every few seconds: who answers at which
 * address, and which endpoints there are already. Without it each would count a call to a known
 * address for a stranger, and spend a budget of endpoints of its own. For the committer's thread.
 */
final class Learned {
  static final long EVERY_MILLIS = 5_000;

  /** How far clocks may differ, and how long an entry may take to be seen. */
  private static final long OVERLAP_MILLIS = 60_000;

  private static final int MOST = 50_000;
  private static final Logger LOG = LoggerFactory.getLogger(Learned.class);

  private final CatalogStore catalog;
  private final Aliases aliases;
  private final Entities entities;
  private long refreshedMillis;

  Learned(CatalogStore catalog, Aliases aliases, Entities entities) {
    this.catalog = catalog;
    this.aliases = aliases;
    this.entities = entities;
  }

  /** Asks for news when it is time to. Never throws. */
  void refresh(long nowMillis) {
    if (nowMillis - refreshedMillis < EVERY_MILLIS) {
      return;
    }
    try {
      long sinceMillis = refreshedMillis - OVERLAP_MILLIS;
      aliases.take(seen(CatalogKind.ADDRESS_ALIAS, sinceMillis));
      entities.take(seen(CatalogKind.ENDPOINT, sinceMillis));
      refreshedMillis = nowMillis;
    } catch (Fault fault) {
      LOG.debug("Not learned from others, trying again: {}", fault.getMessage());
    }
  }

  private List<CatalogEntry> seen(CatalogKind kind, long sinceMillis) {
    return catalog.list(new CatalogQuery(kind, null, "", Math.max(sinceMillis, 0), MOST));
  }
}
