// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;

/** Receivers on a port of the system's choice, with a fake behind and a channel in front. */
final class GrpcFixture implements AutoCloseable {
  static final String COLLECT = "skywalking.v3.TraceSegmentReportService/collect";

  final FakeIntake intake = new FakeIntake();
  final Telemetry telemetry = new Telemetry();
  final Receivers receivers;
  final ManagedChannel channel;

  GrpcFixture() {
    this(Map.of());
  }

  GrpcFixture(Map<String, String> environment) {
    receivers = new Receivers(settings(environment), intake, telemetry);
    receivers.start();
    channel = channel();
  }

  static ReceiveSettings settings(Map<String, String> environment) {
    return ReceiveSettings.read(
        new Settings(name ->
            environment.getOrDefault(
                name,
                switch (name) {
                  case "SW_CORE_GRPC_HOST" -> "127.0.0.1";
                  case "SW_CORE_GRPC_PORT" -> "0";
                  default -> "";
                })));
  }

  ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", receivers.grpcPort())
        .usePlaintext()
        .directExecutor()
        .build();
  }

  Call call(String method, MethodType type) {
    return new Call(channel, method, type, new Metadata());
  }

  static void await(BooleanSupplier condition) {
    long endNanos = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endNanos) {
        throw new AssertionError("did not come true within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    receivers.close();
  }

  /** A client's side of one call, in bytes. */
  static final class Call {
    final List<byte[]> answers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Status> status = new CompletableFuture<>();
    private final ClientCall<byte[], byte[]> call;

    Call(ManagedChannel channel, String method, MethodType type, Metadata headers) {
      MethodDescriptor<byte[], byte[]> descriptor =
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setType(type)
              .setFullMethodName(method)
              .setRequestMarshaller(new BytesMarshaller())
              .setResponseMarshaller(new BytesMarshaller())
              .build();
      call = channel.newCall(descriptor, CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
              answers.add(message);
            }

            @Override
            public void onClose(Status closed, Metadata trailers) {
              status.complete(closed);
            }
          },
          headers);
      call.request(10);
    }

    Call send(byte[] message) {
      call.sendMessage(message);
      return this;
    }

    Call halfClose() {
      call.halfClose();
      return this;
    }

    void cancel() {
      call.cancel("the test says so", null);
    }

    boolean answered() {
      return status.isDone();
    }

    Status status() {
      return status.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
