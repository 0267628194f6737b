// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import orrery.model.Tier;
import orrery.store.MetricFamily;

/** An open day of metrics. */
record MetricDay(DayFile file, Map<String, MetricSql> tables) implements Days.Day {
  static MetricDay of(DayFile file) {
    return new MetricDay(file, new ConcurrentHashMap<>());
  }

  boolean has(MetricFamily family, Tier tier) {
    return file.hasTable(MetricSql.table(family, tier));
  }

  /** Statements for a table that exists and has all columns; makes it so when writing. */
  MetricSql writable(MetricFamily family, Tier tier, Session session) throws SQLException {
    String table = MetricSql.table(family, tier);
    MetricSql known = tables.get(table);
    if (known != null && file.isCreated(table)) {
      return known;
    }
    MetricSql sql = new MetricSql(file.dialect(), family, tier);
    if (file.isCreated(table)) {
      Set<String> columns = session.columns(table);
      for (String measure : family.measures()) {
        if (!columns.contains(measure)) {
          session.execute(sql.addMeasure(measure));
        }
      }
    } else {
      file.create(session, table, List.of(sql.create()));
    }
    tables.put(table, sql);
    return sql;
  }

  MetricSql readable(MetricFamily family, Tier tier) {
    return new MetricSql(file.dialect(), family, tier);
  }
}
