// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import java.nio.file.Path;
import orrery.model.telemetry.Telemetry;
import orrery.store.Storage;
import orrery.store.StorageContract;

class SqliteStorageTest extends StorageContract {
  @Override
  protected Storage open(Path emptyDirectory) {
    return JdbcStorage.of(
        JdbcSettings.of(JdbcSettings.Database.SQLITE), emptyDirectory, new Telemetry());
  }
}
