// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import java.nio.file.Path;
import orrery.model.telemetry.Telemetry;
import orrery.server.config.StorageSettings;
import orrery.store.PairedStorage;
import orrery.store.Storage;
import orrery.store.elasticsearch.ElasticsearchStorage;
import orrery.store.influxdb.InfluxStorage;
import orrery.store.jdbc.database.DatabaseStorage;
import orrery.store.jdbc.file.FileStorage;

/** Builds the storage that the settings ask for. */
final class Storages {
  private Storages() {}

  /** No I/O until {@link Storage#prepare()}. */
  static Storage of(StorageSettings settings, Path dataDirectory, Telemetry telemetry) {
    return of(settings.backend(), settings, dataDirectory, telemetry);
  }

  private static Storage of(
      StorageSettings.Backend backend,
      StorageSettings settings,
      Path dataDirectory,
      Telemetry telemetry) {
    return switch (backend) {
      case SQLITE, H2 -> FileStorage.of(settings.files(), dataDirectory, telemetry);
      case MYSQL, POSTGRESQL -> DatabaseStorage.of(settings.database());
      case ELASTICSEARCH, OPENSEARCH ->
          ElasticsearchStorage.of(backend.word(), settings.elasticsearch());
      case INFLUXDB ->
          new PairedStorage(
              InfluxStorage.of(settings.influx()),
              of(settings.records(), settings, dataDirectory, telemetry));
    };
  }
}
