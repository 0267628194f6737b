// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import orrery.model.Check;

/**
 * The contract in the plainest form that is correct: sorted maps behind one lock. The fake for
 * tests of every room, and the reference other backends are compared with. Keeps everything in
 * memory; unbounded.
 */
public final class MemoryStorage implements Storage {
  private final MemoryMetrics metrics = new MemoryMetrics();
  private final MemoryRecords records = new MemoryRecords();
  private final MemoryCatalog catalog = new MemoryCatalog();

  /** An empty storage. */
  public MemoryStorage() {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public MetricStore metrics() {
    return metrics;
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public CatalogStore catalog() {
    return catalog;
  }

  @Override
  public void prepare() {}

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    catalog.dropBefore(metricsMillis);
    return records.dropBefore(recordsMillis) + metrics.dropBefore(metricsMillis);
  }

  @Override
  public List<Check> check() {
    return List.of(Check.healthy("storage_memory"));
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {}

  /** The UTC day that holds an instant: what partitions are made of. */
  static long day(long millis) {
    return Math.floorDiv(millis, 86_400_000L);
  }
}
