// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricCollection;
import org.apache.skywalking.apm.network.language.agent.v3.JVMMetricReportServiceGrpc;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.apache.skywalking.apm.network.management.v3.InstancePingPkg;
import org.apache.skywalking.apm.network.management.v3.InstanceProperties;
import org.apache.skywalking.apm.network.management.v3.ManagementServiceGrpc;

/**
 * The way to the server. Like an agent's, it never waits for it: what cannot be sent is dropped and
 * counted, and the connection comes back by itself.
 */
final class Uplink implements AutoCloseable {
  private static final int DEADLINE_SECONDS = 20;

  /** Streams without an answer yet; what comes above that is dropped. */
  private static final int STREAMS = 30;

  private final ManagedChannel channel;
  private final AtomicLong acked = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicReference<String> trouble = new AtomicReference<>("");

  Uplink(String host, int port) {
    channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
  }

  /** Sends segments on a stream of their own. */
  void segments(List<SegmentObject> segments) {
    if (streams.get() >= STREAMS) {
      dropped.addAndGet(segments.size());
      return;
    }
    streams.incrementAndGet();
    StreamObserver<SegmentObject> stream =
        TraceSegmentReportServiceGrpc.newStub(channel)
            .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .collect(
                new Answer(segments.size()) {
                  @Override
                  void done() {
                    streams.decrementAndGet();
                  }
                });
    segments.forEach(stream::onNext);
    stream.onCompleted();
  }

  void jvm(JVMMetricCollection metrics) {
    JVMMetricReportServiceGrpc.newStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .collect(metrics, new Answer(0));
  }

  void properties(InstanceProperties properties) {
    management().reportInstanceProperties(properties, new Answer(0));
  }

  void keepAlive(InstancePingPkg ping) {
    management().keepAlive(ping, new Answer(0));
  }

  /** Segments the server answered for. */
  long acked() {
    return acked.get();
  }

  /** Segments it did not. */
  long dropped() {
    return dropped.get();
  }

  /** What the last call that failed said; blank once calls succeed again. */
  String trouble() {
    return trouble.get();
  }

  @Override
  public void close() {
    channel.shutdown();
    try {
      if (!channel.awaitTermination(3, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private ManagementServiceGrpc.ManagementServiceStub management() {
    return ManagementServiceGrpc.newStub(channel)
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private class Answer implements StreamObserver<Commands> {
    private final int segments;

    Answer(int segments) {
      this.segments = segments;
    }

    void done() {
      // Only a stream of segments has something to give back.
    }

    @Override
    public void onNext(Commands commands) {
      // Commands are for real agents.
    }

    @Override
    public void onCompleted() {
      acked.addAndGet(segments);
      trouble.set("");
      done();
    }

    @Override
    public void onError(Throwable cause) {
      dropped.addAndGet(segments);
      Status status = Status.fromThrowable(cause);
      trouble.set(
          status.getCode() == Status.Code.UNAVAILABLE
              ? "no connection"
              : "%s %s".formatted(status.getCode(), status.getDescription()));
      done();
    }
  }
}
