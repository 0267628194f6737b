// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tables there are. Other nodes make and drop them too, so what is remembered only saves
 * asking: a day that is not known is asked for. Thread-safe.
 */
final class Tables {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final Pool pool;
  private final Dialect dialect;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Those that this process made, or found to have all their columns; each time another number. */
  private final Map<String, Long> complete = new ConcurrentHashMap<>();

  private final AtomicLong makes = new AtomicLong();

  /** Something done while no other node changes tables. */
  interface Change {
    void run(Connection connection) throws SQLException;
  }

  Tables(Pool pool) {
    this.pool = pool;
    this.dialect = pool.dialect();
  }

  /**
   * Days that have a table whose name begins so, oldest first.
   *
   * @param prefix up to the day
   */
  List<Long> days(String prefix, long fromMillis, long toMillis) {
    if (fromMillis > toMillis) {
      return List.of();
    }
    long first = Days.of(fromMillis);
    long last = Days.of(toMillis);
    List<Long> days = daysKnown(prefix, first, last);
    if (days.size() != last - first + 1) {
      refresh();
      days = daysKnown(prefix, first, last);
    }
    return days;
  }

  private List<Long> daysKnown(String prefix, long first, long last) {
    TreeSet<Long> days = new TreeSet<>();
    for (String name : known) {
      if (name.startsWith(prefix) && name.length() == prefix.length() + Days.NAME_LENGTH) {
        Long day = Days.day(name);
        if (day != null && day >= first && day <= last) {
          days.add(day);
        }
      }
    }
    return List.copyOf(days);
  }

  /** All tables whose name begins so, as the database has them now. */
  List<String> all(String prefix) {
    refresh();
    return known.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  void forget(String name) {
    known.remove(name);
    complete.remove(name);
  }

  private void refresh() {
    Set<String> now = new HashSet<>();
    try (Connection connection = pool.take();
        Statement statement = connection.createStatement();
        ResultSet names = statement.executeQuery(dialect.tables())) {
      while (names.next()) {
        now.add(names.getString(1));
      }
    } catch (SQLException e) {
      throw pool.fault("list the tables of", e);
    }
    known.addAll(now);
    known.retainAll(now);
    complete.keySet().retainAll(now);
  }

  /**
   * Another number whenever this table may have been made anew, so that what was remembered of its
   * content counts no longer.
   */
  long life(String name) {
    return complete.getOrDefault(name, -1L);
  }

  /** Makes those that this process does not know to be there with all their columns. */
  void require(List<Table> tables) {
    if (!tables.stream().allMatch(table -> complete.containsKey(table.name()))) {
      make(tables);
    }
  }

  /** Makes tables that are missing, and adds columns that are missing. */
  void make(List<Table> tables) {
    alone(connection -> {
      for (Table table : tables) {
        make(connection, table);
      }
    });
    tables.forEach(table -> {
      known.add(table.name());
      complete.put(table.name(), makes.incrementAndGet());
    });
  }

  private void make(Connection connection, Table table) throws SQLException {
    for (String definition : dialect.create(table)) {
      execute(connection, definition);
    }
    Set<String> columns = columns(connection, table.name());
    for (Column column : table.columns()) {
      if (!columns.contains(column.name())) {
        LOG.info("Adding column {} to {}, made by an older version", column.name(), table.name());
        execute(connection, dialect.addColumn(table, column));
      }
    }
  }

  /** Runs while no other node is in the same place. Statements commit one by one. */
  void alone(Change change) {
    try (Connection connection = pool.take()) {
      dialect.lock(connection);
      try {
        change.run(connection);
      } finally {
        dialect.unlock(connection);
      }
    } catch (SQLException e) {
      throw pool.fault("change tables of", e);
    }
  }

  /** Drops tables; gives back those that were there. */
  List<String> drop(List<String> names) {
    List<String> dropped = new ArrayList<>();
    for (String name : names) {
      try (Connection connection = pool.take()) {
        execute(connection, "DROP TABLE " + name);
        dropped.add(name);
      } catch (SQLException e) {
        if (dialect.trouble(e) != Trouble.NO_TABLE) { // else another node was first
          throw pool.fault("drop a table of", e);
        }
      }
      forget(name);
    }
    return dropped;
  }

  private static Set<String> columns(Connection connection, String table) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet nothing = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      for (int i = 1; i <= nothing.getMetaData().getColumnCount(); i++) {
        names.add(nothing.getMetaData().getColumnName(i));
      }
    }
    return names;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
