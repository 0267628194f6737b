// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static orrery.receive.GrpcFixture.COLLECT;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.skywalking.apm.network.common.v3.CPU;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.GC;
import org.apache.skywalking.apm.network.language.agent.v3.GCPhase;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetric;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.Memory;
import org.apache.skywalking.apm.network.language.agent.v3.MemoryPool;
import org.apache.skywalking.apm.network.language.agent.v3.PoolType;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentCollection;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.ManagementServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.InstancePing;
import orrery.model.InstanceProperties;
import orrery.model.JvmReport;
import orrery.model.Layer;
import orrery.model.Tag;
import orrery.model.telemetry.SelfMetric;

class GrpcPortTest {
  private final SampleSegments samples = new SampleSegments(1);
  private GrpcFixture server = new GrpcFixture();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesSegmentsFromGeneratedStubsWithAndWithoutThePackage() throws Exception {
    SegmentObject sent = SegmentObject.parseFrom(samples.typical());
    Answer answer = new Answer();
    StreamObserver<SegmentObject> stream =
        TraceSegmentReportServiceGrpc.newStub(server.channel).collect(answer);
    stream.onNext(sent);
    stream.onNext(sent);
    stream.onCompleted();
    assertThat(answer.done.get()).isEqualTo(Commands.getDefaultInstance());
    Commands old =
        org.apache.skywalking.apm.network.language.agent.v3.compat.TraceSegmentReportServiceGrpc
            .newBlockingStub(server.channel)
            .collectInSync(SegmentCollection.newBuilder().addSegments(sent).build());
    assertThat(old).isEqualTo(Commands.getDefaultInstance());
    assertThat(server.intake.segments).hasSize(3);
    assertThat(server.intake.segments.get(2).payload()).isEqualTo(sent.toByteArray());
    assertThat(count(SelfMetric.ORRERY_SEGMENTS_RECEIVED, "grpc")).isEqualTo(3);
    assertThat(count(SelfMetric.ORRERY_SPANS_RECEIVED, "grpc")).isEqualTo(24);
  }

  @Test
  void takesPropertiesHeartbeatsAndJvmSamples() {
    var management = ManagementServiceGrpc.newBlockingStub(server.channel);
    management.reportInstanceProperties(
        org.apache.skywalking.apm.network.management.v3.InstanceProperties.newBuilder()
            .setService("shop")
            .setServiceInstance("one")
            .addProperties(KeyStringValuePair.newBuilder().setKey("os").setValue("linux"))
            .setLayer("faas")
            .build());
    management.keepAlive(
        InstancePingPkg.newBuilder().setService("").setServiceInstance("one").build());
    JVMMetricReportServiceGrpc.newBlockingStub(server.channel).collect(jvm());
    assertThat(server.intake.properties)
        .containsExactly(
            new InstanceProperties("shop", "one", Layer.FAAS, List.of(new Tag("os", "linux"))));
    assertThat(server.intake.pings)
        .containsExactly(new InstancePing("_blank", "one", Layer.GENERAL));
    assertThat(server.intake.jvms)
        .containsExactly(
            new JvmReport(
                "shop",
                "one",
                List.of(
                    new JvmReport.Sample(
                        5,
                        12.5,
                        List.of(new JvmReport.Memory(true, 1, -1, 3, 4)),
                        List.of(new JvmReport.MemoryPool(JvmReport.PoolType.METASPACE, 1, 2, 3, 4)),
                        List.of(new JvmReport.Collection(JvmReport.Phase.OLD, 2, 30)),
                        JvmReport.Threads.NONE,
                        JvmReport.Classes.NONE))));
  }

