// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import orrery.aggregate.Aggregation;
import orrery.aggregate.Standing;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;
import orrery.store.MemoryStorage;

/**
 * How long a segment of 8 spans takes to analyse and fold, on one thread, without storing: {@code
 * main} prints nanoseconds of CPU per segment. 20 services, 3 instances, 50 endpoints.
 */
final class AnalysisSpeed {
  private static final int SEGMENTS = 20_000;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private AnalysisSpeed() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    long start = Instant.parse("2024-02-29T10:00:00Z").toEpochMilli();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      segments.add(segment(i, start));
    }
    Pipeline pipeline =
        new Pipeline(
            PipelineSettings.read(
                new Settings(name -> name.equals("SW_ORRERY_PENDING_MEBIBYTES") ? "4096" : null)),
            new MemoryStorage(),
            new Telemetry(),
            new Aggregation.Surroundings(
                InstantSource.fixed(Instant.ofEpochMilli(start + 30_000)),
                ZoneOffset.UTC,
                Standing.ALONE));
    for (int round = 0; round < 20; round++) {
      long before = CPU.getCurrentThreadCpuTime();
      for (Segment segment : segments) {
        pipeline.segment(segment);
      }
      long nanos = CPU.getCurrentThreadCpuTime() - before;
      System.out.printf("round %d: %d ns/segment%n", round, nanos / SEGMENTS);
    }
  }

  private static Segment segment(int i, long start) {
    String service = "service-" + i % 20;
    List<Span> spans = new ArrayList<>();
    SegmentReference caller =
        new SegmentReference(
            false,
            "t",
            "s",
            3,
            "service-" + (i + 1) % 20,
            "instance-" + i % 3,
            "GET:/api/" + i % 50,
            "service-" + i % 20 + ":8080");
    spans.add(
        span(SpanType.ENTRY, SpanLayer.HTTP, "GET:/api/" + i % 50, "", List.of(caller), start));
    for (int n = 0; n < 3; n++) {
      spans.add(span(SpanType.LOCAL, SpanLayer.UNKNOWN, "work/" + n, "", List.of(), start));
    }
    spans.add(
        span(SpanType.EXIT, SpanLayer.DATABASE, "Mysql/query", "db-" + i % 5, List.of(), start));
    spans.add(
        span(SpanType.EXIT, SpanLayer.DATABASE, "Mysql/query", "db-" + i % 5, List.of(), start));
    spans.add(
        span(SpanType.EXIT, SpanLayer.CACHE, "Redis/get", "redis-" + i % 2, List.of(), start));
    spans.add(
        span(
            SpanType.EXIT,
            SpanLayer.HTTP,
            "/x",
            "service-" + (i + 2) % 20 + ":8080",
            List.of(),
            start));
    return new Segment(
        "trace-0123456789abcdef-" + i,
        "segment-0123456789abcdef-" + i,
        service.intern(),
        ("instance-" + i % 3).intern(),
        spans,
        false,
        PayloadFormat.SKYWALKING_SEGMENT,
        new byte[0]);
  }

  private static Span span(
      SpanType type,
      SpanLayer layer,
      String operation,
      String peer,
      List<SegmentReference> references,
      long start) {
    List<Tag> tags =
        switch (layer) {
          case HTTP -> List.of(new Tag("http.method", "GET"), new Tag("http.status_code", "200"));
          case DATABASE ->
              List.of(new Tag("db.type", "mysql"), new Tag("db.statement", "SELECT * FROM orders"));
          case CACHE -> List.of(new Tag("cache.type", "redis"), new Tag("cache.op", "read"));
          case UNKNOWN, RPC_FRAMEWORK, MQ, FAAS -> List.of();
        };
    return new Span(
        0,
        -1,
        start,
        start + 5 + operation.length(),
        references,
        operation.intern(),
        peer.intern(),
        type,
        layer,
        1,
        false,
        tags,
        List.of(),
        false);
  }
}
