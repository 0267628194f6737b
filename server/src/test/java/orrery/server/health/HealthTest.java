// SPDX-License-Identifier: Apache-2.0
package orrery.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import orrery.model.Check;
import orrery.model.Fault;

class HealthTest {
  private static final long SECOND = 1_000_000_000L;

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
  void oneSlowOrFailedCheckTakesNobodyOutOfService() {
    List<Check> answers = new ArrayList<>(List.of(Check.healthy("storage_x")));
    Health health = new Health(List.of(() -> List.copyOf(answers)), nanos::get);
    assertThat(health.healthy()).isTrue();
    answers.set(0, Check.unhealthy("storage_x", "no answer within a second"));
    nanos.addAndGet(SECOND);
    assertThat(health.get())
        .containsExactly(new Check("storage_x", true, "no answer within a second"));
    nanos.addAndGet(4 * SECOND);
    assertThat(health.healthy()).isTrue();
    nanos.addAndGet(SECOND);
    assertThat(health.get())
        .containsExactly(Check.unhealthy("storage_x", "no answer within a second"));
    answers.set(0, Check.healthy("storage_x"));
    nanos.addAndGet(SECOND);
    assertThat(health.healthy()).as("one good answer is enough").isTrue();
    answers.set(0, Check.unhealthy("storage_x", "again"));
    nanos.addAndGet(SECOND);
    assertThat(health.healthy()).as("the grace begins anew").isTrue();
  }

  @Test
  void aPartThatHangsIsUnhealthyOnceItsLastAnswerIsOld() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    Health health =
        new Health(
            List.of(() -> {
              if (asked.incrementAndGet() > 1) {
                awaitQuietly(hanging);
              }
              return List.of(Check.healthy("storage_x"));
            }),
            nanos::get);
    assertThat(health.healthy()).isTrue();
    nanos.addAndGet(4 * SECOND);
    assertThat(health.get()).containsExactly(Check.healthy("storage_x"));
    nanos.addAndGet(SECOND);
    assertThat(health.get()).extracting(Check::name).containsExactly("check");
    assertThat(health.healthy()).isFalse();
    assertThat(asked).as("only one question is under way").hasValue(2);
    hanging.countDown();
    long endNanos = System.nanoTime() + 5 * SECOND;
    while (!health.healthy()) {
      assertThat(System.nanoTime()).as("it answers again").isLessThan(endNanos);
    }
  }

  @Test
  void whileTheStartWaitsItIsUnhealthyForThatReason() {
    Health health = new Health(List.of(this::fine), nanos::get);
    health.waitFor("waiting for the store: nobody listens");
    assertThat(health.serving()).isFalse();
    assertThat(health.get())
        .containsExactly(Check.unhealthy("server", "waiting for the store: nobody listens"));
    assertThat(asked).hasValue(0);
    health.started();
    assertThat(health.serving()).isTrue();
    assertThat(health.healthy()).isTrue();
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
