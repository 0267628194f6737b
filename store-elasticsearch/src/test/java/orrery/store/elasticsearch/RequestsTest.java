// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.EntityKey;
import orrery.store.MetricQuery;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** What is sent, byte for byte; a pack's and a block's bytes apart, which zstd may change. */
class RequestsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ElasticsearchSettings.Layout LAYOUT =
      new ElasticsearchSettings.Layout("sw_", 1, 2, 1);
  private static final String INDEX = "sw_orrery_records-20240229";
  private static final Bulk.Version VERSION = new Bulk.Version(12, 3);
  private static final MetricPack PACK = new MetricPack(new byte[] {1, 2}, new byte[] {3});

  private static void isReviewed(String name, List<String> requests) throws IOException {
    Path file = GOLDEN.resolve(name);
    String text = String.join("\n", requests) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text)
        .as("run with -Dgolden.update=true and review the difference")
        .isEqualTo(Files.readString(file));
  }

  private static String text(byte[] lines) {
    return new String(lines, UTF_8).stripTrailing();
  }

  @Test
  void templatesAndIndices() throws IOException {
    List<IndexLayout> layouts = IndexLayout.all(IndexLayout.Names.of(LAYOUT), LAYOUT);
    isReviewed("templates.jsonl", layouts.stream().map(IndexLayout::template).toList());
    isReviewed(
        "indices.jsonl",
        layouts.stream().map(l -> l.index(l.pattern().replace("*", "20240229"))).toList());
    isReviewed("upgrades.jsonl", layouts.stream().map(IndexLayout::upgrade).toList());
  }

  @Test
  void documents() throws IOException {
    RecordRow row =
        new RecordRow(
            Schema.SEGMENT,
            -5,
            Ledger.DAY,
            new long[] {1, 2, 3, 4, 5, Long.MIN_VALUE},
            List.of("http.method=GET", "a=b=c", "q=\"\\\u0000\n", "bare"),
            PayloadFormat.SKYWALKING_SEGMENT,
            new byte[] {1});
    CatalogEntry entry =
        new CatalogEntry(
            CatalogKind.ENDPOINT, -1, 7, "/订单/\"😀\"", Map.of("b", "2", "a", "1"), Ledger.DAY);
    PackName name = new PackName(Schema.SERVICE, Tier.MINUTE, Ledger.DAY, 3, -1);
    Search.Name pack = new Search.Name("sw_orrery_metrics-20240229", name.id());
    isReviewed(
        "documents.ndjson",
        List.of(
            text(
                RecordDocument.createBlock(new Search.Name(INDEX, "block"), new byte[] {1, 2, 3})
                    .lines()),
            text(RecordDocument.create(INDEX, row, "block", 17).lines()),
            text(RecordDocument.create(INDEX, row, new byte[] {1, 2, 3}).lines()),
            text(MetricPacks.PackDocument.write(pack, name, PACK, null)),
            text(MetricPacks.PackDocument.write(pack, name, PACK, VERSION)),
            text(CatalogDocument.write("sw_orrery_catalog", entry, null)),
            text(CatalogDocument.write("sw_orrery_catalog", entry, VERSION)),
            text(CatalogDocument.delete("sw_orrery_catalog", "1-ff", null)),
            text(CatalogDocument.delete("sw_orrery_catalog", "1-ff", VERSION))));
  }

  @Test
  void searches() throws IOException {
    long end = Ledger.DAY + 3_600_000;
    RecordQuery slowest =
        new RecordQuery(
            Schema.SEGMENT,
            Ledger.DAY,
            end,
            List.of(Condition.equal("service", 2), Condition.atLeast("latency", 100)),
            List.of("http.method=GET"),
            true,
            true,
            20,
            10);
    RecordQuery all =
        new RecordQuery(
            Schema.SEGMENT,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            List.of(),
            List.of(),
            false,
            false,
            0,
            1);
    MetricQuery owned =
        MetricQuery.ownedBy(Schema.ENDPOINT, Tier.MINUTE, Ledger.DAY, end, 7L, true);
    MetricQuery entities =
        MetricQuery.of(
            Schema.SERVICE, Tier.HOUR, Ledger.DAY, end, List.of(new EntityKey(5, 1)), false);
    isReviewed(
        "searches.jsonl",
        List.of(
            RecordSearch.find(slowest),
            RecordSearch.find(all),
            RecordSearch.group(Schema.SEGMENT, "trace", -7, 20),
            RecordSearch.tagKeys(Schema.SEGMENT, Ledger.DAY, end, 100),
            RecordSearch.tagValues(Schema.SEGMENT, "http.method", Ledger.DAY, end, 100),
            ElasticsearchMetrics.body(owned, null),
            ElasticsearchMetrics.body(entities, Json.tree("[1,2,3]".getBytes(UTF_8))),
            CatalogDocument.list(
                new CatalogQuery(CatalogKind.ENDPOINT, 7L, "word", Ledger.DAY, 10), null, 100),
            CatalogDocument.unseen(
                List.of(CatalogKind.ENDPOINT), Ledger.DAY, Json.tree("[1]".getBytes(UTF_8)), 5)));
  }
}
