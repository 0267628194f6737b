// SPDX-License-Identifier: Apache-2.0
package orrery.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class LifecycleTest {
  private final List<String> said = new ArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle();

  private void start(String name) {
    lifecycle.start(
        name,
        () -> {
          said.add("+" + name);
          return "told";
        },
        () -> said.add("-" + name));
  }

  @Test
  void partsStopInTheOppositeOrderOfTheirStart() {
    start("store");
    start("http");
    lifecycle.onStop("readiness", () -> said.add("red"));
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
                () -> said.add("-grpc")))
        .isInstanceOf(Fault.Unavailable.class);
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-grpc", "-store");
  }

  @Test
  void oneThatCannotStopDoesNotKeepTheOthersFromIt() {
    start("store");
    lifecycle.onStop(
        "broken",
        () -> {
          throw new IllegalStateException("stuck");
        });
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-store");
  }

  @Test
  void closingTwiceStopsOnce() {
    start("store");
    lifecycle.close();
    lifecycle.close();
    assertThat(said).containsExactly("+store", "-store");
  }
}
