// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import java.util.List;

/** The one table of the catalogue and every statement about it. */
record CatalogSql(Dialect dialect) {
  static final String TABLE = "catalog_entry";

  private static final String COLUMNS = "\"key\", owner, name, attributes, seen_millis";

  List<String> create() {
    return List.of(
        ("CREATE TABLE IF NOT EXISTS %s (kind BIGINT NOT NULL, \"key\" BIGINT NOT NULL, owner"
             + " BIGINT NOT NULL, name %s NOT NULL, attributes %s NOT NULL, seen_millis BIGINT NOT"
             + " NULL, PRIMARY KEY (kind, \"key\"))%s")
            .formatted(TABLE, dialect.keyBytesType(), dialect.bytesType(), dialect.clustered()),
        "CREATE INDEX IF NOT EXISTS catalog_by_name ON %s (kind, name, \"key\")".formatted(TABLE),
        "CREATE INDEX IF NOT EXISTS catalog_by_owner ON %s (kind, owner, name, \"key\")"
            .formatted(TABLE));
  }

  /** Kind, key, owner, name, attributes, seen. */
  String put() {
    return dialect.upsert(
        TABLE, List.of("kind", "key", "owner", "name", "attributes", "seen_millis"), 2);
  }

  String seen() {
    return "SELECT seen_millis FROM %s WHERE kind = ? AND \"key\" = ?".formatted(TABLE);
  }

  String get() {
    return "SELECT %s FROM %s WHERE kind = ? AND \"key\" = ?".formatted(COLUMNS, TABLE);
  }

  /** Kind, seen since, and the owner where one is given; in the order of the answer. */
  String list(boolean ofOwner) {
    return "SELECT %s FROM %s WHERE kind = ? AND seen_millis >= ?%s ORDER BY name, \"key\""
        .formatted(COLUMNS, TABLE, ofOwner ? " AND owner = ?" : "");
  }

  String delete() {
    return "DELETE FROM %s WHERE kind = ? AND \"key\" = ?".formatted(TABLE);
  }

  /** Kind, instant. */
  String expire() {
    return "DELETE FROM %s WHERE kind = ? AND seen_millis < ?".formatted(TABLE);
  }
}
