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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.fixture.InfluxDbServer;
import orrery.fixture.SmallDisk;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.store.CountedCalls;

/** A real InfluxDB that goes away in every way, and what the same storage does when it is back. */
class InfluxOutageTest {
  private final CountedCalls calls = new CountedCalls();
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

  private void isSaidToBeAway(String... words) {
    assertThatThrownBy(() -> calls.write(storage.metrics()))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContainingAll(words);
    assertThatThrownBy(() -> CountedCalls.in(storage.metrics()))
        .isInstanceOf(Fault.Unavailable.class);
    assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
  }

  @Test
  void stoppedAndStartedAgain() {
    calls.write(storage.metrics());
    server.process().stop();
    isSaidToBeAway(server.url(), "SW_STORAGE_INFLUXDB_URL");
    assertThatThrownBy(storage::prepare).isInstanceOf(Fault.Unavailable.class);
    server.process().start();
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(2);
    assertThat(storage.check()).allMatch(Check::healthy);
  }

  @Test
  void killedAmongWritesEverythingWrittenIsThere() throws InterruptedException {
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  calls.write(storage.metrics());
                }
              } catch (Fault.Unavailable gone) {
                // as wanted
              }
            });
    while (calls.written() < 200) {
      Thread.onSpinWait();
    }
    server.process().kill();
    writer.join();
    server.process().start();
    assertThat(CountedCalls.in(storage.metrics())).isBetween(calls.written(), calls.written() + 1);
  }

  @Test
  void pausedItIsNotWaitedForForEver() {
    calls.write(storage.metrics());
    server.process().pause();
    try {
      isSaidToBeAway("does not answer in time");
    } finally {
      server.process().resume();
    }
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(2);
  }

  @Test
  void aDatabaseRemovedBehindOurBackIsMadeAgain() {
    calls.write(storage.metrics());
    server.query("DROP DATABASE skywalking");
    assertThat(CountedCalls.in(storage.metrics())).isZero();
    server.query("DROP DATABASE skywalking");
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(1);
    server.query("DROP RETENTION POLICY orrery ON skywalking");
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(1);
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
      calls.write(right.metrics());
      assertThat(CountedCalls.in(right.metrics())).isEqualTo(1);
      guarded.query("SET PASSWORD FOR orrery = 'changed'");
      assertThatThrownBy(() -> calls.write(right.metrics()))
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
      calls.write(inside.metrics());
      disk.fill();
      long acknowledged = writeUntilRefused(inside);
      disk.free();
      // InfluxDB 1.6 goes on refusing until it is started again, and the message says so.
      small.process().stop();
      small.process().start();
      assertThat(CountedCalls.in(inside.metrics())).isBetween(acknowledged, acknowledged + 1);
      calls.write(inside.metrics());
      calls.write(inside.metrics());
      assertThat(CountedCalls.in(inside.metrics())).isEqualTo(acknowledged + 2);
    }
  }

  private long writeUntilRefused(InfluxStorage into) {
    while (calls.written() < 100_000) {
      try {
        calls.write(into.metrics());
      } catch (Fault.Unavailable full) {
        assertThat(full)
            .hasMessageContaining("no space left")
            .hasMessageContaining("start it again");
        return calls.written();
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
