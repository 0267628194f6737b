// SPDX-License-Identifier: Apache-2.0
package orrery.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import orrery.model.Check;
import orrery.model.Fault;

class HealthTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final AtomicInteger asked = new AtomicInteger();

  private List<Check> fine() {
    asked.incrementAndGet();
    return List.of(Check.healthy("storage_sqlite"));
  }

  @Test
  void thePartsAreAskedAtMostOnceASecond() {
    Health health = new Health(List.of(this::fine), nanos::get);
    health.get();
    nanos.addAndGet(999_999_999);
    assertThat(health.get()).containsExactly(Check.healthy("storage_sqlite"));
    assertThat(asked).hasValue(1);
    nanos.addAndGet(1);
    health.get();
    assertThat(asked).hasValue(2);
  }

  @Test
  void oneUnhealthyPartMakesTheWholeUnhealthy() {
    Health health =
        new Health(
            List.of(this::fine, () -> List.of(Check.unhealthy("pipeline", "late"))), nanos::get);
    assertThat(health.healthy()).isFalse();
    assertThat(health.get())
        .containsExactly(Check.healthy("storage_sqlite"), Check.unhealthy("pipeline", "late"));
  }

  @Test
  void aPartThatThrowsAFaultIsUnhealthy() {
    Health health =
        new Health(
            List.of(() -> {
              throw new Fault.Unavailable("disk full");
            }),
            nanos::get);
    assertThat(health.get()).containsExactly(Check.unhealthy("check", "disk full"));
  }

  @Test
  void whileOneWaitsForAHangingPartTheOthersGetTheAnswerFromBefore() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    Health health =
        new Health(
            List.of(() -> {
              if (asked.incrementAndGet() == 2) {
                entered.countDown();
                awaitQuietly(hanging);
              }
              return List.of(Check.healthy("storage_" + asked.get()));
            }),
            nanos::get);
    health.get();
    nanos.addAndGet(2_000_000_000L);
    Thread waiting = Thread.ofVirtual().start(health::get);
    assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(health.get()).containsExactly(Check.healthy("storage_1"));
    hanging.countDown();
    waiting.join();
    assertThat(health.get()).containsExactly(Check.healthy("storage_2"));
  }

  @Test
  void whenStoppingNoNewWorkIsAskedFor() {
    Health health = new Health(List.of(this::fine), nanos::get);
    health.stopping();
    assertThat(health.healthy()).isFalse();
    assertThat(asked).hasValue(0);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
