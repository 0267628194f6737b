// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

/** One thing an endpoint does. {@code millis} is the median of how long it takes. */
sealed interface Step {

  /** Something of its own. */
  record Work(String name, int millis) implements Step {}

  record Query(Database database, String address, String statement, int millis) implements Step {}

  /**
   * @param read whether the command reads
   */
  record Redis(String command, String key, boolean read) implements Step {}

  /**
   * Another endpoint of the shop.
   *
   * @param optional whether the caller gets by without an answer
   */
  record Call(String service, String endpoint, boolean optional) implements Step {}

  /** Somebody else's service. */
  record External(String host, String path, int millis) implements Step {}

  /** A message for whoever listens. */
  record Produce(String topic) implements Step {}

  /** Databases the shop uses, with the word agents give as db.type. */
  enum Database {
    MYSQL("Mysql"),
    POSTGRESQL("PostgreSQL"),
    MONGODB("mongodb");

    private final String type;

    Database(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }
}
