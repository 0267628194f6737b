// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.nio.file.Path;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;
import orrery.store.StorageContract;

class SqliteStorageTest extends StorageContract {
  @Override
  protected Storage open(Path emptyDirectory) {
    return FileStorage.of(
        FileSettings.of(FileSettings.Database.SQLITE), emptyDirectory, new Telemetry());
  }
}
