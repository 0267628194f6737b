// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Tier;

/** Rows for the contract's tests, and how they are shown in assertions. */
final class Samples {
  /** A leap day, so that whatever counts days meets one. */
  static final long DAY = millis("2024-02-29T00:00:00Z");

  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long NEXT_DAY = DAY + 24 * HOUR;

  /** Texts that have broken a store somewhere before. */
  static final List<String> HOSTILE_TEXTS =
      List.of(
          "it's; DROP TABLE \"x\" -- `y`",
          "100%_\\_%%",
          "a\0b",
          "订单服务",
          "😀 Ünï",
          "line\nbreak\ttab",
          " edge blanks ",
          "x".repeat(10_240));

  private Samples() {}

  static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  static RecordRow segment(long id, long timeMillis) {
    return segment(id, timeMillis, 7, 1, 10);
  }

  static RecordRow segment(long id, long timeMillis, long trace, long service, long latency) {
    return tagged(id, timeMillis, new long[] {trace, service, 2, 3, latency, 0}, List.of());
  }

  static RecordRow tagged(long id, long timeMillis, String... tags) {
    return tagged(id, timeMillis, new long[] {7, 1, 2, 3, 10, 0}, List.of(tags));
  }

  static RecordRow tagged(long id, long timeMillis, long[] values, List<String> tags) {
    return new RecordRow(
        Schema.SEGMENT,
        id,
        timeMillis,
        values,
        tags,
        PayloadFormat.SKYWALKING_SEGMENT,
        ("payload " + id).getBytes(UTF_8));
  }

  static RecordRow slowStatement(long id, long timeMillis, byte[] payload) {
    return new RecordRow(
        Schema.SLOW_STATEMENT,
        id,
        timeMillis,
        new long[] {5, 6, 0, 1_500},
        List.of(),
        PayloadFormat.TEXT,
        payload);
  }

  /** The whole day around the samples, oldest first. */
  static RecordQuery oldest(int limit) {
    return inOrder(false, false, 0, limit);
  }

  static RecordQuery inOrder(boolean byRank, boolean descending, int offset, int limit) {
    return new RecordQuery(
        Schema.SEGMENT,
        DAY - 24 * HOUR,
        NEXT_DAY + 24 * HOUR,
        List.of(),
        List.of(),
        byRank,
        descending,
        offset,
        limit);
  }

  static RecordQuery between(long fromMillis, long toMillis) {
    return new RecordQuery(
        Schema.SEGMENT, fromMillis, toMillis, List.of(), List.of(), false, false, 0, 10_000);
  }

  static RecordQuery where(RecordQuery.Condition... conditions) {
    RecordQuery all = oldest(10_000);
    return new RecordQuery(
        all.kind(),
        all.fromMillis(),
        all.toMillis(),
        List.of(conditions),
        List.of(),
        false,
        false,
        0,
        10_000);
  }

  static RecordQuery withTags(String... tags) {
    RecordQuery all = oldest(10_000);
    return new RecordQuery(
        all.kind(),
        all.fromMillis(),
        all.toMillis(),
        List.of(),
        List.of(tags),
        false,
        false,
        0,
        10_000);
  }

  static List<Long> ids(List<RecordRow> rows) {
    return rows.stream().map(RecordRow::idKey).toList();
  }

  static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  static String shown(RecordRow row) {
    return String.join(
        " ",
        row.kind().name(),
        String.valueOf(row.idKey()),
        String.valueOf(row.timeMillis()),
        Arrays.toString(row.values()),
        row.tags().toString(),
        row.format().name(),
        HexFormat.of().formatHex(row.payload()));
  }

  /** What reading must give back: everything but the tags. */
  static String shownAsRead(RecordRow row) {
    return shown(
        new RecordRow(
            row.kind(),
            row.idKey(),
            row.timeMillis(),
            row.values(),
            List.of(),
            row.format(),
            row.payload()));
  }

  static MetricRow minute(EntityKey entity, long bucketMillis, long writer, long calls) {
    return row(Schema.SERVICE, Tier.MINUTE, bucketMillis, entity, writer, calls);
  }

  /**
   * A row whose measures are {@code calls}, {@code calls + 1}, …, and whose sketch has one value.
   */
  @SuppressWarnings("NullAway") // it misses @Nullable on array components of compiled records
  static MetricRow row(
      MetricFamily family,
      Tier tier,
      long bucketMillis,
      EntityKey entity,
      long writer,
      long calls) {
    long[] measures = LongStream.range(0, family.measures().size()).map(i -> calls + i).toArray();
    return new MetricRow(
        family,
        tier,
        bucketMillis,
        entity,
        writer,
        measures,
        family.sketch() ? sketch(calls).toBytes() : null);
  }

  static LatencySketch sketch(long... values) {
    LatencySketch sketch = new LatencySketch();
    for (long value : values) {
      sketch.add(value);
    }
    return sketch;
  }

  static MetricQuery minutes(long fromMillis, long toMillis) {
    return MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, fromMillis, toMillis, null, true);
  }

  static MetricQuery atMost(MetricQuery query, int maxPoints) {
    return new MetricQuery(
        query.family(),
        query.tier(),
        query.fromMillis(),
        query.toMillis(),
        query.entities(),
        query.owner(),
        query.sketches(),
        maxPoints);
  }

  static List<String> shown(List<MetricPoint> points) {
    return points.stream().map(Samples::shown).toList();
  }

  static String shown(MetricPoint point) {
    return point(point.entity(), point.bucketMillis(), point.sketch(), point.measures());
  }

  static String point(
      EntityKey entity, long bucketMillis, @Nullable LatencySketch sketch, long... measures) {
    return String.join(
        " ",
        entity.owner() + "/" + entity.key(),
        String.valueOf(bucketMillis - DAY),
        Arrays.toString(measures),
        sketch == null ? "no sketch" : HexFormat.of().formatHex(sketch.toBytes()));
  }

  static CatalogEntry entry(CatalogKind kind, long key, String name, long seenMillis) {
    return new CatalogEntry(kind, key, EntityKey.NO_OWNER, name, Map.of(), seenMillis);
  }

  static CatalogEntry endpoint(long key, long owner, String name) {
    return new CatalogEntry(CatalogKind.ENDPOINT, key, owner, name, Map.of("a", name), DAY);
  }
}
