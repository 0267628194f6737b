// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.PayloadFormat;
import orrery.model.settings.Settings;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** Which driver is taken for which URL, and that MySQL's own works as MariaDB's does. */
class DriversTest {
  private static final long DAY = 1_709_164_800_000L; // 2024-02-29

  @TempDir private Path directory;

  @Test
  void theDriverOfTheUrlsOwnIsPreferredAndTheOtherWillDo() {
    Dialect mySql = Dialect.of(DatabaseSettings.Product.MYSQL);
    Dialect.Driver connectorJ =
        new Dialect.Driver("com.mysql.cj.jdbc.Driver", "jdbc:mysql://h/orrery");
    Dialect.Driver mariaDb =
        new Dialect.Driver("org.mariadb.jdbc.Driver", "jdbc:mariadb://h/orrery");
    assertThat(mySql.drivers("jdbc:mysql://h/orrery")).containsExactly(connectorJ, mariaDb);
    assertThat(mySql.drivers("jdbc:mariadb://h/orrery")).containsExactly(mariaDb, connectorJ);
  }

  @Test
  void oldServersAreNamed() {
    Dialect mySql = Dialect.of(DatabaseSettings.Product.MYSQL);
    assertThat(mySql.unfit("MySQL 5.7.44", 5, 7)).contains("8.0");
    assertThat(mySql.unfit("MySQL 8.0.36", 8, 0)).isEmpty();
    assertThat(mySql.unfit("MariaDB 10.4.1-MariaDB", 10, 4)).contains("10.5");
    assertThat(mySql.unfit("MariaDB 10.11.6-MariaDB", 10, 11)).isEmpty();
    assertThat(mySql.unfit("MySQL 11.4.5-MariaDB", 11, 4)).isEmpty();
    Dialect postgreSql = Dialect.of(DatabaseSettings.Product.POSTGRESQL);
    assertThat(postgreSql.unfit("PostgreSQL 11.22", 11, 22)).contains("12");
    assertThat(postgreSql.unfit("PostgreSQL 18.4", 18, 4)).isEmpty();
  }

  @Test
  void aUrlThatDoesNotFitIsAProblemWithAnExample() {
    assertThat(problems("")).singleElement().asString().contains("not set", "jdbc:mysql://");
    assertThat(problems("jdbc:postgresql://h/x?password=secret"))
        .singleElement()
        .asString()
        .contains("SW_STORAGE=mysql", "jdbc:mariadb:")
        .doesNotContain("secret");
    assertThat(problems("jdbc:mariadb://h/x")).isEmpty();
  }

  private static List<String> problems(String url) {
    Settings settings = new Settings(Map.of("SW_JDBC_URL", url)::get);
    DatabaseSettings.read(settings, DatabaseSettings.Product.MYSQL, true);
    return settings.problems();
  }

  @Test
  void whereTheDatabaseIsIsSaidWithoutSecrets() {
    assertThat(
            DatabaseSettings.of(
                    DatabaseSettings.Product.MYSQL,
                    "jdbc:mysql://me:secret@h:1/x?password=secret",
                    "",
                    "secret")
                .toString())
        .isEqualTo("mysql at jdbc:mysql://h:1/x");
  }

  @Test
  void mySqlsOwnDriverWorksToo() {
    DatabaseSettings mariaDb = Places.mariaDb(Places.name(directory));
    DatabaseSettings settings =
        DatabaseSettings.of(
            mariaDb.product(),
            mariaDb.url().replace("jdbc:mariadb:", "jdbc:mysql:"),
            mariaDb.user(),
            mariaDb.password());
    List<RecordRow> rows = new ArrayList<>();
    for (long id = 0; id < 5_000; id++) {
      rows.add(
          new RecordRow(
              Schema.SEGMENT,
              id,
              DAY + id,
              new long[] {7, id % 3, 2, 3, id, 0},
              List.of("a\0'b=" + id % 2),
              PayloadFormat.TEXT,
              ("payload \0' " + id).getBytes(StandardCharsets.UTF_8)));
    }
    try (DatabaseStorage storage = DatabaseStorage.of(settings)) {
      storage.prepare();
      storage.records().append(rows);
      storage.records().append(rows.subList(10, 20));
      RecordQuery query =
          new RecordQuery(
              Schema.SEGMENT,
              DAY,
              DAY + 10_000,
              List.of(RecordQuery.Condition.equal("service", 1)),
              List.of("a\0'b=1"),
              true,
              true,
              0,
              3);
      assertThat(storage.records().find(query))
          .extracting(row -> new String(row.payload(), StandardCharsets.UTF_8))
          .containsExactly("payload \0' 4999", "payload \0' 4993", "payload \0' 4987");
      storage
          .catalog()
          .put(List.of(new CatalogEntry(CatalogKind.SERVICE, 1, 0, "a\0%", Map.of("k", "v"), 5)));
      assertThat(storage.catalog().list(new CatalogQuery(CatalogKind.SERVICE, null, "A\0", 0, 9)))
          .containsExactly(
              new CatalogEntry(CatalogKind.SERVICE, 1, 0, "a\0%", Map.of("k", "v"), 5));
      assertThat(storage.dropBefore(Long.MAX_VALUE, 0)).isEqualTo(1);
    }
  }
}
