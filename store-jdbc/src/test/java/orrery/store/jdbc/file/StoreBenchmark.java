// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.FormatMethod;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Keys;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.model.telemetry.Telemetry;
import orrery.store.EntityKey;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;
import orrery.store.RecordRow;
import orrery.store.Schema;

/**
 * Measures, on deterministic data: 20 services × 3 instances × 50 endpoints, payloads that look
 * like segments of 8 spans. Not a test: runs only with {@code -Dbench.segments=720000}.
 */
@EnabledIfSystemProperty(named = "bench.segments", matches = "\\d+")
class StoreBenchmark {
  private static final long HOUR_START = 1_795_428_000_000L; // 2026-11-23T10:00:00Z
  private static final int BATCH = Integer.getInteger("bench.batch", 6_000);
  private static final int SEGMENTS = Integer.getInteger("bench.segments", 720_000);
  private static final int SPAN_MILLIS = Integer.getInteger("bench.millis", 3_600_000);

  @TempDir private Path directory;
  private final Random random = new Random(42);
  private long payloadBytes;

  @Test
  void measure() {
    FileSettings settings =
        FileSettings.of(
            FileSettings.Database.valueOf(System.getProperty("bench.database", "SQLITE")));
    try (FileStorage storage = FileStorage.of(settings, directory, new Telemetry())) {
      storage.prepare();
      append(storage);
      metrics(storage);
      searches(storage);
    }
  }

