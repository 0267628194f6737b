// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.file.Path;
import orrery.store.Storage;
import orrery.store.StorageContract;

class PostgreSqlStorageTest extends StorageContract {
  private Path directory = Path.of("");

  @Override
  protected Storage open(Path emptyDirectory) {
    directory = emptyDirectory;
    return DatabaseStorage.of(Places.postgreSql(Places.name(directory)));
  }

  @Override
  protected Storage openBeside(Storage first) {
    return open(directory);
  }
}
