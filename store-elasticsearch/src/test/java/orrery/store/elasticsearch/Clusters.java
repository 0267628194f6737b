// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.fixture.ElasticsearchServer.Security;
import orrery.store.elasticsearch.ElasticsearchSettings.Address;
import orrery.store.elasticsearch.ElasticsearchSettings.Layout;
import orrery.store.elasticsearch.ElasticsearchSettings.Limits;

/** Servers for tests, and settings for them. */
final class Clusters {
  /** Product and version of the one node that most tests share. */
  private static final String VERSION =
      System.getProperty("orrery.elasticsearch", "elasticsearch-7.17.29");

  private static final Security SECURITY =
      Security.valueOf(System.getProperty("orrery.elasticsearch.security", "NONE"));

  private static @Nullable ElasticsearchServer shared;

  private Clusters() {}

  /** One node, for all tests of this JVM; it ends with it. */
  static synchronized ElasticsearchServer shared() {
    if (shared == null) {
      shared = ElasticsearchServer.start(Options.named(VERSION).with(SECURITY));
    }
    return shared;
  }

  /** Settings under which a search sees every write. */
  static ElasticsearchSettings settings(ElasticsearchServer server, String prefix) {
    return of(address(server), prefix, 15_000);
  }

  /** Likewise, without much patience. */
  static ElasticsearchSettings impatient(ElasticsearchServer server, String prefix) {
    return of(address(server), prefix, 3_000);
  }

  /** Likewise, where nobody asks for a password. */
  static ElasticsearchSettings open(List<String> nodes, String prefix) {
    return of(new Address(nodes, "http", "", "", "", "", ""), prefix, 3_000);
  }

  private static ElasticsearchSettings of(Address address, String prefix, int responseMillis) {
    return new ElasticsearchSettings(
        address,
        new Layout(prefix, 1, 1, 1),
        new Limits(5_000, 10 << 20, 2, 3_000, responseMillis, 0, true),
        1_000);
  }

  private static Address address(ElasticsearchServer server) {
    List<String> nodes = server.addresses();
    return switch (server.security()) {
      case NONE -> new Address(nodes, "http", "", "", "", "", "");
      case PASSWORD -> address(nodes, "http", "", "");
      case TLS ->
          address(nodes, "https", server.trustStore().toString(), ElasticsearchServer.PASSWORD);
    };
  }

  private static Address address(
      List<String> nodes, String protocol, String trustStore, String trustStorePassword) {
    return new Address(
        nodes,
        protocol,
        ElasticsearchServer.USER,
        ElasticsearchServer.PASSWORD,
        trustStore,
        trustStorePassword,
        "");
  }

  /** With user and password from a file alone. */
  static ElasticsearchSettings withSecrets(ElasticsearchServer server, String prefix, Path file) {
    return of(
        new Address(server.addresses(), "http", "", "", "", "", file.toString()), prefix, 15_000);
  }

  /** The same, but for how many days share an index. */
  static ElasticsearchSettings withDays(ElasticsearchSettings settings, int days) {
    Layout layout = settings.layout();
    return new ElasticsearchSettings(
        settings.address(),
        new Layout(layout.prefix(), days, layout.shards(), layout.replicas()),
        settings.limits(),
        settings.commitIntervalMillis());
  }

  /** Deletes all indices and templates of a prefix. */
  static void clean(ElasticsearchServer server, String prefix) {
    server.ask("DELETE", "/" + prefix + "*", "");
    server.ask("DELETE", "/_index_template/" + prefix + "*", "");
  }
}
