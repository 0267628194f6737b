// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import java.util.List;
import orrery.model.settings.Settings;

/**
 * Which database, and how it is used.
 *
 * @param url as JDBC writes it
 * @param user blank when the URL says it
 * @param password blank when the URL says it, or none is needed
 * @param connections at most so many are open
 * @param batchRows at most so many rows in a statement
 * @param statementSeconds a statement that takes longer is given up
 */
public record DatabaseSettings(
    Product product,
    String url,
    String user,
    String password,
    int connections,
    int batchRows,
    int statementSeconds,
    int blockCacheMebibytes,
    int compressionLevel) {

  /** The databases. */
  public enum Product {
    MYSQL("mysql"),
    POSTGRESQL("postgresql");

    private final String word;

    Product(String word) {
      this.word = word;
    }

    /** How its URLs begin. */
    private List<String> schemes() {
      return switch (this) {
        case MYSQL -> List.of("jdbc:mysql:", "jdbc:mariadb:");
        case POSTGRESQL -> List.of("jdbc:postgresql:");
      };
    }

    /** As {@code SW_STORAGE} spells it. */
    String word() {
      return word;
    }

    private boolean accepts(String url) {
      return schemes().stream().anyMatch(url::startsWith);
    }

    private String example() {
      return schemes().getFirst() + "//database:" + (this == MYSQL ? 3306 : 5432) + "/orrery";
    }
  }

  /** What holds when nothing else is set. */
  public static DatabaseSettings of(Product product, String url, String user, String password) {
    return new DatabaseSettings(product, url, user, password, 8, 2_000, 20, 8, 1);
  }

  /**
   * Reads the settings; those that only a database needs are checked when {@code chosen}.
   *
   * @param chosen whether the product is what {@code SW_STORAGE} asks for
   */
  public static DatabaseSettings read(Settings settings, Product product, boolean chosen) {
    String url =
        settings.text(
            "SW_JDBC_URL", "", "Where the database is, for SW_STORAGE=mysql and postgresql");
    if (chosen && !product.accepts(url)) {
      settings.problem(
          (url.isBlank() ? "SW_JDBC_URL is not set" : "SW_JDBC_URL=\"" + shown(url) + "\"")
              + ", but SW_STORAGE="
              + product.word()
              + " needs one that starts with "
              + String.join(" or ", product.schemes())
              + "; for example "
              + product.example());
    }
    return new DatabaseSettings(
        product,
        url,
        settings.text("SW_DATA_SOURCE_USER", "", "User of the database"),
        settings.secret("SW_DATA_SOURCE_PASSWORD", "Password of the database"),
        settings.number(
            "SW_ORRERY_STORE_CONNECTIONS", 8, 3, 200, "Connections to the database at most"),
        settings.number(
            "SW_STORAGE_MAX_SIZE_OF_BATCH_SQL",
            2_000,
            1,
            10_000,
            "Rows in a statement to the database at most"),
        settings.number(
            "SW_ORRERY_STORE_STATEMENT_SECONDS",
            20,
            1,
            600,
            "Seconds after which a statement to the database is given up"),
        settings.number(
            "SW_ORRERY_STORE_BLOCK_CACHE_MEBIBYTES", 8, 0, 4096, "Unpacked payload blocks, MiB"),
        settings.number(
            "SW_ORRERY_STORE_COMPRESSION_LEVEL", 1, 1, 19, "zstd level of stored payloads"));
  }

  /** The place without what may be secret: parameters and users in the URL. */
  public String place() {
    return shown(url);
  }

  private static String shown(String url) {
    return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
  }

  @Override
  public String toString() {
    return product.word() + " at " + place();
  }
}
