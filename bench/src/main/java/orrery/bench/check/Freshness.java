// SPDX-License-Identifier: Apache-2.0
package orrery.bench.check;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanLayer;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import orrery.model.Fault;
import tools.jackson.databind.JsonNode;

/** How long until something that was just sent can be seen. */
public final class Freshness implements AutoCloseable {
  private static final String SERVICE = "freshness-marker";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final GraphQl server;
  private final ManagedChannel channel;
  private final ZoneOffset zone;

  public Freshness(GraphQl server, String host, int port) {
    this.server = server;
    this.channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
    this.zone = server.zone();
  }

  /** Milliseconds from sending one segment. */
  public record Marker(long traceMillis, long metricsMillis) {}

  /** Sends a segment a second and waits for each to be seen. */
  public List<Marker> measure(int markers) {
    List<Marker> seen = new ArrayList<>();
    for (int i = 0; i < markers; i++) {
      long began = System.nanoTime();
      seen.add(marker(System.currentTimeMillis()));
      long rest = TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - began);
      LockSupport.parkNanos(Math.max(0, rest));
    }
    return seen;
  }

  /** For people: the worst of each. */
  public static String summary(List<Marker> markers) {
    return "visible after at most %,d ms in traces, %,d ms in metrics (%d markers)"
        .formatted(
            markers.stream().mapToLong(Marker::traceMillis).max().orElse(0),
            markers.stream().mapToLong(Marker::metricsMillis).max().orElse(0),
            markers.size());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private Marker marker(long nowMillis) {
    String id = "freshness.1.%017d".formatted(nowMillis);
    String endpoint = "GET:/marker/" + nowMillis;
    send(id, endpoint, nowMillis);
    String range =
        GraphQl.minutes(
            Instant.ofEpochMilli(nowMillis - 60_000), Instant.ofEpochMilli(nowMillis), zone);
    long[] traceMillis = {-1};
    long[] metricsMillis = {-1};
    await(() -> {
      if (traceMillis[0] < 0 && traceVisible(id)) {
        traceMillis[0] = System.currentTimeMillis() - nowMillis;
      }
      if (metricsMillis[0] < 0 && metricsVisible(endpoint, range)) {
        metricsMillis[0] = System.currentTimeMillis() - nowMillis;
      }
      return traceMillis[0] >= 0 && metricsMillis[0] >= 0;
    });
    return new Marker(traceMillis[0], metricsMillis[0]);
  }

  private boolean traceVisible(String id) {
    return !server
        .ask("{queryTrace(traceId:%s){spans{spanId}}}".formatted(GraphQl.quote(id)))
        .at("/queryTrace/spans")
        .isEmpty();
  }

  private boolean metricsVisible(String endpoint, String range) {
    JsonNode values =
        server
            .ask(
                "{execExpression(expression:\"endpoint_cpm\",entity:{serviceName:\"%s\",normal:true,endpointName:%s},duration:%s){results{values{value}}}}"
                    .formatted(SERVICE, GraphQl.quote(endpoint), range))
            .at("/execExpression/results/0/values");
    return values.valueStream().anyMatch(value -> value.path("value").asLong(0) > 0);
  }

  private static void await(BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new Fault.Unavailable("a marker was not visible after 30 s");
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  private void send(String id, String endpoint, long nowMillis) {
    StreamObserver<SegmentObject> stream =
        TraceSegmentReportServiceGrpc.newStub(channel).collect(new Ignore());
    stream.onNext(
        SegmentObject.newBuilder()
            .setTraceId(id)
            .setTraceSegmentId(id)
            .setService(SERVICE)
            .setServiceInstance(SERVICE + "-1")
            .addSpans(
                SpanObject.newBuilder()
                    .setParentSpanId(-1)
                    .setStartTime(nowMillis - 5)
                    .setEndTime(nowMillis)
                    .setOperationName(endpoint)
                    .setSpanType(SpanType.Entry)
                    .setSpanLayer(SpanLayer.Http)
                    .setComponentId(14))
            .build());
    stream.onCompleted();
  }

  private static final class Ignore implements StreamObserver<Commands> {
    @Override
    public void onNext(Commands commands) {
      // What counts is when it can be seen.
    }

    @Override
    public void onError(Throwable cause) {
      System.err.println("marker was refused: " + Status.fromThrowable(cause));
    }

    @Override
    public void onCompleted() {
      // As above.
    }
  }
}
