// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.file.Path;
import orrery.fixture.MariaDbServer;
import orrery.fixture.PostgreSqlServer;

/** Empty places in the servers of this JVM. */
final class Places {
  private Places() {}

  /** The same for the same directory. */
  static String name(Path directory) {
    return "orrery_" + Integer.toHexString(directory.toAbsolutePath().hashCode());
  }

  static DatabaseSettings mariaDb(String name) {
    return DatabaseSettings.of(
        DatabaseSettings.Product.MYSQL,
        MariaDbServer.shared().database(name),
        MariaDbServer.USER,
        MariaDbServer.USER);
  }

  static DatabaseSettings postgreSql(String name) {
    return DatabaseSettings.of(
        DatabaseSettings.Product.POSTGRESQL,
        PostgreSqlServer.shared().schema(name),
        PostgreSqlServer.USER,
        PostgreSqlServer.USER);
  }
}
