// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.nio.file.Path;
import orrery.fixture.MariaDbServer;
import orrery.fixture.RealServer;

class MariaDbOutageTrial extends DatabaseOutages {
  private static final String DATABASE = "orrery_outages";

  @Override
  Server open() {
    return new Real(MariaDbServer.start());
  }

  @Override
  Server openIn(Path folder) {
    return new Real(MariaDbServer.startIn(folder));
  }

  @Override
  String changedPassword(String password) {
    return "ALTER USER orrery@'%' IDENTIFIED BY '" + password + "'";
  }

  private record Real(MariaDbServer server) implements Server {
    Real {
      server.database(DATABASE);
    }

    @Override
    public DatabaseSettings settings(String user, String password) {
      return impatient(
          DatabaseSettings.of(
              DatabaseSettings.Product.MYSQL, server.url(DATABASE), user, password));
    }

    @Override
    public RealServer process() {
      return server.process();
    }

    @Override
    public void stop() {
      server.process().stop();
    }

    @Override
    public void sql(String statement) {
      server.sql("USE " + DATABASE + "; " + statement);
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
