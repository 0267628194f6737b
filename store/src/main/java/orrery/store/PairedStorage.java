// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.ArrayList;
import java.util.List;
import orrery.model.Check;

/**
 * Metrics in one backend, records and the catalogue in another. Both must work: what an agent
 * reports is acknowledged when both have it.
 */
public final class PairedStorage implements Storage {
  private final MetricStorage metrics;
  private final Storage rest;

  public PairedStorage(MetricStorage metrics, Storage rest) {
    this.metrics = metrics;
    this.rest = rest;
  }

  /** The metrics' backend's, which is what {@code SW_STORAGE} says. */
  @Override
  public String name() {
    return metrics.name();
  }

  @Override
  public MetricStore metrics() {
    return metrics.metrics();
  }

  @Override
  public RecordStore records() {
    return rest.records();
  }

  @Override
  public CatalogStore catalog() {
    return rest.catalog();
  }

  @Override
  public void prepare() {
    rest.prepare();
    metrics.prepare();
  }

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    return rest.dropBefore(recordsMillis, metricsMillis) + metrics.dropBefore(metricsMillis);
  }

  @Override
  public List<Check> check() {
    List<Check> checks = new ArrayList<>(metrics.check());
    checks.addAll(rest.check());
    return List.copyOf(checks);
  }

  /** The other backend's: metrics are elsewhere. */
  @Override
  public long sizeBytes() {
    return rest.sizeBytes();
  }

  @Override
  public void close() {
    metrics.close();
    rest.close();
  }
}
