// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.store.CatalogStore;
import orrery.store.MetricStore;
import orrery.store.RecordStore;
import orrery.store.Storage;

/** Storage in a database server that any number of nodes share. */
public final class DatabaseStorage implements Storage {
  private final DatabaseSettings settings;
  private final Pool pool;
  private final Tables tables;
  private final DatabaseRecords records;
  private final DatabaseMetrics metrics;
  private final DatabaseCatalog catalog;
  private final Probe probe;

  private DatabaseStorage(DatabaseSettings settings) {
    this.settings = settings;
    this.pool = new Pool(settings, Dialect.of(settings.product()));
    this.tables = new Tables(pool);
    Database database = new Database(pool, tables);
    this.records = new DatabaseRecords(database);
    this.metrics = new DatabaseMetrics(database);
    this.catalog = new DatabaseCatalog(database);
    this.probe =
        new Probe(
            "storage_" + name(),
            () -> {
              try (Connection connection = pool.take()) {
                Tables.execute(
                    connection, "SELECT 1 FROM " + DatabaseCatalog.TABLE.name() + " LIMIT 1");
              } catch (SQLException e) {
                throw pool.fault("read", e);
              }
            });
  }

  /** A storage in this database. No I/O until {@link #prepare()}. */
  public static DatabaseStorage of(DatabaseSettings settings) {
    return new DatabaseStorage(settings);
  }

  @Override
  public String name() {
    return settings.product().word();
  }

  @Override
  public MetricStore metrics() {
    return metrics;
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public CatalogStore catalog() {
    return catalog;
  }

  @Override
  public void prepare() {
    pool.open();
    examine();
    tables.make(List.of(SchemaVersion.TABLE, DatabaseCatalog.TABLE));
    tables.alone(connection -> {
      int version = SchemaVersion.read(connection);
      SchemaVersion.require(version, settings);
      if (version < SchemaVersion.CURRENT) {
        SchemaVersion.write(connection, SchemaVersion.CURRENT);
      }
    });
  }

  private void examine() {
    try (Connection connection = pool.take()) {
      DatabaseMetaData server = connection.getMetaData();
      String product = server.getDatabaseProductName() + ' ' + server.getDatabaseProductVersion();
      String unfit =
          pool.dialect()
              .unfit(product, server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion());
      if (!unfit.isEmpty()) {
        throw new Fault.Invalid("%s is %s; %s".formatted(settings, product, unfit));
      }
      pool.rowBytes(pool.dialect().rowBytes(connection));
    } catch (SQLException e) {
      throw pool.fault("ask the version of", e);
    }
  }

  @Override
  public int dropBefore(long recordsMillis, long metricsMillis) {
    catalog.dropBefore(metricsMillis);
    return drop(List.of(MetricTable.PREFIX), Days.of(metricsMillis))
        + drop(RecordTables.PREFIXES, Days.of(recordsMillis));
  }

  /** Gives how many days went. */
  private int drop(List<String> prefixes, long firstKept) {
    List<String> old = new ArrayList<>();
    for (String prefix : prefixes) {
      for (String name : tables.all(prefix)) {
        Long day = Days.day(name);
        if (day != null && day < firstKept) {
          old.add(name);
        }
      }
    }
    Set<Long> days = new HashSet<>();
    tables.drop(old).forEach(name -> days.add(Days.day(name)));
    return days.size();
  }

  @Override
  public List<Check> check() {
    return List.of(probe.check());
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {
    pool.close();
  }
}
