// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.fixture.InfluxDbServer;
import orrery.fixture.SmallDisk;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.Schema;

/** A real InfluxDB that goes away in every way, and what the same storage does when it is back. */
class InfluxOutageTest {
  private static final long BUCKET = 1_709_164_800_000L;
  private static final long MINUTE = 60_000;

  private final AtomicLong rows = new AtomicLong();
  private InfluxDbServer server;
  private InfluxStorage storage;

  @BeforeEach
  void start() {
    server = InfluxDbServer.start();
    storage = open(server.url(), "", "");
    storage.prepare();
  }

  @AfterEach
  void stop() {
    storage.close();
    server.close();
  }

  private static InfluxStorage open(String url, String user, String password) {
    return InfluxStorage.of(new InfluxSettings(URI.create(url), user, password, "skywalking"));
  }

  /** Writes one call more. */
  private void write(InfluxStorage into) {
    into.metrics()
        .write(
            List.of(
                new MetricRow(
                    Schema.SERVICE,
                    Tier.MINUTE,
                    BUCKET + rows.getAndIncrement() * MINUTE,
                    new EntityKey(0, 1),
                    1,
                    new long[] {1, 0, 0, 0, 0},
                    new LatencySketch().toBytes())));
  }

  private static long calls(InfluxStorage from) {
    MetricQuery query =
        MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, 0, Long.MAX_VALUE, null, false);
    return from.metrics().totals(query).stream()
        .map(MetricPoint::measures)
        .mapToLong(measures -> measures[0])
        .sum();
  }

  private void isSaidToBeAway(String... words) {
    assertThatThrownBy(() -> write(storage))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContainingAll(words);
    assertThatThrownBy(() -> calls(storage)).isInstanceOf(Fault.Unavailable.class);
    assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
    rows.decrementAndGet();
  }

  @Test
  void stoppedAndStartedAgain() {
    write(storage);
    server.process().stop();
    isSaidToBeAway(server.url(), "SW_STORAGE_INFLUXDB_URL");
    assertThatThrownBy(storage::prepare).isInstanceOf(Fault.Unavailable.class);
    server.process().start();
    write(storage);
    assertThat(calls(storage)).isEqualTo(2);
    assertThat(storage.check()).allMatch(Check::healthy);
  }

  @Test
  void killedAmongWritesEverythingWrittenIsThere() throws InterruptedException {
    List<Long> written = new ArrayList<>();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  write(storage);
                  written.add(rows.get());
                }
              } catch (Fault.Unavailable gone) {
                rows.decrementAndGet();
              }
            });
    while (rows.get() < 200) {
      Thread.onSpinWait();
    }
    server.process().kill();
    writer.join();
    server.process().start();
    assertThat(calls(storage)).isBetween((long) written.size(), written.size() + 1L);
  }

  @Test
  void pausedItIsNotWaitedForForEver() {
    write(storage);
    server.process().pause();
    try {
      isSaidToBeAway("does not answer in time");
    } finally {
      server.process().resume();
    }
    write(storage);
    assertThat(calls(storage)).isEqualTo(2);
  }

  @Test
  void aDatabaseRemovedBehindOurBackIsMadeAgain() {
    write(storage);
    server.query("DROP DATABASE skywalking");
    assertThat(calls(storage)).isZero();
    server.query("DROP DATABASE skywalking");
    write(storage);
    assertThat(calls(storage)).isEqualTo(1);
    server.query("DROP RETENTION POLICY orrery ON skywalking");
    write(storage);
    assertThat(calls(storage)).isEqualTo(1);
  }

  @Test
  void aWrongPasswordIsNamedAndWaitedFor() {
    try (InfluxDbServer guarded = InfluxDbServer.startWithLogin();
        InfluxStorage wrong = open(guarded.url(), InfluxDbServer.USER, "wrong");
        InfluxStorage right = open(guarded.url(), InfluxDbServer.USER, InfluxDbServer.USER)) {
      assertThatThrownBy(wrong::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("SW_STORAGE_INFLUXDB_PASSWORD")
          .hasMessageNotContaining("wrong:");
      right.prepare();
      write(right);
      assertThat(calls(right)).isEqualTo(1);
      guarded.query("SET PASSWORD FOR orrery = 'changed'");
      assertThatThrownBy(() -> write(right))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("SW_STORAGE_INFLUXDB_PASSWORD");
    }
  }

  @Test
  void aFullDiskRefusesAndTakesAgainWhenThereIsRoom() {
    try (SmallDisk disk = SmallDisk.of(32);
        InfluxDbServer small = InfluxDbServer.start(disk.folder("influxdb"), false);
        InfluxStorage inside = open(small.url(), "", "")) {
      inside.prepare();
      write(inside);
      disk.fill();
      long acknowledged = writeUntilRefused(inside);
      disk.free();
      // InfluxDB 1.6 goes on refusing until it is started again, and the message says so.
      small.process().stop();
      small.process().start();
      assertThat(calls(inside)).isBetween(acknowledged, acknowledged + 1);
      rows.set(acknowledged);
      write(inside);
      write(inside);
      assertThat(calls(inside)).isEqualTo(acknowledged + 2);
    }
  }

  private long writeUntilRefused(InfluxStorage into) {
    while (rows.get() < 100_000) {
      long before = rows.get();
      try {
        write(into);
      } catch (Fault.Unavailable full) {
        assertThat(full)
            .hasMessageContaining("no space left")
            .hasMessageContaining("start it again");
        return before;
      }
    }
    throw new AssertionError("the disk does not get full");
  }

  @Test
  void anotherVersionEndsTheStart() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String url = "http://127.0.0.1:" + other.getAddress().getPort();
    List<String> versions = new ArrayList<>(List.of("", "3.0.1", "2.7.1"));
    other.createContext(
        "/ping",
        exchange -> {
          exchange.getResponseHeaders().set("X-Influxdb-Version", versions.removeFirst());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    other.start();
    try (InfluxStorage storage = open(url, "", "")) {
      assertThatThrownBy(storage::prepare)
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("is not an InfluxDB");
      assertThatThrownBy(storage::prepare)
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContaining("is InfluxDB 3.0.1");
      storage.prepare(); // 2.x has the endpoints of 1.x, but nothing to create with
    } finally {
      other.stop(0);
    }
  }
}
