// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.MemoryStorage;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.Storage;

/** A storage whose writes fail when told to, half done. */
final class FlakyStorage implements Storage {
  private final MemoryStorage inner = new MemoryStorage();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Predicate<Integer> fails = _ -> false;
  private volatile Predicate<RecordRow> poison = _ -> false;
  private final List<Drop> drops = new ArrayList<>();
  private volatile boolean dropsFail;

  /** What {@link #dropBefore} was asked for. */
  record Drop(long recordsMillis, long metricsMillis) {}

  /** Decides by the number of the write, from 1. */
  void failWhen(Predicate<Integer> condition) {
    fails = condition;
  }

  /** Records that break the store when it is given them. */
  void poison(Predicate<RecordRow> condition) {
    poison = condition;
  }

  void failDrops(boolean fail) {
    dropsFail = fail;
  }

  /** Every call, failed ones too. */
  List<Drop> drops() {
    return drops;
  }

  MemoryStorage inner() {
    return inner;
  }

  private <T> void write(List<T> rows, java.util.function.Consumer<List<T>> store) {
    if (fails.test(writes.incrementAndGet())) {
      store.accept(rows.subList(0, rows.size() / 2));
      throw new Fault.Unavailable("out of order");
    }
    store.accept(rows);
  }

  @Override
  public String name() {
    return "flaky";
  }

  @Override
  public MetricStore metrics() {
    return new MetricStore() {
      @Override
      public void write(List<MetricRow> rows) {
        FlakyStorage.this.write(rows, inner.metrics()::write);
      }

      @Override
      public List<MetricPoint> series(MetricQuery query) {
        return inner.metrics().series(query);
      }

      @Override
      public List<MetricPoint> totals(MetricQuery query) {
        return inner.metrics().totals(query);
      }
    };
  }

  @Override
  public RecordStore records() {
    return new RecordStore() {
      @Override
      public void append(List<RecordRow> rows) {
        if (rows.stream().anyMatch(poison)) {
          throw new IllegalStateException("cannot write this");
        }
        FlakyStorage.this.write(rows, inner.records()::append);
      }

      @Override
      public List<RecordRow> find(RecordQuery query) {
        return inner.records().find(query);
      }

      @Override
      public List<RecordRow> group(RecordKind kind, long value, int limit) {
        return inner.records().group(kind, value, limit);
      }

      @Override
      public List<String> tagKeys(RecordKind kind, long from, long to, int limit) {
        return inner.records().tagKeys(kind, from, to, limit);
      }

      @Override
      public List<String> tagValues(RecordKind kind, String key, long from, long to, int limit) {
        return inner.records().tagValues(kind, key, from, to, limit);
      }
    };
  }

  @Override
  public CatalogStore catalog() {
    return new CatalogStore() {
      @Override
      public void put(List<CatalogEntry> entries) {
        FlakyStorage.this.write(entries, inner.catalog()::put);
      }

      @Override
      public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
        return inner.catalog().get(kind, keys);
      }

      @Override
      public List<CatalogEntry> list(CatalogQuery query) {
        return inner.catalog().list(query);
      }

      @Override
      public void delete(CatalogKind kind, Collection<Long> keys) {
        inner.catalog().delete(kind, keys);
      }
    };
  }

  @Override
  public void prepare() {}

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    drops.add(new Drop(recordsMillis, metricsMillis));
    if (dropsFail) {
      throw new Fault.Unavailable("cannot delete");
    }
    return inner.dropBefore(recordsMillis, metricsMillis);
  }

  @Override
  public List<Check> check() {
    return inner.check();
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {}
}
