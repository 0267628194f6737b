// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orrery.store.elasticsearch.Search.Name;

/**
 * Fetches blocks of payloads and keeps those used last, unpacked, in {@value #MAX_BYTES} bytes of
 * memory. Thread-safe.
 */
final class PayloadBlocks {
  private static final int MAX_BYTES = 8 << 20;

  /** Blocks in one answer: some megabytes. */
  private static final int MAX_AT_ONCE = 100;

  private final Search search;
  private final LinkedHashMap<Name, byte[]> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long keptBytes;

  PayloadBlocks(Search search) {
    this.search = search;
  }

  /** The raw bytes of these blocks; of one that is gone there is none. */
  Map<Name, byte[]> get(Collection<Name> names) {
    Map<Name, byte[]> found = new HashMap<>();
    List<Name> missing = new ArrayList<>();
    synchronized (kept) {
      for (Name name : new HashSet<>(names)) {
        byte[] raw = kept.get(name);
        if (raw == null) {
          missing.add(name);
        } else {
          found.put(name, raw);
        }
      }
    }
    for (int from = 0; from < missing.size(); from += MAX_AT_ONCE) {
      List<Name> some = missing.subList(from, Math.min(from + MAX_AT_ONCE, missing.size()));
      search
          .get(some)
          .forEach((name, document) -> {
            byte[] raw = PayloadBlock.unpack(document.source().path("payload").binaryValue());
            found.put(name, raw);
            keep(name, raw);
          });
    }
    return found;
  }

  private void keep(Name name, byte[] raw) {
    synchronized (kept) {
      byte[] before = kept.put(name, raw);
      keptBytes += raw.length - (before == null ? 0 : before.length);
      var eldest = kept.entrySet().iterator();
      while (keptBytes > MAX_BYTES && eldest.hasNext()) {
        keptBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }
  }
}
