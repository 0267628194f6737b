// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.Schema;

/** What is sent, byte for byte. Run with -Dorrery.golden=write after a change that is meant. */
class RequestsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/orrery/store/influxdb");
  private static final long BUCKET = 1_709_164_800_000L;
  private static final EntityKey ENTITY = new EntityKey(-1, 0x1234_5678_9abc_def0L);
  private static final EntityKey OTHER = new EntityKey(7, 2);

  private final InfluxQl language = new InfluxQl("skywalking");

  private static void compare(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if ("write".equals(System.getProperty("orrery.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  @SuppressWarnings("NullAway") // it misses @Nullable on array components of compiled records
  void linesOfRows() throws IOException {
    LatencySketch sketch = new LatencySketch();
    sketch.add(12);
    long[] jvm = LongStream.range(0, Schema.JVM.measures().size()).toArray();
    List<MetricRow> rows =
        List.of(
            new MetricRow(
                Schema.SERVICE,
                Tier.MINUTE,
                BUCKET,
                ENTITY,
                5,
                new long[] {1, 0, Long.MIN_VALUE, Long.MAX_VALUE, -1},
                sketch.toBytes()),
            new MetricRow(Schema.JVM, Tier.HOUR, BUCKET, OTHER, -1, jvm, null));
    compare("rows.line", new String(LineProtocol.of(rows), StandardCharsets.UTF_8));
  }

  @Test
  void statements() throws IOException {
    long end = BUCKET + 3_600_000;
    MetricQuery all = MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, BUCKET + 1, end, null, true);
    MetricQuery owned = MetricQuery.ownedBy(Schema.JVM, Tier.DAY, BUCKET, end, 7L, true);
    MetricQuery one =
        MetricQuery.of(Schema.SERVICE, Tier.HOUR, BUCKET, end, List.of(ENTITY), false);
    MetricQuery two =
        MetricQuery.of(Schema.SERVICE, Tier.HOUR, BUCKET, end, List.of(OTHER, ENTITY), false);
    MetricQuery ever =
        MetricQuery.ownedBy(
            Schema.SERVICE, Tier.MINUTE, Long.MIN_VALUE, Long.MAX_VALUE, null, false);
    String text =
        String.join(
            "\n\n",
            language.createDatabase(),
            language.createPolicy(),
            "rows of all: " + language.rows(all),
            "rows of an owner: " + language.rows(owned),
            "rows of one: " + language.rows(one),
            "sums of two: " + language.sums(two),
            "sums of all times: " + language.sums(ever),
            "");
    compare("statements.influxql", text);
  }

  @Test
  void manyEntitiesMakeSeveralStatements() {
    List<EntityKey> entities =
        LongStream.rangeClosed(1, 1_001).mapToObj(key -> new EntityKey(0, key)).toList();
    MetricQuery query =
        MetricQuery.of(Schema.SERVICE, Tier.MINUTE, BUCKET, BUCKET, entities, false);
    assertThat(language.rows(query)).hasSize(3);
    assertThat(language.rows(query).getLast()).contains("\"key\"='00000000000003e9'");
  }

  @Test
  void writersHaveTimesOfTheirOwnWithinTheBucket() {
    for (long writer : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 59_999_999_999L}) {
      long nanos = Layout.nanos(BUCKET, writer);
      assertThat(Layout.bucketMillis(nanos)).isEqualTo(BUCKET);
      assertThat(nanos).isBetween(Layout.firstNanos(BUCKET), Layout.endNanos(BUCKET) - 1);
    }
    assertThat(Layout.nanos(BUCKET, 3)).isEqualTo(Layout.nanos(BUCKET, 2) + 1);
  }
}
