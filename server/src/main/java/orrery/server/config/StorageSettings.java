// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orrery.aggregate.CommitSettings;
import orrery.model.settings.Settings;
import orrery.store.elasticsearch.ElasticsearchSettings;
import orrery.store.influxdb.InfluxSettings;
import orrery.store.jdbc.database.DatabaseSettings;
import orrery.store.jdbc.database.DatabaseSettings.Product;
import orrery.store.jdbc.file.FileSettings;

/**
 * Where data is kept. The settings of every backend are read, whichever is chosen: all problems
 * show at once, and the documentation lists all.
 *
 * @param records where records and the catalogue are kept; differs from {@code backend} where that
 *     holds metrics alone
 */
public record StorageSettings(
    Backend backend,
    Backend records,
    FileSettings files,
    DatabaseSettings database,
    ElasticsearchSettings elasticsearch,
    InfluxSettings influx) {

  /** What {@code SW_STORAGE} can say, in lower case. */
  public enum Backend {
    SQLITE,
    H2,
    MYSQL,
    POSTGRESQL,
    ELASTICSEARCH,
    OPENSEARCH,
    INFLUXDB;

    /** Whether it lives in this process and its files, and nowhere else. */
    public boolean embedded() {
      return this == SQLITE || this == H2;
    }

    /** Whether records and the catalogue need another one beside it. */
    public boolean metricsAlone() {
      return this == INFLUXDB;
    }

    /** As {@code SW_STORAGE} spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the data is, as people say it; never anything secret. */
  public String place(Path dataDirectory) {
    return backend == records
        ? place(backend, dataDirectory)
        : place(backend, dataDirectory)
            + " with "
            + records.word()
            + " "
            + place(records, dataDirectory);
  }

  private String place(Backend of, Path dataDirectory) {
    return switch (of) {
      case SQLITE, H2 -> "in " + dataDirectory.toAbsolutePath();
      case MYSQL, POSTGRESQL -> "at " + database.place();
      case ELASTICSEARCH, OPENSEARCH -> "at " + elasticsearch.address();
      case INFLUXDB -> "in " + influx.place();
    };
  }

  /** How often to commit, where nothing else is set. */
  int commitIntervalMillis() {
    boolean elastic = isElastic(backend) || isElastic(records);
    return elastic ? elasticsearch.commitIntervalMillis() : CommitSettings.INTERVAL_MILLIS;
  }

  private static boolean isElastic(Backend backend) {
    return switch (backend) {
      case SQLITE, H2, MYSQL, POSTGRESQL, INFLUXDB -> false;
      case ELASTICSEARCH, OPENSEARCH -> true;
    };
  }

  static StorageSettings read(Settings settings) {
    Backend backend =
        choice(settings, "SW_STORAGE", Arrays.asList(Backend.values()), "Where data is kept");
    Backend beside =
        choice(
            settings,
            "SW_ORRERY_STORAGE_RECORDS",
            Arrays.stream(Backend.values()).filter(each -> !each.metricsAlone()).toList(),
            "Where traces and names are kept when SW_STORAGE holds metrics alone, as influxdb"
                + " does");
    Backend records = backend.metricsAlone() ? beside : backend;
    return new StorageSettings(
        backend,
        records,
        FileSettings.read(
            settings,
            records == Backend.H2 ? FileSettings.Database.H2 : FileSettings.Database.SQLITE),
        DatabaseSettings.read(
            settings,
            records == Backend.POSTGRESQL ? Product.POSTGRESQL : Product.MYSQL,
            records == Backend.MYSQL || records == Backend.POSTGRESQL),
        ElasticsearchSettings.read(settings),
        InfluxSettings.read(settings));
  }

  private static Backend choice(Settings settings, String name, List<Backend> choices, String doc) {
    List<String> words = choices.stream().map(Backend::word).toList();
    String word = settings.choice(name, Backend.SQLITE.word(), words, doc);
    return Backend.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
