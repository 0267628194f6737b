// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.model.settings.Settings;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;

class AggregationTest {
  private static final long NOON = Instant.parse("2024-02-29T12:00:00Z").toEpochMilli();

  private final FlakyStorage storage = new FlakyStorage();
  private final Telemetry telemetry = new Telemetry();
  private final AtomicLong nowMillis = new AtomicLong(NOON);
  private final Aggregation aggregation =
      new Aggregation(
          AggregationSettings.read(
              new Settings(
                  Map.of(
                          "SW_ORRERY_COMMIT_INTERVAL_MILLIS", "10",
                          "SW_ORRERY_PENDING_MEBIBYTES", "1",
                          "SW_ORRERY_ACKNOWLEDGE_TIMEOUT_MILLIS", "200")
                      ::get),
              CommitSettings.INTERVAL_MILLIS),
          storage,
          telemetry,
          new Aggregation.Surroundings(
              () -> Instant.ofEpochMilli(nowMillis.get()), ZoneOffset.UTC, Standing.ALONE));

  @AfterEach
  void close() {
    storage.failWhen(_ -> false);
    aggregation.close();
  }

  @Test
  void whatIsAcknowledgedIsStoredWhileEverySecondWriteFails() {
    storage.failWhen(write -> write % 2 == 1);
    aggregation.start();
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 100; i++) {
        call("shop", round * 100 + i);
      }
      aggregation.safe().join();
      assertThat(calls()).isEqualTo((round + 1) * 100L);
      assertThat(recordsStored()).isEqualTo((round + 1) * 100);
    }
  }

  @Test
  void nothingIsCountedTwiceWhenThreadsReportAtOnce() {
    storage.failWhen(write -> write % 3 == 0);
    aggregation.start();
    AtomicInteger ids = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(n ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 500; i++) {
                        call("shop-" + i % 7, ids.incrementAndGet());
                        aggregation.room().join();
                      }
                    }))
            .toList();
    threads.forEach(AggregationTest::join);
    aggregation.safe().join();
    assertThat(calls()).isEqualTo(4000);
    assertThat(recordsStored()).isEqualTo(4000);
    assertThat(telemetry.counter(SelfMetric.PERSISTENCE_TIMER_BULK_ERROR_COUNT).sum()).isPositive();
  }

  @Test
  void clientsAreHeldBackWhileStorageFailsAndToldSoInTime() {
    storage.failWhen(_ -> true);
    aggregation.start();
    for (int i = 0; i < 1024; i++) {
      call("shop", i); // 1 KiB each
    }
    CompletableFuture<Void> room = aggregation.room();
    assertThat(room).isNotDone();
    CompletableFuture<Void> safe = aggregation.safe();
    assertThatThrownBy(safe::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(Fault.Unavailable.class);
    assertThat(aggregation.check().getFirst().healthy()).isFalse();

    storage.failWhen(_ -> false);
    room.join();
    aggregation.safe().join();
    // What could not be acknowledged in time was kept nevertheless.
    assertThat(calls()).isEqualTo(1024);
    assertThat(aggregation.check().getFirst().healthy()).isTrue();
  }

  @Test
  void farTooMuchIsRefusedToTheFaceOfWhoBringsIt() {
    storage.failWhen(_ -> true);
    aggregation.start();
    AtomicInteger taken = new AtomicInteger();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                call("shop", i);
                taken.incrementAndGet();
              }
            })
        .isInstanceOf(Fault.Overloaded.class);
    assertThat(taken.get()).isEqualTo(2048);
    storage.failWhen(_ -> false);
    aggregation.safe().join();
    assertThat(calls()).isEqualTo(2048);
  }

  @Test
  void oneRecordThatCannotBeStoredIsDroppedAlone() {
    storage.poison(row -> row.idKey() == 13);
    aggregation.start();
    for (int i = 0; i < 100; i++) {
      call("shop", i);
    }
    aggregation.safe().join();
    assertThat(recordsStored()).isEqualTo(99);
    assertThat(calls()).isEqualTo(100);
    assertThat(telemetry.counter(SelfMetric.ORRERY_ROWS_REJECTED).sum()).isEqualTo(1);
  }

  @Test
  void closingStoresWhatWasTakenInAndRefusesWhatComesLater() {
    aggregation.start();
    call("shop", 1);
    aggregation.close();
    assertThat(calls()).isEqualTo(1);
    assertThatThrownBy(() -> call("shop", 2)).isInstanceOf(Fault.Unavailable.class);
    assertThat(aggregation.safe()).isCompletedExceptionally();
  }

  @Test
  void closingEndsInTimeWhenStorageHangsAndWhoeverWaitsIsToldSo() {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicBoolean hangs = new AtomicBoolean(true);
    storage.failWhen(_ -> {
      hanging.countDown();
      while (hangs.get()) {
        Thread.interrupted(); // deaf, as a socket is
        LockSupport.parkNanos(1_000_000);
      }
      return true;
    });
    aggregation.start();
    call("shop", 1);
    CompletableFuture<Void> safe = aggregation.safe();
    assertThatCode(hanging::await).doesNotThrowAnyException();
    aggregation.close(Duration.ofMillis(50));
    assertThat(safe)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(Fault.Unavailable.class);
    assertThat(aggregation.safe()).isCompletedExceptionally();
    hangs.set(false);
  }

  @Test
  void lateDataAddsToAMinuteThatWasClosed() {
    aggregation.start();
    call("shop", 1);
    aggregation.safe().join();
    nowMillis.addAndGet(200_000); // the window closes after 180 s
    aggregation.safe().join();
    call("shop", 2);
    aggregation.safe().join();
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void aMillionEndpointNamesDoNotGrowMemory() {
    aggregation.start();
    for (int i = 0; i < 1_000_000; i++) {
      String name = "/x" + Integer.toString(i, 36) + "y/" + Integer.toHexString(i * 31) + "z";
      aggregation.work(
          0,
          worker -> {
            Entity shop = worker.names().service("shop", true);
            worker.observe(NOON, 1, true);
            worker.count(Family.ENDPOINT, worker.names().endpoint(shop, name));
          });
    }
    aggregation.safe().join();
    List<MetricPoint> endpoints =
        storage
            .inner()
            .metrics()
            .totals(
                MetricQuery.ownedBy(Schema.ENDPOINT, Tier.MINUTE, 0, Long.MAX_VALUE, null, false));
    assertThat(endpoints).hasSizeBetween(2000, 2501);
    assertThat(endpoints.stream().mapToLong(point -> point.measures()[0]).sum())
        .isEqualTo(1_000_000);
  }

  private void call(String service, int id) {
    aggregation.work(
        1024,
        worker -> {
          worker.observe(NOON, 10, true);
          Entity entity = worker.names().service(service, true);
          worker.count(Family.SERVICE, entity);
          worker.sightService(entity, orrery.model.Layer.GENERAL, nowMillis.get());
          worker.record(
              new RecordRow(
                  Schema.SEGMENT,
                  id,
                  NOON,
                  new long[] {id, 1, 1, 1, 1, 0},
                  List.of(),
                  PayloadFormat.NONE,
                  new byte[0]));
        });
  }

  private long calls() {
    return storage
        .inner()
        .metrics()
        .totals(MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, 0, Long.MAX_VALUE, null, false))
        .stream()
        .mapToLong(point -> point.measures()[0])
        .sum();
  }

  private int recordsStored() {
    return storage
        .inner()
        .records()
        .find(
            new RecordQuery(
                Schema.SEGMENT, 0, Long.MAX_VALUE, List.of(), List.of(), false, false, 0, 10_000))
        .size();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
