// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.util.List;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.store.MetricStorage;
import orrery.store.MetricStore;

/**
 * Metrics in InfluxDB 1.x. Records and the catalogue are not for it: it has no search over many
 * fields, no order but time, and no documents that change.
 *
 * <p>With 2.x the same requests go to its endpoints for 1.x, which is not tested: the mapping of
 * database and policy to a bucket must exist, and the bucket's own retention holds.
 */
public final class InfluxStorage implements MetricStorage {
  private final InfluxSettings settings;
  private final InfluxClient client;
  private final InfluxQl language;
  private final InfluxMetrics metrics;
  private final Shards shards;
  private volatile boolean second;

  private InfluxStorage(InfluxSettings settings) {
    this.settings = settings;
    this.client = new InfluxClient(settings);
    this.language = new InfluxQl(settings.database());
    this.metrics = new InfluxMetrics(client, language, this::makePlace);
    this.shards = new Shards(client, settings.database());
  }

  /** No I/O until {@link #prepare()}. */
  public static InfluxStorage of(InfluxSettings settings) {
    return new InfluxStorage(settings);
  }

  @Override
  public String name() {
    return "influxdb";
  }

  @Override
  public MetricStore metrics() {
    return metrics;
  }

  @Override
  public void prepare() {
    String version = client.version();
    if (!version.matches("v?[12]\\..*")) {
      throw new Fault.Invalid(
          settings.url()
              + (version.isEmpty() ? " is not an InfluxDB" : " is InfluxDB " + version)
              + "; Orrery works with InfluxDB 1.x (SW_STORAGE_INFLUXDB_URL)");
    }
    second = version.matches("v?2\\..*");
    makePlace();
  }

  private void makePlace() {
    if (!second) {
      client.query(language.createDatabase(), (_, _) -> {});
      client.query(language.createPolicy(), (_, _) -> {});
    }
  }

  @Override
  public int dropBefore(long metricsMillis) {
    return second ? 0 : shards.dropBefore(metricsMillis);
  }

  @Override
  public List<Check> check() {
    String name = "storage_influxdb";
    try {
      client.version();
      return List.of(Check.healthy(name));
    } catch (Fault fault) {
      return List.of(Check.unhealthy(name, String.valueOf(fault.getMessage())));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
