// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orrery.fixture.RealServer;
import orrery.fixture.SmallDisk;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.CountedCalls;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** A real database that goes away in every way, and what the same storage does when it is back. */
abstract class DatabaseOutages {
  private static final long BUCKET = CountedCalls.FIRST_MILLIS;
  private static final int DISK_MEBIBYTES = 320;
  private static final int STATEMENT_SECONDS = 2;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final CountedCalls calls = new CountedCalls();
  private final Random random = new Random(1);
  private Server server;
  private DatabaseStorage storage;

  /** A database server of this test's own. */
  interface Server extends AutoCloseable {
    /** With the user and password given. */
    DatabaseSettings settings(String user, String password);

    RealServer process();

    /** Ends it in good order. */
    void stop();

    /** Runs a statement as the administrator, where Orrery's tables are. */
    void sql(String statement);

    @Override
    void close();
  }

  abstract Server open();

  abstract Server openIn(Path folder);

  /** A statement that gives Orrery's user another password. */
  abstract String changedPassword(String password);

  @BeforeEach
  void start() {
    server = open();
    storage = storage(server);
    storage.prepare();
  }

  @AfterEach
  void end() {
    storage.close();
    server.close();
  }

  private static DatabaseStorage storage(Server server) {
    return DatabaseStorage.of(server.settings("orrery", "orrery"));
  }

  static DatabaseSettings impatient(DatabaseSettings all) {
    return new DatabaseSettings(
        all.product(),
        all.url(),
        all.user(),
        all.password(),
        all.connections(),
        all.batchRows(),
        STATEMENT_SECONDS,
        all.blockCacheMebibytes(),
        all.compressionLevel());
  }

  private void isAway(String... words) {
    assertThatThrownBy(() -> calls.write(storage.metrics()))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContainingAll(words);
    assertThatThrownBy(() -> CountedCalls.in(storage.metrics())).isInstanceOf(Fault.class);
    assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
  }

  private void isBack(long written) {
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(Fault.class)
        .until(() -> CountedCalls.in(storage.metrics()) >= written);
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(written + 1);
    assertThat(storage.check()).allMatch(Check::healthy);
  }

  @Test
  void stoppedAndStartedAgain() {
    calls.write(storage.metrics());
    server.stop();
    isAway(server.settings("", "").place(), "SW_JDBC_URL");
    try (DatabaseStorage another = storage(server)) {
      assertThatThrownBy(another::prepare).isInstanceOf(Fault.Unavailable.class);
      server.process().start();
      another.prepare();
      assertThat(CountedCalls.in(another.metrics())).isEqualTo(1);
    }
    isBack(1);
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
              } catch (Fault gone) {
                // as wanted
              }
            });
    Awaitility.await().atMost(SOON).until(() -> calls.written() >= 200);
    server.process().kill();
    writer.join();
    server.process().start();
    long acknowledged = calls.written();
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(Fault.class)
        .until(() -> CountedCalls.in(storage.metrics()) > 0);
    // the last one may have been committed before its answer was lost; written again it is the same
    assertThat(CountedCalls.in(storage.metrics())).isBetween(acknowledged, acknowledged + 1);
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(acknowledged + 1);
  }

  @Test
  void pausedItIsNotWaitedForForEver() {
    calls.write(storage.metrics());
    server.process().pause();
    try {
      assertThatThrownBy(() -> calls.write(storage.metrics())).isInstanceOf(Fault.class);
      assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
    } finally {
      server.process().resume();
    }
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(Fault.class)
        .until(() -> {
          calls.write(storage.metrics()); // the same row again, until it is taken
          return true;
        });
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(2);
  }

  @Test
  void tablesDroppedBehindOurBackAreMadeAgain() {
    calls.write(storage.metrics());
    server.sql("DROP TABLE " + metricTable());
    assertThat(CountedCalls.in(storage.metrics())).isZero();
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(1);
    server.sql("DROP TABLE " + metricTable());
    calls.write(storage.metrics());
    assertThat(CountedCalls.in(storage.metrics())).isEqualTo(1);
    assertThat(storage.check()).allMatch(Check::healthy);
  }

  private static String metricTable() {
    return new MetricTable(Schema.SERVICE, Days.of(BUCKET)).table().name();
  }

  @Test
  void aWrongPasswordIsNamedAndWaitedFor() {
    try (DatabaseStorage wrong = DatabaseStorage.of(server.settings("orrery", "mistaken"))) {
      assertThatThrownBy(wrong::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("SW_DATA_SOURCE_PASSWORD")
          .hasMessageNotContaining("mistaken");
      server.sql(changedPassword("mistaken"));
      wrong.prepare();
      calls.write(wrong.metrics());
      assertThat(CountedCalls.in(wrong.metrics())).isEqualTo(1);
    }
  }

  @Test
  void aMissingPasswordIsNamed() {
    try (DatabaseStorage none = DatabaseStorage.of(server.settings("orrery", ""))) {
      assertThatThrownBy(none::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("SW_DATA_SOURCE_PASSWORD");
    }
  }

  @Test
  void aFullDiskRefusesAndTakesAgainWhenThereIsRoom() {
    try (SmallDisk disk = SmallDisk.of(DISK_MEBIBYTES);
        Server small = openIn(disk.folder("database"));
        DatabaseStorage inside = storage(small)) {
      inside.prepare();
      append(inside, 0);
      disk.fill();
      int refused = appendUntilRefused(inside);
      assertThat(refused).isPositive();
      disk.free();
      if (!small.process().isAlive()) {
        small.process().start(); // some end themselves: whoever supervises them starts them again
      }
      Awaitility.await()
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(Fault.class)
          .until(() -> {
            append(inside, refused); // the same again, until it is taken
            return true;
          });
      assertThat(found(inside)).isEqualTo(refused + 1);
    }
  }

  /** Gives the number of the record that was not taken. */
  private int appendUntilRefused(DatabaseStorage into) {
    for (int number = 1; number < 10_000; number++) {
      try {
        append(into, number);
      } catch (Fault.Unavailable full) {
        return number;
      }
    }
    throw new AssertionError("the disk does not get full");
  }

  private void append(DatabaseStorage into, int number) {
    byte[] payload = new byte[64 << 10]; // which nothing can compress
    random.nextBytes(payload);
    into.records()
        .append(
            List.of(
                new RecordRow(
                    Schema.SLOW_STATEMENT,
                    number,
                    BUCKET,
                    new long[] {5, 6, 0, 1_500},
                    List.of(),
                    PayloadFormat.TEXT,
                    payload)));
  }

  private static int found(DatabaseStorage in) {
    return in.records()
        .find(
            new RecordQuery(
                Schema.SLOW_STATEMENT,
                BUCKET,
                BUCKET,
                List.of(),
                List.of(),
                false,
                false,
                0,
                10_000))
        .size();
  }
}
