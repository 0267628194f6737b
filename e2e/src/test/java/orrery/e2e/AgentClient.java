// SPDX-License-Identifier: Apache-2.0
package orrery.e2e;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;

/** Reports segments as agents do and knows which were acknowledged. */
final class AgentClient implements AutoCloseable {
  private static final int LONGEST_ANSWER_SECONDS = 60;

  private final ManagedChannel channel;

  AgentClient(OrreryProcess orrery) {
    this(orrery.ports().grpc());
  }

  AgentClient(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /** For calls of services other than the one for segments. */
  ManagedChannel channel() {
    return channel;
  }

  /** Sends the segments in one stream and returns once they are acknowledged. */
  void report(List<SegmentObject> segments) {
    Status status = tryReport(segments);
    if (!status.isOk()) {
      throw new AssertionError("not acknowledged: " + status, status.getCause());
    }
  }

  void report(SegmentObject... segments) {
    report(List.of(segments));
  }

  /** Sends the segments in one stream; OK when they are acknowledged, otherwise why not. */
  Status tryReport(List<SegmentObject> segments) {
    CompletableFuture<Commands> answer = new CompletableFuture<>();
    StreamObserver<SegmentObject> stream =
        TraceSegmentReportServiceGrpc.newStub(channel)
            .withDeadlineAfter(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS)
            .collect(
                new StreamObserver<>() {
                  @Override
                  public void onNext(Commands commands) {
                    answer.complete(commands);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new AssertionError("completed without answer"));
                  }
                });
    segments.forEach(stream::onNext);
    stream.onCompleted();
    try {
      answer.get(LONGEST_ANSWER_SECONDS + 5L, TimeUnit.SECONDS);
      return Status.OK;
    } catch (ExecutionException e) {
      return Status.fromThrowable(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("neither an answer nor an end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Calls a method nobody may have a stub for with one message of bytes; says how it ended. */
  Status call(String method, byte[] message) {
    MethodDescriptor.Marshaller<byte[]> bytes = new RawMarshaller();
    MethodDescriptor<byte[], byte[]> descriptor =
        MethodDescriptor.newBuilder(bytes, bytes)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .build();
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
    try {
      ClientCalls.blockingUnaryCall(channel, descriptor, options, message);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