  private void append(FileStorage storage) {
    double cpu = 0;
    double wall = 0;
    for (int from = 0; from < SEGMENTS; from += BATCH) {
      List<RecordRow> rows = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, SEGMENTS); i++) {
        rows.add(segment(i));
      }
      double cpuBefore = cpuSeconds();
      long start = System.nanoTime();
      storage.records().append(rows);
      wall += (System.nanoTime() - start) / 1e9;
      cpu += cpuSeconds() - cpuBefore;
      if (from / BATCH % 20 == 19) {
        say("%,d rows: %.1f us CPU/row so far", from + BATCH, cpu / (from + BATCH) * 1e6);
      }
    }
    say(
        "append: %,d rows, %.0f rows/s, %.1f us CPU/row, %d bytes raw/row, %d bytes disk/row",
        SEGMENTS,
        SEGMENTS / wall,
        cpu / SEGMENTS * 1e6,
        payloadBytes / SEGMENTS,
        storage.sizeBytes() / SEGMENTS);
  }

  private void metrics(FileStorage storage) {
    double cpu = cpuSeconds();
    int rows = 0;
    for (int minute = 0; minute < 60; minute++) {
      List<MetricRow> batch = new ArrayList<>();
      for (int entity = 0; entity < 1_000; entity++) {
        LatencySketch sketch = new LatencySketch();
        for (int i = 0; i < 50; i++) {
          sketch.add(latency());
        }
        batch.add(
            new MetricRow(
                Schema.ENDPOINT,
                Tier.MINUTE,
                HOUR_START + minute * 60_000L,
                new EntityKey(Keys.of("service-" + entity % 20), Keys.of("endpoint-" + entity)),
                1,
                new long[] {50, 1, 5_000, 40, 5},
                sketch.toBytes()));
      }
      storage.metrics().write(batch);
      rows += batch.size();
    }
    say("metrics: %,d rows, %.1f us CPU/row with making", rows, (cpuSeconds() - cpu) / rows * 1e6);
  }

  private void searches(FileStorage storage) {
    long to = HOUR_START + SPAN_MILLIS - 1;
    time("newest 20", () -> storage.records().find(query(false, to)));
    time("newest 20 of a service", () -> storage.records().find(query(false, to, service())));
    time(
        "newest 20 of an endpoint",
        () -> {
          int endpoint = random.nextInt(1_000);
          return storage
              .records()
              .find(
                  query(
                      false,
                      to,
                      Condition.equal("service", Keys.of("service-" + endpoint % 20)),
                      Condition.equal("endpoint", Keys.of("endpoint-" + endpoint))));
        });
    time("slowest 20", () -> storage.records().find(query(true, to)));
    time("slowest 20 of a service", () -> storage.records().find(query(true, to, service())));
    time(
        "slowest 20 of an endpoint",
        () -> {
          int endpoint = random.nextInt(1_000);
          return storage
              .records()
              .find(
                  query(
                      true,
                      to,
                      Condition.equal("service", Keys.of("service-" + endpoint % 20)),
                      Condition.equal("endpoint", Keys.of("endpoint-" + endpoint))));
        });
    time(
        "newest 20, min duration",
        () -> storage.records().find(query(false, to, Condition.atLeast("latency", 800))));
    time(
        "slowest 20 of a service, min duration",
        () ->
            storage.records().find(query(true, to, service(), Condition.atLeast("latency", 500))));
    time(
        "newest 20 errors",
        () -> storage.records().find(query(false, to, Condition.equal("error", 1))));
    time("newest 20 with a tag", () -> storage.records().find(tagged("http.status_code=500", to)));
    time(
        "newest 20 with a rare tag",
        () -> storage.records().find(tagged("http.status_code=418", to)));
    time(
        "trace",
        () -> storage.records().group(Schema.SEGMENT, trace(random.nextInt(SEGMENTS)), 100));
    time(
        "series of an endpoint, hour",
        () ->
            storage
                .metrics()
                .series(
                    MetricQuery.of(
                        Schema.ENDPOINT,
                        Tier.MINUTE,
                        HOUR_START,
                        to,
                        List.of(new EntityKey(Keys.of("service-3"), Keys.of("endpoint-3"))),
                        true)));
    time(
        "totals of a service's endpoints, hour",
        () ->
            storage
                .metrics()
                .totals(
                    MetricQuery.ownedBy(
                        Schema.ENDPOINT,
                        Tier.MINUTE,
                        HOUR_START,
                        to,
                        Keys.of("service-3"),
                        false)));
    time(
        "totals of all endpoints, hour",
        () ->
            storage
                .metrics()
                .totals(
                    MetricQuery.ownedBy(
                        Schema.ENDPOINT, Tier.MINUTE, HOUR_START, to, null, false)));
  }

  private void time(String name, Supplier<List<?>> query) {
    for (int i = 0; i < 20; i++) {
      var _ = query.get();
    }
    double[] millis = new double[200];
    int found = 0;
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      found = query.get().size();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    say("%-40s p50 %7.2f ms  p95 %7.2f ms  (%d found)", name, millis[100], millis[190], found);
  }

  private Condition service() {
    return Condition.equal("service", Keys.of("service-" + random.nextInt(20)));
  }

  private static RecordQuery query(boolean byRank, long to, Condition... conditions) {
    return new RecordQuery(
        Schema.SEGMENT, HOUR_START, to, List.of(conditions), List.of(), byRank, true, 0, 20);
  }

  private static RecordQuery tagged(String tag, long to) {
    return new RecordQuery(
        Schema.SEGMENT, HOUR_START, to, List.of(), List.of(tag), false, true, 0, 20);
  }

  private RecordRow segment(int number) {
    int service = random.nextInt(20);
    int endpoint = random.nextInt(50) * 20 + service;
    long time = HOUR_START + (long) number * SPAN_MILLIS / SEGMENTS - random.nextInt(3_000);
    boolean error = random.nextInt(100) == 0;
    String id = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    byte[] payload = payload(id, service, endpoint, time);
    payloadBytes += payload.length;
    return new RecordRow(
        Schema.SEGMENT,
        Keys.of(id),
        Math.max(HOUR_START, time),
        new long[] {
          trace(number),
          Keys.of("service-" + service),
          Keys.of("instance-" + service + '-' + random.nextInt(3)),
          Keys.of("endpoint-" + endpoint),
          latency(),
          error ? 1 : 0
        },
        List.of(
            "http.method=GET",
            number % 100_000 == 7
                ? "http.status_code=418"
                : error ? "http.status_code=500" : "http.status_code=200"),
        PayloadFormat.SKYWALKING_SEGMENT,
        payload);
  }

  /** Four segments to a trace. */
  private static long trace(int number) {
    return Keys.of("trace-" + number / 4);
  }

  private long latency() {
    return (long) Math.exp(random.nextGaussian() + 4);
  }

  private byte[] payload(String id, int service, int endpoint, long time) {
    StringBuilder text = new StringBuilder(1_800);
    text.append(id).append("trace").append(Long.toHexString(random.nextLong()));
    for (int span = 0; span < 8; span++) {
      text.append("\t\b")
          .append(Long.toHexString(time + random.nextInt(500)))
          .append(Long.toHexString(time + random.nextInt(500)))
          .append("/api/endpoint-")
          .append(endpoint)
          .append("/span-")
          .append(span)
          .append("\r\f service-")
          .append(service)
          .append(".shop.svc.cluster.local:8080")
          .append("url http://service-")
          .append(random.nextInt(20))
          .append("/api/v1/orders/")
          .append(random.nextInt(1_000_000))
          .append("http.method GET http.status_code 200 db.type mysql db.instance orders")
          .append("SELECT * FROM orders WHERE id = ?");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  @FormatMethod
  @SuppressWarnings("SystemOut") // a benchmark talks to whoever started it
  private static void say(String format, Object... values) {
    System.out.println(String.format(java.util.Locale.ROOT, format, values));
  }
}
