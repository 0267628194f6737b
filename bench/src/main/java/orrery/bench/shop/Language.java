// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

/** What a service is written in: the numbers its agent gives to components. */
enum Language {
  JAVA("java", 14, 2, 30, 40, 41),
  NODE("nodejs", 4002, 4005, 7, 27, 27),
  GO("go", 5006, 5005, 7, 27, 27),
  PYTHON("python", 7001, 7002, 7, 27, 27);

  private final String property;
  private final int server;
  private final int client;
  private final int redis;
  private final int producer;
  private final int consumer;

  Language(String property, int server, int client, int redis, int producer, int consumer) {
    this.property = property;
    this.server = server;
    this.client = client;
    this.redis = redis;
    this.producer = producer;
    this.consumer = consumer;
  }

  /** The value of the instance property {@code language}. */
  String property() {
    return property;
  }

  int server() {
    return server;
  }

  int client() {
    return client;
  }

  int redis() {
    return redis;
  }

  int producer() {
    return producer;
  }

  int consumer() {
    return consumer;
  }

  /** The driver's number: Java has one for each, the others use the database's own. */
  int driver(Step.Database database) {
    return switch (database) {
      case MYSQL -> this == JAVA ? 33 : 5;
      case POSTGRESQL -> this == JAVA ? 37 : 22;
      case MONGODB -> this == JAVA ? 42 : 9;
    };
  }
}
