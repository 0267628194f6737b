// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.Random;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.Log;
import org.apache.skywalking.apm.network.language.agent.v3.RefType;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentReference;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;

/** Segments as agents send them, and random ones; the same seed gives the same segments. */
final class SampleSegments {
  private static final String[] TEXTS = {
    "", "a", "GET:/orders/{id}", "订单服务", "naïve", "😀 emoji", "a\"b%c'd", "x".repeat(300)
  };

  private final Random random;

  SampleSegments(long seed) {
    random = new Random(seed);
  }

  /** The benchmark's kind: 8 spans, 1.7 KB, one of 20 services with 3 instances, 50 endpoints. */
  byte[] typical() {
    int service = random.nextInt(20);
    String name = "shop-service-" + service;
    SegmentObject.Builder segment =
        SegmentObject.newBuilder()
            .setTraceId(id())
            .setTraceSegmentId(id())
            .setService(name)
            .setServiceInstance(name + "-" + random.nextInt(3) + "@10.0.0." + service);
    long start = 1_790_000_000_000L + random.nextInt(1_000_000);
    int endpoint = random.nextInt(50);
    for (int i = 0; i < 8; i++) {
      SpanObject.Builder span =
          SpanObject.newBuilder()
              .setSpanId(i)
              .setParentSpanId(i - 1)
              .setStartTime(start + i)
              .setEndTime(start + 100 - i)
              .setOperationName(
                  i == 0 ? "GET:/api/v1/orders/" + endpoint : "Mysql/JDBC/execute" + i)
              .setSpanTypeValue(i == 0 ? 0 : 1)
              .setSpanLayerValue(i == 0 ? 3 : 1)
              .setComponentId(i == 0 ? 14 : 33)
              .addTags(tag("url", "http://shop.example/api/v1/orders/" + random.nextInt(1_000_000)))
              .addTags(tag("http.method", "GET"))
              .addTags(tag("http.status_code", "200"))
              .addTags(tag("db.type", "sql"));
      if (i == 0) {
        span.addRefs(reference(name, endpoint));
      } else {
        span.setPeer("mysql-" + i + ".internal:3306");
      }
      segment.addSpans(span);
    }
    return segment.build().toByteArray();
  }

  /** Anything the format can express, 1 to 6 spans. */
  SegmentObject any() {
    SegmentObject.Builder segment =
        SegmentObject.newBuilder()
            .setTraceId(id())
            .setTraceSegmentId(id())
            .setService(text())
            .setServiceInstance(text())
            .setIsSizeLimited(random.nextBoolean());
    for (int i = random.nextInt(6); i >= 0; i--) {
      SpanObject.Builder span =
          SpanObject.newBuilder()
              .setSpanId(random.nextInt())
              .setParentSpanId(random.nextInt(5) - 1)
              .setStartTime(random.nextLong())
              .setEndTime(random.nextLong())
              .setOperationName(text())
              .setPeer(text())
              .setSpanTypeValue(random.nextInt(5) - 1)
              .setSpanLayerValue(random.nextInt(9) - 1)
              .setComponentId(random.nextInt(10_000))
              .setIsError(random.nextBoolean())
              .setSkipAnalysis(random.nextBoolean());
      for (int j = random.nextInt(3); j > 0; j--) {
        span.addTags(tag(text(), text()));
        span.addRefs(reference(text(), random.nextInt()));
        span.addLogs(Log.newBuilder().setTime(random.nextLong()).addData(tag(text(), text())));
      }
      segment.addSpans(span);
    }
    return segment.build();
  }

  private SegmentReference reference(String parent, int number) {
    return SegmentReference.newBuilder()
        .setRefType(random.nextBoolean() ? RefType.CrossThread : RefType.CrossProcess)
        .setTraceId(id())
        .setParentTraceSegmentId(id())
        .setParentSpanId(number)
        .setParentService(parent)
        .setParentServiceInstance(parent + "-1")
        .setParentEndpoint("GET:/gateway/" + Math.abs(number % 50))
        .setNetworkAddressUsedAtPeer("10.1.0.7:8080")
        .build();
  }

  private String id() {
    return "%016x%016x.77.%d".formatted(random.nextLong(), random.nextLong(), random.nextInt(9999));
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private static KeyStringValuePair tag(String key, String value) {
    return KeyStringValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
