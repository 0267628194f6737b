// SPDX-License-Identifier: Apache-2.0
package orrery.bench.jmh;

import java.util.Collection;
import java.util.List;
import orrery.model.Check;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.CatalogStore;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.MetricStore;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.Storage;

/** Takes everything, keeps nothing. */
final class NoStorage implements Storage, MetricStore, RecordStore, CatalogStore {
  @Override
  public String name() {
    return "nowhere";
  }

  @Override
  public MetricStore metrics() {
    return this;
  }

  @Override
  public RecordStore records() {
    return this;
  }

  @Override
  public CatalogStore catalog() {
    return this;
  }

  @Override
  public void prepare() {}

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    return 0;
  }

  @Override
  public List<Check> check() {
    return List.of();
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void write(List<MetricRow> rows) {}

  @Override
  public List<MetricPoint> series(MetricQuery query) {
    return List.of();
  }

  @Override
  public List<MetricPoint> totals(MetricQuery query) {
    return List.of();
  }

  @Override
  public void append(List<RecordRow> rows) {}

  @Override
  public List<RecordRow> find(RecordQuery query) {
    return List.of();
  }

  @Override
  public List<RecordRow> group(RecordKind kind, long value, int limit) {
    return List.of();
  }

  @Override
  public List<String> tagKeys(RecordKind kind, long fromMillis, long toMillis, int limit) {
    return List.of();
  }

  @Override
  public List<String> tagValues(
      RecordKind kind, String key, long fromMillis, long toMillis, int limit) {
    return List.of();
  }

  @Override
  public void put(List<CatalogEntry> entries) {}

  @Override
  public List<CatalogEntry> get(CatalogKind kind, Collection<Long> keys) {
    return List.of();
  }

  @Override
  public List<CatalogEntry> list(CatalogQuery query) {
    return List.of();
  }

  @Override
  public void delete(CatalogKind kind, Collection<Long> keys) {}

  @Override
  public void close() {}
}
