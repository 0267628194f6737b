// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.file.Path;
import orrery.fixture.PostgreSqlServer;
import orrery.fixture.RealServer;

class PostgreSqlOutageTrial extends DatabaseOutages {
  @Override
  Server open() {
    return new Real(PostgreSqlServer.start());
  }

  @Override
  Server openIn(Path folder) {
    return new Real(PostgreSqlServer.startIn(folder));
  }

  @Override
  String changedPassword(String password) {
    return "ALTER ROLE orrery PASSWORD '" + password + "'";
  }

  private record Real(PostgreSqlServer server) implements Server {
    @Override
    public DatabaseSettings settings(String user, String password) {
      return impatient(
          DatabaseSettings.of(DatabaseSettings.Product.POSTGRESQL, server.url(), user, password));
    }

    @Override
    public RealServer process() {
      return server.process();
    }

    @Override
    public void stop() {
      server.stop();
    }

    @Override
    public void sql(String statement) {
      server.sqlInside(statement);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
