// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import orrery.fixture.InfluxDbServer;
import orrery.store.MemoryStorage;
import orrery.store.PairedStorage;
import orrery.store.Storage;
import orrery.store.StorageContract;

/** The contract with metrics in a real InfluxDB, a database per test, and the rest in memory. */
class InfluxStorageTest extends StorageContract {
  private final MemoryStorage rest = new MemoryStorage();
  private final AtomicReference<String> database = new AtomicReference<>("");

  @Override
  protected Storage open(Path directory) {
    database.set(directory.getFileName().toString());
    return open();
  }

  @Override
  protected Storage openBeside(Storage first) {
    return open();
  }

  private Storage open() {
    URI url = URI.create(InfluxDbServer.shared().url());
    return new PairedStorage(
        InfluxStorage.of(new InfluxSettings(url, "", "", database.get())), rest);
  }
}
