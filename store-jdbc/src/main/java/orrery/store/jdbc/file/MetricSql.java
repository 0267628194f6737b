// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import orrery.model.Tier;
import orrery.store.MetricFamily;

/**
 * The table of a metric family and tier in a day's file, and every statement about it. Rows lie in
 * the order of bucket, owner, entity, writer; the bucket is its start in milliseconds of the UTC
 * day.
 */
final class MetricSql {
  /** Columns that name a row. */
  static final List<String> KEY = List.of("bucket", "owner", "entity", "writer");

  private final Dialect dialect;
  private final MetricFamily family;
  private final String table;

  MetricSql(Dialect dialect, MetricFamily family, Tier tier) {
    this.dialect = dialect;
    this.family = family;
    this.table = table(family, tier);
  }

  static String table(MetricFamily family, Tier tier) {
    return family.name() + "_by_" + tier.name().toLowerCase(Locale.ROOT);
  }

  String create() {
    List<String> columns = new ArrayList<>();
    KEY.forEach(column -> columns.add(column + " BIGINT NOT NULL"));
    family.measures().forEach(measure -> columns.add(measure(measure)));
    if (family.sketch()) {
      columns.add("sketch " + dialect.bytesType());
    }
    return "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))%s"
        .formatted(table, String.join(", ", columns), String.join(", ", KEY), dialect.clustered());
  }

  /** For a measure that a version added later. */
  String addMeasure(String measure) {
    return "ALTER TABLE %s ADD COLUMN %s".formatted(table, measure(measure));
  }

  /** The key, the measures, the sketch where there is one. */
  String put() {
    List<String> columns = new ArrayList<>(KEY);
    columns.addAll(family.measures());
    if (family.sketch()) {
      columns.add("sketch");
    }
    return dialect.upsert(table, columns, KEY.size());
  }

  /** Everything in a range of buckets. */
  String range(boolean sketches) {
    return select(sketches) + " WHERE bucket BETWEEN ? AND ?" + order();
  }

  /** An owner's in one bucket. */
  String ofOwner(boolean sketches) {
    return select(sketches) + " WHERE bucket = ? AND owner = ?" + order();
  }

  /** An entity's in one bucket. */
  String ofEntity(boolean sketches) {
    return select(sketches) + " WHERE bucket = ? AND owner = ? AND entity = ?" + order();
  }

  private String select(boolean sketches) {
    return "SELECT bucket, owner, entity, %s%s FROM %s"
        .formatted(
            family.measures().stream().map(m -> "\"" + m + "\"").collect(Collectors.joining(", ")),
            sketches ? ", sketch" : "",
            table);
  }

  private static String order() {
    return " ORDER BY bucket, owner, entity, writer";
  }

  private static String measure(String measure) {
    return "\"" + measure + "\" BIGINT NOT NULL DEFAULT 0";
  }
}
