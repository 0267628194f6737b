// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.skywalking.apm.network.common.v3.Commands;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanType;
import org.apache.skywalking.apm.network.language.agent.v3.TraceSegmentReportServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final Recorder recorder = new Recorder();
  private final Server server = start(recorder);

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  @Test
  void countsExactlyWhatTheServerReceived() {
    Report report = new Load(plan(2_000), 1_795_421_939_402L).run();

    assertThat(report.sent()).isEqualTo(2_000);
    assertThat(report.acked()).isEqualTo(2_000);
    assertThat(report.failed()).isZero();
    assertThat(recorder.segments).hasSize(2_000);
    assertThat(sums(report, "service_cpm"))
        .isEqualTo(recorder.count(segment -> segment.getService()));
    assertThat(sums(report, "endpoint_cpm"))
        .isEqualTo(
            recorder.count(
                segment -> segment.getService() + segment.getSpans(7).getOperationName()));
    assertThat(sums(report, "database_access_cpm")).isEqualTo(recorder.exits(SpanShapes.MYSQL));
    assertThat(sums(report, "cache_access_cpm")).isEqualTo(recorder.exits(SpanShapes.JEDIS));
    assertThat(report.traces()).hasSize(5);
    assertThat(report.traces())
        .allSatisfy(trace ->
            assertThat(recorder.segments)
                .filteredOn(segment -> segment.getTraceId().equals(trace.traceId()))
                .hasSize(trace.segments()));
    assertThat(report.payloadBytes())
        .isEqualTo(recorder.segments.stream().mapToLong(SegmentObject::getSerializedSize).sum());
  }

  @Test
  void theNextStreamOpensBeforeTheAnswerToTheLast() {
    recorder.answerAfterStreams = 8;

    Report report = new Load(plan(8 * 2 * 50), 1_795_421_939_402L).run();

    assertThat(report.acked()).isEqualTo(report.sent());
    assertThat(recorder.streamsOpenAtOnce).isGreaterThanOrEqualTo(8);
  }

  @Test
  void whatAStreamThatFailedHeldIsUncertain() {
    recorder.failEvery = 2;

    Report report = new Load(plan(1_000), 1_795_421_939_402L).run();

    assertThat(report.acked()).isPositive();
    assertThat(report.failed()).isPositive();
    assertThat(report.acked() + report.failed()).isEqualTo(report.sent());
    assertThat(report.failures()).containsExactly("RESOURCE_EXHAUSTED full");
    long least =
        report.expected().stream()
            .filter(expected -> expected.metric().equals("service_cpm"))
            .mapToLong(Report.Expected::least)
            .sum();
    long most =
        report.expected().stream()
            .filter(expected -> expected.metric().equals("service_cpm"))
            .mapToLong(Report.Expected::most)
            .sum();
    assertThat(least).isEqualTo(report.acked());
    assertThat(most).isEqualTo(report.sent());
  }

  private LoadPlan plan(long segments) {
    return new LoadPlan(
        "127.0.0.1",
        server.getPort(),
        new Landscape(20, 3, 50),
        0,
        0,
        segments,
        2,
        64,
        50,
        1000,
        1,
        1_795_421_939_402L,
        1000,
        20);
  }

  private static Map<String, Long> sums(Report report, String metric) {
    Map<String, Long> sums = new HashMap<>();
    for (Report.Expected expected : report.expected()) {
      if (expected.metric().equals(metric)) {
        String endpoint = expected.entity().endpointName();
        sums.merge(
            expected.entity().serviceName() + (endpoint == null ? "" : endpoint),
            expected.least(),
            Long::sum);
      }
    }
    return sums;
  }

  private static Server start(Recorder recorder) {
    try {
      return NettyServerBuilder.forPort(0).addService(recorder).build().start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Recorder
      extends TraceSegmentReportServiceGrpc.TraceSegmentReportServiceImplBase {
    private final List<SegmentObject> segments = new ArrayList<>();
    private final List<StreamObserver<Commands>> waiting = new ArrayList<>();
    private int answerAfterStreams = 1;
    private int failEvery = Integer.MAX_VALUE;
    private int streams;
    private int open;
    private int streamsOpenAtOnce;

    @Override
    public synchronized StreamObserver<SegmentObject> collect(StreamObserver<Commands> answers) {
      open++;
      streamsOpenAtOnce = Math.max(streamsOpenAtOnce, open);
      boolean fails = ++streams % failEvery == 0;
      return new StreamObserver<>() {
        @Override
        public void onNext(SegmentObject segment) {
          synchronized (Recorder.this) {
            segments.add(segment);
          }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
          if (fails) {
            answers.onError(Status.RESOURCE_EXHAUSTED.withDescription("full").asRuntimeException());
          } else {
            answer(answers);
          }
        }
      };
    }

    private synchronized void answer(StreamObserver<Commands> answers) {
      waiting.add(answers);
      if (waiting.size() >= answerAfterStreams) {
        for (StreamObserver<Commands> each : waiting) {
          open--;
          each.onNext(Commands.getDefaultInstance());
          each.onCompleted();
        }
        waiting.clear();
        answerAfterStreams = 1;
      }
    }

    private Map<String, Long> count(java.util.function.Function<SegmentObject, String> by) {
      return segments.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    private Map<String, Long> exits(int component) {
      return segments.stream()
          .flatMap(segment -> segment.getSpansList().stream())
          .filter(span -> span.getSpanType() == SpanType.Exit && span.getComponentId() == component)
          .collect(Collectors.groupingBy(span -> span.getPeer(), Collectors.counting()));
    }
  }
}
