// SPDX-License-Identifier: Apache-2.0
package orrery.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.InfluxDbServer;
import orrery.fixture.MariaDbServer;
import orrery.fixture.PostgreSqlServer;
import orrery.fixture.RealServer;
import orrery.model.Fault;

/** Where the server under test keeps its data: a fresh database on the same cores, or its own. */
final class Backend implements AutoCloseable {
  private static final Pattern OPERATIONS = Pattern.compile("\"index_total\":(\\d+)");
  private static final int HEAP_MEBIBYTES = 1024;

  private final Map<String, String> environment;
  private final @Nullable RealServer process;
  private final LongSupplier operations;
  private final Runnable flush;
  private final Runnable close;
  private final long emptyBytes;

  private Backend(
      Map<String, String> environment,
      @Nullable RealServer process,
      LongSupplier operations,
      Runnable flush,
      Runnable close) {
    this.environment = environment;
    this.process = process;
    this.operations = operations;
    this.flush = flush;
    this.close = close;
    this.emptyBytes = allBytes();
  }

  /**
   * Starts it.
   *
   * @param name {@code sqlite}, {@code h2}, {@code mariadb}, {@code postgresql}, {@code influxdb},
   *     or a product and version as {@code elasticsearch-7.17.29}
   */
  static Backend start(String name) {
    return switch (name) {
      case "sqlite", "h2" ->
          new Backend(Map.of("SW_STORAGE", name), null, () -> 0, () -> {}, () -> {});
      case "mariadb" -> mariaDb();
      case "postgresql" -> postgreSql();
      case "influxdb" -> influxDb();
      default -> elasticsearch(name);
    };
  }

  private static Backend mariaDb() {
    MariaDbServer server = MariaDbServer.start();
    String url = server.database("orrery_bench");
    return database("mysql", url, MariaDbServer.USER, new Running(server.process(), server::close));
  }

  private static Backend postgreSql() {
    PostgreSqlServer server = PostgreSqlServer.start();
    return database(
        "postgresql",
        server.url(),
        PostgreSqlServer.USER,
        new Running(server.process(), server::close));
  }

  private record Running(RealServer process, Runnable close) {}

  /**
   * @param user the password is the same
   */
  private static Backend database(String storage, String url, String user, Running running) {
    Map<String, String> settings =
        Map.of(
            "SW_STORAGE", storage,
            "SW_JDBC_URL", url,
            "SW_DATA_SOURCE_USER", user,
            "SW_DATA_SOURCE_PASSWORD", user);
    return new Backend(settings, running.process, () -> 0, () -> {}, running.close);
  }

  private static Backend influxDb() {
    InfluxDbServer server = InfluxDbServer.start();
    Map<String, String> settings =
        Map.of("SW_STORAGE", "influxdb", "SW_STORAGE_INFLUXDB_URL", server.url());
    return new Backend(settings, server.process(), () -> 0, () -> {}, server::close);
  }

  private static Backend elasticsearch(String name) {
    int dash = name.indexOf('-');
    if (dash < 0) {
      throw new Fault.Invalid("no storage to measure: " + name + "; try elasticsearch-7.17.29");
    }
    String product = name.substring(0, dash);
    ElasticsearchServer server =
        ElasticsearchServer.start(ElasticsearchServer.Options.named(name).withHeap(HEAP_MEBIBYTES));
    Map<String, String> settings =
        Map.of(
            "SW_STORAGE",
            product,
            "SW_STORAGE_ES_CLUSTER_NODES",
            String.join(",", server.addresses()));
    return new Backend(
        settings,
        server.node(0),
        () -> {
          Matcher found = OPERATIONS.matcher(server.ask("GET", "/_stats/indexing", ""));
          return found.find() ? Long.parseLong(found.group(1)) : 0;
        },
        () -> server.ask("POST", "/_flush?force=true", ""),
        server::close);
  }

  /** What tells a server to use it. */
  Map<String, String> environment() {
    return environment;
  }

  /** CPU time of its process, and of those it started, so far. */
  double cpuSeconds() {
    return process == null ? 0 : ProcessCosts.ofTree(process.pid());
  }

  /** Documents written so far, where that is counted; otherwise 0. */
  long operations() {
    return operations.getAsLong();
  }

  /** What its folder has grown by since it started, once what it logged ahead is written out. */
  long diskBytes() {
    flush.run();
    return allBytes() - emptyBytes;
  }

  private long allBytes() {
    return process == null ? 0 : bytes(process.folder());
  }

  @Override
  public void close() {
    close.run();
  }

  /** All files below a folder that may change meanwhile. */
  static long bytes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(Backend::size).sum();
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot measure " + folder, e);
    }
  }

  private static long size(Path path) {
    return Files.isDirectory(path) ? bytes(path) : path.toFile().length();
  }
}
