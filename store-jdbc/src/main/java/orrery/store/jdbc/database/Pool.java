// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;

/**
 * The connections, and what is said when there are none. Opened by {@link #open()}; a database that
 * comes back is found again without help. Thread-safe.
 */
final class Pool implements AutoCloseable {
  /** How long one waits for a connection before the database counts as gone. */
  private static final long ACQUIRE_MILLIS = 3_000;

  /** How often one waits so long while nothing has failed. */
  private static final int ROUNDS = 3;

  private static final long CHECK_MILLIS = 1_000;
  private static final long KEEP_ALIVE_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final long IDLE_MILLIS = Duration.ofMinutes(2).toMillis();
  private static final long LIFE_MILLIS = Duration.ofMinutes(20).toMillis();
  private static final int IDLE_CONNECTIONS = 2;

  private final DatabaseSettings settings;
  private final Dialect dialect;
  private volatile @Nullable HikariDataSource source;
  private volatile boolean closed;
  private volatile long rowBytes = Long.MAX_VALUE;

  Pool(DatabaseSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  DatabaseSettings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Chooses the driver. Does not wait for the database.
   *
   * @throws Fault.Invalid when there is no driver
   */
  synchronized void open() {
    if (source != null || closed) {
      return;
    }
    Dialect.Driver driver = driver();
    HikariConfig config = new HikariConfig();
    config.setPoolName("orrery-store");
    config.setDriverClassName(driver.className());
    config.setJdbcUrl(driver.url());
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    dialect
        .properties(settings.statementSeconds())
        .forEach((name, value) -> {
          if (!settings.url().contains(name + "=")) {
            config.addDataSourceProperty(name, value);
          }
        });
    config.setConnectionInitSql(dialect.session(settings.statementSeconds()));
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, settings.connections()));
    config.setConnectionTimeout(ACQUIRE_MILLIS);
    config.setValidationTimeout(CHECK_MILLIS);
    config.setKeepaliveTime(KEEP_ALIVE_MILLIS);
    config.setIdleTimeout(IDLE_MILLIS);
    config.setMaxLifetime(LIFE_MILLIS);
    config.setInitializationFailTimeout(-1);
    source = new HikariDataSource(config);
  }

  private Dialect.Driver driver() {
    List<String> missing = new ArrayList<>();
    for (Dialect.Driver driver : dialect.drivers(settings.url())) {
      try {
        Class.forName(driver.className());
        return driver;
      } catch (ClassNotFoundException e) {
        missing.add(driver.className());
      }
    }
    throw new Fault.Invalid(
        "no JDBC driver for %s (looked for %s): %s"
            .formatted(settings.place(), String.join(", ", missing), dialect.driverAdvice()));
  }

  /** Most bytes that the server takes in a row. */
  long rowBytes() {
    return rowBytes;
  }

  void rowBytes(long bytes) {
    rowBytes = bytes;
  }

  /**
   * A connection; give it back by closing it.
   *
   * @throws Fault.Unavailable when the database cannot be reached or does not let us in
   * @throws Fault.Overloaded when all connections stay busy
   */
  Connection take() {
    HikariDataSource open = source;
    if (closed) {
      throw new Fault.Unavailable("the storage is closed");
    }
    if (open == null) {
      throw new IllegalStateException("the storage was not prepared");
    }
    for (int round = 1; ; round++) {
      try {
        return open.getConnection();
      } catch (SQLException e) {
        if (e.getCause() != null || round == ROUNDS || closed) { // else it is still connecting
          throw refusal(open, e);
        }
      }
    }
  }

  private Fault refusal(HikariDataSource open, SQLException e) {
    if (closed) {
      return new Fault.Unavailable("the storage is closed", e);
    }
    if (e.getCause() != null) {
      return fault("reach", Sql.root(e));
    }
    return open.getHikariPoolMXBean().getActiveConnections() > 0
        ? new Fault.Overloaded(
            "all %d connections to %s are busy; raise SW_ORRERY_STORE_CONNECTIONS or ask for less"
                .formatted(settings.connections(), settings))
        : new Fault.Unavailable(
            "cannot reach %s: no connection in time; check that it runs and that SW_JDBC_URL names the right host and port"
                .formatted(settings),
            e);
  }

  /** One connection was broken, so the others may be too: none is used again. */
  void distrust() {
    HikariDataSource open = source;
    if (open != null && !closed) {
      open.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** What a failure that trying again did not cure means to the caller. */
  Fault fault(String doing, SQLException failure) {
    SQLException e = Sql.root(failure);
    String advice = dialect.advice(e);
    String message =
        "cannot %s %s: %s%s"
            .formatted(
                doing,
                settings,
                String.valueOf(e.getMessage()).strip(),
                advice.isEmpty() ? "" : "; " + advice);
    return switch (dialect.trouble(e)) {
      case NEVER -> new Fault.Invalid(message, e);
      case TOO_SLOW -> new Fault.Overloaded(message);
      case NO_TABLE, NO_COLUMN, AGAIN, CONNECTION, CROWDED, OTHER ->
          new Fault.Unavailable(message, e);
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    HikariDataSource open = source;
    if (open != null) {
      open.close();
    }
  }
}
