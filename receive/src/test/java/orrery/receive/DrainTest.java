// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING;
import static org.assertj.core.api.Assertions.assertThat;
import static orrery.receive.GrpcFixture.COLLECT;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

/** What agents see while the server stops. */
class DrainTest {
  private final SampleSegments samples = new SampleSegments(1);
  private final GrpcFixture server = new GrpcFixture(Map.of("SW_ORRERY_DRAIN_SECONDS", "1"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void openStreamsAreAnsweredAndNoNewOnesTaken() {
    CompletableFuture<Void> safe = new CompletableFuture<>();
    server.intake.safe = safe;
    var sending = collect();
    var waiting = collect().halfClose();
    GrpcFixture.await(() -> server.intake.segments.size() == 2);
    CompletableFuture<Boolean> drained = drain(Duration.ofSeconds(20));
    safe.complete(null);
    assertThat(waiting.status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(sending.status().toString()).contains("UNAVAILABLE").contains("stopping");
    assertThat(drained.join()).isTrue();
    ManagedChannel late = server.channel();
    var refused = new GrpcFixture.Call(late, COLLECT, CLIENT_STREAMING, new Metadata());
    assertThat(refused.halfClose().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    late.shutdownNow();
  }

  @Test
  void aStreamThatEndsWhileDrainingIsAcknowledged() {
    var call = collect();
    GrpcFixture.await(() -> server.intake.segments.size() == 1);
    CompletableFuture<Boolean> drained = drain(Duration.ofSeconds(20));
    call.send(samples.typical());
    assertThat(call.halfClose().status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(server.intake.segments).hasSize(2);
    assertThat(drained.join()).isTrue();
  }

  @Test
  void whoIsTurnedAwayIsStillServed() {
    assertThat(GrpcPortTest.health(server)).containsExactly(8, 1);
    server.receivers.turnAway();
    assertThat(GrpcPortTest.health(server)).containsExactly(8, 2); // NOT_SERVING
    assertThat(collect().halfClose().status().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  void whenTheStoreHangsDrainingEndsAllTheSameAndTheAnswerComesOnceThePipelineGivesUp() {
    CompletableFuture<Void> safe = new CompletableFuture<>();
    server.intake.safe = safe;
    var sending = collect();
    var waiting = collect().halfClose();
    GrpcFixture.await(() -> server.intake.segments.size() == 2);
    assertThat(drain(Duration.ofMillis(100)).join()).isFalse();
    safe.completeExceptionally(new Fault.Unavailable("storage does not work"));
    assertThat(server.receivers.awaitAnswers(Duration.ofSeconds(20))).isTrue();
    assertThat(sending.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(waiting.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  private CompletableFuture<Boolean> drain(Duration most) {
    return CompletableFuture.supplyAsync(() -> server.receivers.drain(most));
  }

  private GrpcFixture.Call collect() {
    return server.call(COLLECT, CLIENT_STREAMING).send(samples.typical());
  }
}
