// SPDX-License-Identifier: Apache-2.0
package orrery.server.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import orrery.model.settings.Settings;
import orrery.store.jdbc.database.DatabaseSettings;
import orrery.store.jdbc.database.DatabaseSettings.Product;
import orrery.store.jdbc.file.FileSettings;

/**
 * Where data is kept. The settings of every backend are read, whichever is chosen: all problems
 * show at once, and the documentation lists all.
 */
public record StorageSettings(Backend backend, FileSettings files, DatabaseSettings database) {

  /** What {@code SW_STORAGE} can say, in lower case. */
  public enum Backend {
    SQLITE,
    H2,
    MYSQL,
    POSTGRESQL;

    /** Whether it lives in this process and its files, and nowhere else. */
    public boolean embedded() {
      return this == SQLITE || this == H2;
    }

    /** As {@code SW_STORAGE} spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the data is, as people say it; never anything secret. */
  public String place(Path dataDirectory) {
    return switch (backend) {
      case SQLITE, H2 -> "in " + dataDirectory.toAbsolutePath();
      case MYSQL, POSTGRESQL -> "at " + database.place();
    };
  }

  static StorageSettings read(Settings settings) {
    List<String> words = Arrays.stream(Backend.values()).map(Backend::word).toList();
    String word = settings.choice("SW_STORAGE", Backend.SQLITE.word(), words, "Where data is kept");
    Backend backend = Backend.valueOf(word.toUpperCase(Locale.ROOT));
    return new StorageSettings(
        backend,
        FileSettings.read(
            settings,
            backend == Backend.H2 ? FileSettings.Database.H2 : FileSettings.Database.SQLITE),
        DatabaseSettings.read(
            settings,
            backend == Backend.POSTGRESQL ? Product.POSTGRESQL : Product.MYSQL,
            backend == Backend.MYSQL || backend == Backend.POSTGRESQL));
  }
}
