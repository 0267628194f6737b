// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The unpacked blocks used last, bounded in bytes. Thread-safe. */
public final class BlockCache {
  /**
   * A block.
   *
   * @param place where its number means something
   */
  public record Key(Object place, long block) {}

  private final long maxBytes;
  private final Map<Key, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  public BlockCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  public synchronized byte @Nullable [] find(Key key) {
    return blocks.get(key);
  }

  public synchronized void keep(Key key, byte[] raw) {
    byte[] old = blocks.put(key, raw);
    bytes += raw.length - (old == null ? 0 : old.length);
    Iterator<byte[]> oldest = blocks.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }
}
