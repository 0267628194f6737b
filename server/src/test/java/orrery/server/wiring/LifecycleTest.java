// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class LifecycleTest {
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final Lifecycle lifecycle = new Lifecycle();

  private void start(String name) {
    lifecycle.start(
        name,
        () -> {
          said.add("+" + name);
          return "told";
        },
        _ -> said.add("-" + name));
  }

  @Test
  void partsStopInTheOppositeOrderOfTheirStart() {
    start("store");
    start("http");
    lifecycle.onStop("readiness", _ -> said.add("red"));
    lifecycle.close();
    assertThat(said).containsExactly("+store", "+http", "red", "-http", "-store");
  }

  @Test
  void aPartThatFailsToStartIsStoppedTooForItMayHaveHalfStarted() {
    start("store");
    assertThatThrownBy(() ->
            lifecycle.start(
                "grpc",
                () -> {
                  throw new Fault.Unavailable("port taken");
                },
                _ -> said.add("-grpc")))
        .isInstanceOf(Fault.Unavailable.class);
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-grpc", "-store");
  }

  @Test
  void oneThatCannotStopDoesNotKeepTheOthersFromIt() {
    start("store");
    lifecycle.onStop(
        "broken",
        _ -> {
          throw new IllegalStateException("stuck");
        });
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-store");
  }

  @Test
  void oneThatHangsIsLeftToItselfAndTheRestIsStoppedInTime() {
    start("store");
    CountDownLatch interrupted = new CountDownLatch(1);
    lifecycle.onStop(
        "stuck",
        most -> {
          assertThat(most).isBetween(Duration.ofMillis(40), Duration.ofMillis(50));
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    lifecycle.close(Duration.ofMillis(100));
    assertThat(said).containsExactly("+store", "-store");
    assertThatCode(interrupted::await).doesNotThrowAnyException();
  }

  @Test
  void closingTwiceStopsOnce() {
    start("store");
    lifecycle.close();
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-store");
  }
}
