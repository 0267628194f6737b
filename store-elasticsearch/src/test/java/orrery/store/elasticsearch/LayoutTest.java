// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orrery.fixture.ElasticsearchServer;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;
import tools.jackson.databind.JsonNode;

/** Indices of an older layout, or of other settings, in a real cluster. */
class LayoutTest {
  private static final String PREFIX = "layout_";
  private static final String RECORDS = PREFIX + "orrery_records-20240229";

  private final ElasticsearchServer server = Clusters.shared();
  private final ElasticsearchSettings settings = Clusters.settings(server, PREFIX);

  @AfterEach
  void clean() {
    Clusters.clean(server, PREFIX);
  }

  private JsonNode get(String path) {
    return Json.tree(server.ask("GET", path, "").getBytes(StandardCharsets.UTF_8));
  }

  /** A layout as it was before a field was added. */
  private static IndexLayout older(IndexLayout layout) {
    int last = layout.properties().lastIndexOf("},\"") + 1;
    return new IndexLayout(
        layout.name(),
        layout.pattern(),
        layout.days(),
        1,
        layout.settings(),
        layout.properties().substring(0, last) + "}");
  }

  private static RecordRow segment(long id) {
    return new RecordRow(
        Schema.SEGMENT,
        id,
        Ledger.DAY,
        new long[] {7, 1, 2, 3, 10, 0},
        List.of("http.method=GET"),
        PayloadFormat.SKYWALKING_SEGMENT,
        new byte[] {(byte) id});
  }

  private static List<Long> found(ElasticsearchStorage from, RecordQuery.Condition... conditions) {
    RecordQuery query =
        new RecordQuery(
            Schema.SEGMENT,
            Ledger.DAY,
            Ledger.DAY,
            List.of(conditions),
            List.of("http.method=GET"),
            false,
            false,
            0,
            100);
    return from.records().find(query).stream().map(RecordRow::idKey).toList();
  }

  @Test
  void anOlderLayoutIsUpgradedWhileAnOlderProcessGoesOnWriting() {
    IndexLayout.Names names = IndexLayout.Names.of(settings.layout());
    List<IndexLayout> old =
        IndexLayout.all(names, settings.layout()).stream().map(LayoutTest::older).toList();
    try (Requests requests = new Requests(new HttpNodes(settings));
        ElasticsearchStorage storage = ElasticsearchStorage.of("elasticsearch", settings)) {
      Indices olderIndices = new Indices(requests, old, 0);
      olderIndices.prepare();
      Bulk bulk = new Bulk(requests, olderIndices, settings.limits());
      ElasticsearchRecords older =
          new ElasticsearchRecords(names.records(), bulk, new Search(requests, olderIndices));
      older.append(List.of(segment(1)));
      assertThat(fields()).doesNotContain(lastField());

      storage.prepare();
      assertThat(fields()).contains(lastField());
      older.append(List.of(segment(2)));
      storage.records().append(List.of(segment(3)));
      server.ask("POST", "/" + RECORDS + "/_refresh", "");
      assertThat(found(storage)).containsExactly(1L, 2L, 3L);
      assertThat(found(storage, RecordQuery.Condition.equal("trace", 7)))
          .containsExactly(1L, 2L, 3L);
      olderIndices.prepare(); // an older one that starts leaves a newer layout alone
      assertThat(fields()).contains(lastField());
      assertThat(version()).isEqualTo(newest().version());
    }
  }

  private IndexLayout newest() {
    return IndexLayout.all(IndexLayout.Names.of(settings.layout()), settings.layout()).getFirst();
  }

  private String lastField() {
    String properties = newest().properties();
    int last = properties.lastIndexOf("},\"") + 3;
    return properties.substring(last, properties.indexOf('"', last));
  }

  private List<String> fields() {
    return List.copyOf(
        get("/" + RECORDS + "/_mapping")
            .path(RECORDS)
            .path("mappings")
            .path("properties")
            .propertyNames());
  }

  private int version() {
    return get("/_index_template/" + PREFIX + "orrery_records")
        .path("index_templates")
        .path(0)
        .path("index_template")
        .path("version")
        .asInt(0);
  }

  @Test
  void anotherNumberOfDaysOverExistingDataEndsTheStart() {
    Ledger ledger = new Ledger(1);
    try (ElasticsearchStorage threes =
            ElasticsearchStorage.of("elasticsearch", Clusters.withDays(settings, 3));
        ElasticsearchStorage daily = ElasticsearchStorage.of("elasticsearch", settings)) {
      threes.prepare();
      ledger.commit(threes);
      ledger.verify(threes);
      assertThatThrownBy(daily::prepare)
          .isInstanceOf(Fault.Invalid.class)
          .hasMessageContainingAll(
              RECORDS, "holds 3 days", "SW_STORAGE_DAY_STEP asks for 1", "SW_NAMESPACE");
      threes.prepare();
    }
  }
}
