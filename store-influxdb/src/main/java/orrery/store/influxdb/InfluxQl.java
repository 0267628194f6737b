// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.store.EntityKey;
import orrery.store.MetricQuery;

/** Puts questions into InfluxQL. */
final class InfluxQl {
  /** Of the entities asked for by name in one statement; a longer list makes several. */
  static final int MAX_KEYS = 500;

  private final String database;

  InfluxQl(String database) {
    this.database = database;
  }

  /** The rows of a query, a series per entity. */
  List<String> rows(MetricQuery query) {
    List<String> columns = new ArrayList<>();
    query.family().measures().forEach(measure -> columns.add(quoted(measure)));
    if (query.sketches() && query.family().sketch()) {
      columns.add(quoted(Layout.SKETCH));
    }
    return statements(String.join(",", columns), query);
  }

  /** The measures of a query added up, a series per entity. */
  List<String> sums(MetricQuery query) {
    String columns =
        query.family().measures().stream()
            .map(measure -> "SUM(" + quoted(measure) + ")")
            .collect(Collectors.joining(","));
    return statements(columns, query);
  }

  String createDatabase() {
    return "CREATE DATABASE " + quoted(database);
  }

  /** Kept for ever as far as the server is concerned: {@link Shards} drops what is too old. */
  String createPolicy() {
    return "CREATE RETENTION POLICY "
        + quoted(Layout.POLICY)
        + " ON "
        + quoted(database)
        + " DURATION INF REPLICATION 1 SHARD DURATION 1d";
  }

  private List<String> statements(String columns, MetricQuery query) {
    String head =
        "SELECT "
            + columns
            + " FROM "
            + quoted(database)
            + "."
            + quoted(Layout.POLICY)
            + "."
            + quoted(Layout.measurement(query.family(), query.tier()))
            + " WHERE time >= "
            + Layout.firstNanos(query.fromMillis())
            + " AND time < "
            + Layout.endNanos(query.toMillis());
    List<String> statements = new ArrayList<>();
    for (String condition : conditions(query)) {
      statements.add(head + condition + " GROUP BY \"owner\",\"key\"");
    }
    return statements;
  }

  private static List<String> conditions(MetricQuery query) {
    List<EntityKey> entities = query.entities();
    if (entities == null) {
      Long owner = query.owner();
      return List.of(owner == null ? "" : " AND \"owner\"='" + Layout.hex(owner) + "'");
    }
    Set<EntityKey> wanted = new HashSet<>(entities);
    List<String> keys = wanted.stream().map(e -> Layout.hex(e.key())).distinct().sorted().toList();
    String owner = ofOneOwner(wanted);
    List<String> conditions = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += MAX_KEYS) {
      conditions.add(owner + oneOf(keys.subList(from, Math.min(from + MAX_KEYS, keys.size()))));
    }
    return conditions;
  }

  /** Narrows the search where it can; keys alone name entities well enough otherwise. */
  private static String ofOneOwner(Set<EntityKey> entities) {
    Set<Long> owners = entities.stream().map(EntityKey::owner).collect(Collectors.toSet());
    return owners.size() == 1
        ? " AND \"owner\"='" + Layout.hex(owners.iterator().next()) + "'"
        : "";
  }

  private static String oneOf(List<String> keys) {
    return keys.size() == 1
        ? " AND \"key\"='" + keys.getFirst() + "'"
        : " AND \"key\"=~/^(" + String.join("|", keys) + ")$/";
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
