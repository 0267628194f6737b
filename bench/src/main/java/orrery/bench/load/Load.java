// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run of a {@link LoadPlan}, by the calling thread. */
public final class Load {
  private static final int SAMPLES = 300;
  private static final int SAMPLE_EVERY = 97;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final LoadPlan plan;
  private final String idPrefix;
  private final long startMillis;
  private final TraceTemplates traces;
  private final Tally tally;
  private final List<SampledTrace> samples = new ArrayList<>();
  private long sent;

  /**
   * @param nowMillis when traces begin, unless the plan says when
   */
  public Load(LoadPlan plan, long nowMillis) {
    this.plan = plan;
    this.startMillis = plan.startMillis() == 0 ? nowMillis : plan.startMillis();
    this.idPrefix = "%016x%016x".formatted(plan.seed(), startMillis);
    this.traces = new TraceTemplates(plan.landscape(), plan.seed(), idPrefix);
    this.tally = new Tally(traces.segments());
  }

  /** Segments acknowledged so far; any thread may ask. */
  public long acked() {
    return tally.acked();
  }

  /** Sends, waits for the answers, and accounts for both. */
  public Report run() {
    List<Connection> connections = new ArrayList<>();
    EventLoopGroup transport = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(new Connection(plan, tally, Thread.currentThread(), transport));
    }
    try {
      connections.forEach(Connection::connect); // on a busy machine that takes seconds
      long startedMillis = System.currentTimeMillis();
      Duration cpuBefore = cpu();
      long beganNanos = System.nanoTime();
      send(connections, beganNanos);
      double seconds = (System.nanoTime() - beganNanos) / 1e9;
      connections.forEach(Connection::endStream);
      awaitAnswers(connections);
      // What is still unanswered fails now.
      connections.forEach(Connection::close);
      connections.forEach(Connection::settle);
      Duration used = cpu().minus(cpuBefore);
      return tally.report(
          new Tally.Sending(startedMillis, seconds, sent, used.toNanos() / 1e9), samples);
    } finally {
      connections.forEach(Connection::close);
      var _ = transport.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private void send(List<Connection> connections, long beganNanos) {
    long limit = plan.segments() == 0 ? Long.MAX_VALUE : plan.segments();
    long deadline =
        beganNanos
            + (plan.seconds() == 0
                ? TimeUnit.DAYS.toNanos(1)
                : TimeUnit.SECONDS.toNanos(plan.seconds()));
    long nextTick = beganNanos;
    for (long n = 0; sent < limit; n++) {
      long now = System.nanoTime();
      if (now - nextTick >= 0) {
        for (Connection connection : connections) {
          connection.tick(now);
        }
        nextTick = now + TICK_NANOS;
      }
      if (plan.rate() > 0) {
        now = awaitTurn(beganNanos, now);
      }
      if (now - deadline > 0 || !sendTrace(n, connections, deadline)) {
        return;
      }
    }
  }

  /** Waits until the rate allows the next segment, for a tick at a time. */
  private long awaitTurn(long beganNanos, long nowNanos) {
    long now = nowNanos;
    while (sent > (now - beganNanos) * 1e-9 * plan.rate()) {
      LockSupport.parkNanos(TICK_NANOS);
      now = System.nanoTime();
    }
    return now;
  }

  private boolean sendTrace(long n, List<Connection> connections, long deadlineNanos) {
    TraceTemplate trace = traces.trace(n);
    double factor = traces.factor(n);
    long beginMillis = end() - (long) (trace.durationMillis() * factor);
    SampledTrace sample = sample(n, trace);
    for (SegmentTemplate segment : trace.segments()) {
      segment.stamp(n, beginMillis, factor);
      int minute = (int) (segment.entryMillis() / 60_000);
      Connection connection = connections.get(segment.connectionKey() % connections.size());
      if (!connection.send(segment, minute, sample, deadlineNanos)) {
        return false;
      }
      sent++;
    }
    return true;
  }

  /** When the next trace ends: now, as an agent reports what is over. */
  private long end() {
    return plan.virtualRate() == 0
        ? System.currentTimeMillis()
        : startMillis + sent * 1000 / plan.virtualRate();
  }

  private @Nullable SampledTrace sample(long n, TraceTemplate trace) {
    if (n % SAMPLE_EVERY != 0 || samples.size() == SAMPLES) {
      return null;
    }
    SampledTrace sample =
        new SampledTrace(
            TraceEncoder.id(idPrefix, n),
            trace.segments().size(),
            trace.segments().size() * TraceEncoder.SPANS);
    samples.add(sample);
    return sample;
  }

  private void awaitAnswers(List<Connection> connections) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.ackSeconds());
    for (Connection connection : connections) {
      while (connection.settle() > 0 && System.nanoTime() - deadline < 0) {
        LockSupport.parkNanos(TICK_NANOS);
      }
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
