// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.List;
import java.util.Locale;
import orrery.model.settings.Settings;

/**
 * Where the cluster is, how data lies in it, and how much is asked of it at once.
 *
 * @param commitIntervalMillis how often to commit, where nothing else is set
 */
public record ElasticsearchSettings(
    Address address, Layout layout, Limits limits, int commitIntervalMillis) {
  /** Clients wait for a commit: however seldom upstream would write, this is the longest. */
  private static final int LONGEST_COMMIT_SECONDS = 5;

  /**
   * Where the cluster is.
   *
   * @param nodes {@code host:port} of nodes that take requests; the port may be left out
   * @param protocol {@code http} or {@code https}
   * @param user blank for none
   * @param trustStore file with the certificates to trust, PKCS#12 or JKS; blank for the JDK's
   * @param secretsFile properties that replace user and passwords, see {@link Credentials}; blank
   *     for none
   */
  public record Address(
      List<String> nodes,
      String protocol,
      String user,
      String password,
      String trustStore,
      String trustStorePassword,
      String secretsFile) {
    public Address {
      nodes = List.copyOf(nodes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return protocol + "://" + String.join(",", nodes);
    }
  }

  /**
   * How data lies in the cluster.
   *
   * @param prefix of all index and template names, lower case, ends in an underscore
   * @param dayStep how many days share an index
   * @param shards primary shards of an index of a day
   * @param replicas copies beside the primary, where there are as many nodes
   */
  public record Layout(String prefix, int dayStep, int shards, int replicas) {}

  /**
   * How much is asked of the cluster at once, and how long is waited.
   *
   * @param bulkActions documents in one bulk request at most
   * @param bulkBytes bytes of one bulk request at most, before compression; a single larger
   *     document still goes
   * @param concurrentBulks bulk requests on their way at once
   * @param connectMillis how long is waited for a connection
   * @param responseMillis how long is waited for an answer
   * @param readLagMillis how much older than this process's last write a search may be; 0: a search
   *     sees all that this process wrote
   * @param gzip whether bulk requests are compressed
   */
  public record Limits(
      int bulkActions,
      int bulkBytes,
      int concurrentBulks,
      int connectMillis,
      int responseMillis,
      int readLagMillis,
      boolean gzip) {}

  /** Reads the settings: upstream's names where it has one. */
  public static ElasticsearchSettings read(Settings settings) {
    return new ElasticsearchSettings(
        address(settings), layout(settings), limits(settings), commitIntervalMillis(settings));
  }

  private static int commitIntervalMillis(Settings settings) {
    int seconds =
        settings.number(
            "SW_STORAGE_ES_FLUSH_INTERVAL",
            1,
            1,
            3_600,
            "Seconds between two commits where SW_ORRERY_COMMIT_INTERVAL_MILLIS is not set; more"
                + " than 5 counts as 5, for clients are answered after a commit");
    return 1_000 * Math.min(seconds, LONGEST_COMMIT_SECONDS);
  }

  private static Address address(Settings settings) {
    return new Address(
        settings.list(
            "SW_STORAGE_ES_CLUSTER_NODES",
            "localhost:9200",
            "host:port of the cluster's nodes, comma-separated; requests go to all in turn"),
        settings.choice(
            "SW_STORAGE_ES_HTTP_PROTOCOL", "http", List.of("http", "https"), "How to reach them"),
        settings.text("SW_ES_USER", "", "User of the cluster; blank for none"),
        settings.secret("SW_ES_PASSWORD", "Password of that user"),
        settings.text(
            "SW_STORAGE_ES_SSL_JKS_PATH",
            "",
            "File with the certificates to trust (PKCS#12 or JKS); blank for the system's"),
        settings.secret("SW_STORAGE_ES_SSL_JKS_PASS", "Password of that file"),
        settings.text(
            "SW_ES_SECRETS_MANAGEMENT_FILE",
            "",
            "File of properties user, password and trustStorePass that win over the settings; read"
                + " again when it changes"));
  }

  private static Layout layout(Settings settings) {
    String namespace =
        settings.text("SW_NAMESPACE", "", "Prefix of index names, put in lower case; blank for sw");
    return new Layout(
        prefix(settings, namespace),
        settings.number(
            "SW_STORAGE_DAY_STEP",
            1,
            1,
            366,
            "Days that share an index; not to be changed while there is data"),
        settings.number(
            "SW_STORAGE_ES_INDEX_SHARDS_NUMBER", 1, 1, 100, "Primary shards of each day's index"),
        settings.number(
            "SW_STORAGE_ES_INDEX_REPLICAS_NUMBER",
            1,
            0,
            10,
            "Copies of each shard, as far as there are other nodes to hold them"));
  }

  private static String prefix(Settings settings, String namespace) {
    String name = namespace.isBlank() ? "sw" : namespace.toLowerCase(Locale.ROOT);
    if (name.matches("[-_+.].*|.*[ \"*\\\\<|,>/?#:].*") || name.length() > 100) {
      settings.problem(
          "SW_NAMESPACE=\""
              + namespace
              + "\" cannot be used: an index name starts with none of -_+. and has no blank and"
              + " none of \"*\\<|,>/?#:");
      return "sw_";
    }
    return name + "_";
  }

  private static Limits limits(Settings settings) {
    return new Limits(
        settings.number(
            "SW_STORAGE_ES_BULK_ACTIONS", 5_000, 1, 100_000, "Documents in one bulk request"),
        settings.number(
            "SW_STORAGE_ES_BATCH_OF_BYTES",
            10 << 20,
            64 << 10,
            90 << 20,
            "Bytes of one bulk request, before compression"),
        settings.number(
            "SW_STORAGE_ES_CONCURRENT_REQUESTS", 2, 1, 32, "Bulk requests on their way at once"),
        settings.number(
            "SW_STORAGE_ES_CONNECT_TIMEOUT", 3_000, 100, 60_000, "Wait for a connection, ms"),
        settings.number(
            "SW_STORAGE_ES_RESPONSE_TIMEOUT", 15_000, 500, 120_000, "Wait for an answer, ms"),
        settings.number(
            "SW_ORRERY_ES_READ_LAG_MILLIS",
            1_000,
            0,
            60_000,
            "How much older than this node's last write a search may be, ms"),
        settings.flag(
            "SW_ORRERY_ES_GZIP", false, "Whether bulk requests are compressed on their way"));
  }
}