  @Test
  void answersOnlyOnceTheReportIsSafe() {
    CompletableFuture<Void> safe = new CompletableFuture<>();
    server.intake.safe = safe;
    var call = collect(samples.typical()).halfClose();
    GrpcFixture.await(() -> server.intake.segments.size() == 1);
    assertThat(call.answered()).isFalse();
    safe.complete(null);
    assertThat(call.status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(call.answers).containsExactly(new byte[0]);
  }

  @Test
  void tellsWhichFaultStandsInTheWay() {
    assertThat(failedWith(new Fault.Overloaded("full"))).isEqualTo("RESOURCE_EXHAUSTED: full");
    assertThat(failedWith(new Fault.Unavailable("gone"))).isEqualTo("UNAVAILABLE: gone");
    assertThat(failedWith(new Fault.Invalid("odd"))).isEqualTo("INVALID_ARGUMENT: odd");
    assertThat(failedWith(new IllegalStateException("secret")))
        .isEqualTo("INTERNAL: a bug in the server; its log tells more");
  }

  @Test
  void skipsAndCountsAMalformedSegmentAndGoesOnWithTheStream() {
    byte[] garbage = new byte[500];
    new Random(2).nextBytes(garbage);
    var call = server.call(COLLECT, CLIENT_STREAMING);
    call.send(samples.typical()).send(garbage).send(new byte[0]).send(samples.typical());
    assertThat(call.halfClose().status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(server.intake.segments).hasSize(2);
    assertThat(count(SelfMetric.TRACE_ANALYSIS_ERROR_COUNT, "grpc")).isEqualTo(2);
    assertThat(count(SelfMetric.ORRERY_REPORTS_REFUSED, "grpc", "malformed")).isEqualTo(2);
  }

  @Test
  void oneBadSegmentOfACollectionDoesNotLoseTheOthers() throws Exception {
    SegmentObject good = SegmentObject.parseFrom(samples.typical());
    SegmentCollection sent =
        SegmentCollection.newBuilder()
            .addSegments(good)
            .addSegments(SegmentObject.getDefaultInstance())
            .addSegments(good)
            .build();
    TraceSegmentReportServiceGrpc.newBlockingStub(server.channel).collectInSync(sent);
    assertThat(server.intake.segments).hasSize(2);
    assertThat(count(SelfMetric.TRACE_ANALYSIS_ERROR_COUNT, "grpc")).isEqualTo(1);
  }

  @Test
  void refusesAMalformedUnaryCall() {
    String ping = "skywalking.v3.ManagementService/keepAlive";
    var call = server.call(ping, UNARY).send(new byte[] {0x0a, 0x7f}).halfClose();
    assertThat(call.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(server.call(ping, UNARY).halfClose().status().getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(server.intake.pings).isEmpty();
    assertThat(count(SelfMetric.ORRERY_REPORTS_REFUSED, "grpc", "malformed")).isEqualTo(1);
  }

  @Test
  void readsNoMoreThanABatchWhileThereIsNoRoom() {
    CompletableFuture<Void> room = new CompletableFuture<>();
    var call = server.call(COLLECT, CLIENT_STREAMING);
    GrpcFixture.await(() -> sendAndSee(call, 1));
    server.intake.room = room;
    for (int i = 0; i < 3 * ReportCall.BATCH; i++) {
      call.send(samples.typical());
    }
    GrpcFixture.await(() -> paused() == 1);
    assertThat(server.intake.segments).hasSize(ReportCall.BATCH);
    server.intake.room = CompletableFuture.completedFuture(null);
    room.complete(null);
    assertThat(call.halfClose().status().getCode()).isEqualTo(Status.Code.OK);
    assertThat(server.intake.segments).hasSize(1 + 3 * ReportCall.BATCH);
    assertThat(paused()).isZero();
  }

  @Test
  void forgetsACancelledClientThatWasHeldBack() {
    server.intake.room = new CompletableFuture<>();
    var call = collect(samples.typical());
    GrpcFixture.await(() -> paused() == 1);
    call.cancel();
    GrpcFixture.await(() -> paused() == 0);
    server.intake.room.complete(null);
    server.intake.room = CompletableFuture.completedFuture(null);
    assertThat(collect(samples.typical()).halfClose().status().isOk()).isTrue();
    assertThat(server.intake.segments).hasSize(1);
  }

  @Test
  void refusesAMessageOverTheLimitAndServesOnWithTheNextCall() {
    restart(Map.of("SW_CORE_GRPC_MAX_MESSAGE_SIZE", "100000"));
    assertThat(collect(new byte[100_001]).halfClose().status().getCode())
        .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(collect(samples.typical()).halfClose().status().isOk()).isTrue();
  }

  @Test
  void takesAMessageOfTensOfMegabytes() {
    SegmentObject.Builder big = SegmentObject.newBuilder().setTraceId("t").setTraceSegmentId("s");
    big.addSpansBuilder().addTagsBuilder().setKey("k").setValue("v".repeat(40 * 1024 * 1024));
    assertThat(collect(big.build().toByteArray()).halfClose().status().isOk()).isTrue();
    assertThat(server.intake.segments).hasSize(1);
  }

  @Test
  void takesCompressedSegmentsAndRefusesOnesThatGrowPastTheLimit() throws Exception {
    restart(Map.of("SW_CORE_GRPC_MAX_MESSAGE_SIZE", "100000"));
    var stub =
        TraceSegmentReportServiceGrpc.newBlockingStub(server.channel).withCompression("gzip");
    SegmentObject sent = SegmentObject.parseFrom(samples.typical());
    stub.collectInSync(SegmentCollection.newBuilder().addSegments(sent).build());
    assertThat(server.intake.segments).hasSize(1);
    SegmentObject bomb = sent.toBuilder().setService("s".repeat(10_000_000)).build();
    assertThatThrownBy(
            () -> stub.collectInSync(SegmentCollection.newBuilder().addSegments(bomb).build()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("RESOURCE_EXHAUSTED");
    stub.collectInSync(SegmentCollection.newBuilder().addSegments(sent).build());
    assertThat(server.intake.segments).hasSize(2);
  }

  @Test
  void garbageOnThePortDisturbsNobody() throws IOException {
    var call = collect(samples.typical());
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), server.receivers.grpcPort())) {
        byte[] garbage = new byte[10_000];
        random.nextBytes(garbage);
        socket.getOutputStream().write(garbage);
      } catch (IOException reset) {
        // the server hung up on us while we wrote
      }
    }
    call.send(samples.typical());
    assertThat(call.halfClose().status().isOk()).isTrue();
    assertThat(server.intake.segments).hasSize(2);
  }

  @Test
  void letsOnlyThoseInWhoSendTheToken() {
    restart(Map.of("SW_AUTHENTICATION", "open sesame"));
    assertThat(collectWith(null)).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(collectWith("open")).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(server.intake.segments).isEmpty();
    assertThat(collectWith("open sesame")).isEqualTo(Status.Code.OK);
    assertThat(health(server)).containsExactly(8, 1);
  }

  @Test
  void namesThePortThatIsTaken() {
    int port = server.receivers.grpcPort();
    assertThatThrownBy(() -> new GrpcFixture(Map.of("SW_CORE_GRPC_PORT", String.valueOf(port))))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining(String.valueOf(port));
  }

  private boolean sendAndSee(GrpcFixture.Call call, int count) {
    if (server.intake.segments.isEmpty()) {
      call.send(samples.typical());
      GrpcFixture.await(() -> server.intake.segments.size() == count);
    }
    return true;
  }

  private GrpcFixture.Call collect(byte[] message) {
    return server.call(COLLECT, CLIENT_STREAMING).send(message);
  }

  private Status.Code collectWith(@org.jspecify.annotations.Nullable String token) {
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(Authentication.HEADER, token);
    }
    var call = new GrpcFixture.Call(server.channel, COLLECT, CLIENT_STREAMING, headers);
    return call.send(samples.typical()).halfClose().status().getCode();
  }

  private String failedWith(Throwable fault) {
    server.intake.safe = CompletableFuture.failedFuture(fault);
    Status status = collect(samples.typical()).halfClose().status();
    return status.getCode() + ": " + status.getDescription();
  }

  private void restart(Map<String, String> environment) {
    server.close();
    server = new GrpcFixture(environment);
  }

  private double paused() {
    return server.telemetry.gauges().entrySet().stream()
        .filter(gauge -> gauge.getKey().metric() == SelfMetric.ORRERY_PAUSED_CLIENTS)
        .mapToDouble(gauge -> gauge.getValue().getAsDouble())
        .sum();
  }

  private long count(SelfMetric metric, String... labels) {
    return server.telemetry.counter(metric, labels).sum();
  }

  static byte[] health(GrpcFixture server) {
    var call = server.call("grpc.health.v1.Health/Check", UNARY).send(new byte[0]).halfClose();
    assertThat(call.status().getCode()).isEqualTo(Status.Code.OK);
    return call.answers.getFirst();
  }

  private static JVMMetricCollection jvm() {
    return JVMMetricCollection.newBuilder()
        .setService("shop")
        .setServiceInstance("one")
        .addMetrics(
            JVMMetric.newBuilder()
                .setTime(5)
                .setCpu(CPU.newBuilder().setUsagePercent(12.5))
                .addMemory(
                    Memory.newBuilder()
                        .setIsHeap(true)
                        .setInit(1)
                        .setMax(-1)
                        .setUsed(3)
                        .setCommitted(4))
                .addMemoryPool(
                    MemoryPool.newBuilder()
                        .setType(PoolType.METASPACE_USAGE)
                        .setInit(1)
                        .setMax(2)
                        .setUsed(3)
                        .setCommitted(4))
                .addMemoryPool(MemoryPool.newBuilder().setTypeValue(99))
                .addGc(GC.newBuilder().setPhase(GCPhase.OLD).setCount(2).setTime(30)))
        .build();
  }

  /** Completes with the one answer of a call. */
  private static final class Answer implements StreamObserver<Commands> {
    final CompletableFuture<Commands> done = new CompletableFuture<>();

    @Override
    public void onNext(Commands commands) {
      done.complete(commands);
    }

    @Override
    public void onError(Throwable thrown) {
      done.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      done.completeExceptionally(new AssertionError("ended without an answer"));
    }
  }
}
