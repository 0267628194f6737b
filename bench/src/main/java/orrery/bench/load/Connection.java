// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.protobuf.ProtoUtils;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the streams on it. A stream ends when it is full or old; the next one opens
 * without waiting for the answer, up to the plan's bound. One thread, the sender, calls all
 * methods; it is woken when the transport has room or an answer came.
 */
final class Connection implements AutoCloseable {
  private static final MethodDescriptor<SegmentTemplate, Commands> COLLECT =
      TraceSegmentReportServiceGrpc.getCollectMethod().toBuilder(
              new SegmentMarshaller(), ProtoUtils.marshaller(Commands.getDefaultInstance()))
          .build();

  /** Enough to keep the transport busy while the sender is elsewhere. */
  private static final int READY_BYTES = 256 * 1024;

  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LoadPlan plan;
  private final Tally tally;
  private final Thread sender;
  private final ManagedChannel channel;
  private final Queue<Stream> answered = new ConcurrentLinkedQueue<>();
  private int unanswered;
  private @Nullable Stream stream;

  /**
   * @param transport does the I/O of all connections: one thread, which has less to switch between
   */
  Connection(LoadPlan plan, Tally tally, Thread sender, EventLoopGroup transport) {
    this.plan = plan;
    this.tally = tally;
    this.sender = sender;
    this.channel =
        NettyChannelBuilder.forAddress(plan.host(), plan.port())
            .usePlaintext()
            .eventLoopGroup(transport)
            .channelType(NioSocketChannel.class)
            .directExecutor()
            // Retries would hold on to messages, whose bytes are written over.
            .disableRetry()
            .build();
  }

  /** Connects, and waits until that has worked, or failed, or taken too long. */
  void connect() {
    long began = System.nanoTime();
    ConnectivityState state = channel.getState(true);
    while ((state == ConnectivityState.IDLE || state == ConnectivityState.CONNECTING)
        && System.nanoTime() - began < CONNECT_NANOS) {
      LockSupport.parkNanos(NAP_NANOS / 10);
      state = channel.getState(true);
    }
  }

  /**
   * Sends one segment, waiting while the server or the bound on streams holds us back; gives up at
   * the deadline.
   */
  boolean send(
      SegmentTemplate segment, int minute, @Nullable SampledTrace sample, long deadlineNanos) {
    Stream open = stream;
    while (open == null || !open.call.isReady()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        return false;
      }
      settle();
      if (stream == null && unanswered < plan.streams()) {
        stream = open();
      } else {
        LockSupport.parkNanos(NAP_NANOS);
      }
      open = stream;
    }
    open.call.sendMessage(segment);
    open.batch.add(segment.number(), minute, sample);
    if (open.batch.full()) {
      endStream();
    }
    return true;
  }

  /** Ends the open stream if it is old, and settles what was answered. */
  void tick(long nowNanos) {
    settle();
    Stream open = stream;
    if (open != null
        && open.batch.size() > 0
        && nowNanos - open.openedNanos > TimeUnit.MILLISECONDS.toNanos(plan.streamMillis())) {
      endStream();
    }
  }

  /** Ends the open stream. */
  void endStream() {
    Stream open = stream;
    if (open != null) {
      open.endedNanos = System.nanoTime();
      open.call.halfClose();
      stream = null;
    }
  }

  /** Accounts for the streams that were answered; tells how many still are not. */
  int settle() {
    for (Stream closed = answered.poll(); closed != null; closed = answered.poll()) {
      unanswered--;
      if (closed == stream) {
        stream = null;
      }
      closed.account();
    }
    return unanswered;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream open() {
    Stream opened =
        new Stream(
            channel.newCall(
                COLLECT, CallOptions.DEFAULT.withOnReadyThreshold(READY_BYTES).withWaitForReady()),
            new Batch(plan.segmentsPerStream()));
    unanswered++;
    opened.call.start(opened, new Metadata());
    opened.call.request(1);
    return opened;
  }

  /** Callbacks run on the transport's thread and only leave word. */
  private final class Stream extends ClientCall.Listener<Commands> {
    private final ClientCall<SegmentTemplate, Commands> call;
    private final Batch batch;
    private final long openedNanos = System.nanoTime();
    private long endedNanos = openedNanos;
    private volatile long closedNanos;
    private volatile boolean gotCommands;
    private volatile Status status = Status.UNKNOWN;

    Stream(ClientCall<SegmentTemplate, Commands> call, Batch batch) {
      this.call = call;
      this.batch = batch;
    }

    @Override
    public void onReady() {
      LockSupport.unpark(sender);
    }

    @Override
    public void onMessage(Commands commands) {
      gotCommands = true;
      call.request(1);
    }

    @Override
    public void onClose(Status closedWith, Metadata trailers) {
      closedNanos = System.nanoTime();
      status = closedWith;
      answered.add(this);
      LockSupport.unpark(sender);
    }

    void account() {
      if (status.isOk() && gotCommands) {
        tally.acked(batch, TimeUnit.NANOSECONDS.toMillis(closedNanos - endedNanos));
      } else {
        tally.failed(batch, "%s %s".formatted(status.getCode(), status.getDescription()));
      }
    }
  }
}
