// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The days of the database, as the server keeps them: a shard each. */
final class Shards {
  private static final int ID = 0;
  private static final int DATABASE = 1;
  private static final int POLICY = 2;
  private static final int START = 4;
  private static final int END = 5;

  private final InfluxClient client;
  private final String database;

  Shards(InfluxClient client, String database) {
    this.client = client;
    this.database = database;
  }

  /** Drops the shards that end before the day of this instant begins; gives how many days went. */
  int dropBefore(long millis) {
    long dayMillis = TimeUnit.DAYS.toMillis(1);
    Instant begin = Instant.ofEpochMilli(Math.floorDiv(millis, dayMillis) * dayMillis);
    Map<Long, String> old = new TreeMap<>();
    client.query(
        "SHOW SHARDS",
        (_, row) -> {
          if (isOurs(row) && !Instant.parse(text(row, END)).isAfter(begin)) {
            old.put(Long.valueOf(text(row, ID)), text(row, START));
          }
        });
    Set<String> days = new HashSet<>();
    old.forEach((id, day) -> {
      client.query("DROP SHARD " + id, (_, _) -> {});
      days.add(day);
    });
    return days.size();
  }

  private boolean isOurs(List<@Nullable String> row) {
    return database.equals(row.get(DATABASE)) && Layout.POLICY.equals(row.get(POLICY));
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column));
  }
}
