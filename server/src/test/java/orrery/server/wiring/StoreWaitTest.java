// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class StoreWaitTest {
  private final List<String> told = new ArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();

  /** Fails with each of these, one after the other, and works then. */
  private Runnable failing(RuntimeException... faults) {
    Iterator<RuntimeException> next = List.of(faults).iterator();
    return () -> {
      attempts.incrementAndGet();
      if (next.hasNext()) {
        throw next.next();
      }
    };
  }

  private StoreWait wait(Duration limit) {
    return new StoreWait(limit, () -> false, told::add);
  }

  @Test
  void aStoreThatIsThereIsNotWaitedFor() {
    assertThat(wait(Duration.ZERO).until(failing())).isTrue();
    assertThat(attempts).hasValue(1);
    assertThat(told).isEmpty();
  }

  @Test
  void triesAgainUntilTheStoreIsThereAndTellsEveryReasonOnce() {
    Runnable attempt =
        failing(
            new Fault.Unavailable("nobody listens"),
            new Fault.Unavailable("nobody listens"),
            new Fault.Overloaded("too many requests"));
    assertThat(wait(StoreWait.FOR_EVER).until(attempt)).isTrue();
    assertThat(attempts).hasValue(4);
    assertThat(told)
        .containsExactly(
            "waiting for the store: nobody listens", "waiting for the store: too many requests");
  }

  @Test
  void whatWaitingCannotCureEndsTheStart() {
    Fault.Invalid wrong = new Fault.Invalid("version 5 is not supported");
    Runnable attempt = failing(new Fault.Unavailable("nobody listens"), wrong);
    assertThatThrownBy(() -> wait(StoreWait.FOR_EVER).until(attempt)).isSameAs(wrong);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void withALimitWhatStoodInTheWayIsThrown() {
    Fault.Unavailable down = new Fault.Unavailable("nobody listens");
    assertThatThrownBy(() -> wait(Duration.ZERO).until(failing(down))).isSameAs(down);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whoeverAsksToStopNeedNotWait() {
    StoreWait wait = new StoreWait(StoreWait.FOR_EVER, () -> attempts.get() == 2, told::add);
    Runnable attempt =
        failing(
            new Fault.Unavailable("nobody listens"),
            new Fault.Unavailable("nobody listens"),
            new Fault.Unavailable("never reached"));
    assertThat(wait.until(attempt)).isFalse();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aBugIsNotWaitedFor() {
    IllegalStateException bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> wait(StoreWait.FOR_EVER).until(failing(bug))).isSameAs(bug);
  }
}
