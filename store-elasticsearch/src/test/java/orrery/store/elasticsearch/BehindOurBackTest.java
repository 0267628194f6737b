// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.fixture.ElasticsearchServer;
import orrery.model.Fault;
import tools.jackson.databind.JsonNode;

/** Somebody deletes, closes or blocks indices of a real cluster while they are written to. */
class BehindOurBackTest {
  private static final String PREFIX = "behind_";
  private static final String RECORDS = PREFIX + "orrery_records-20240229";
  private static final String METRICS = PREFIX + "orrery_metrics-20240229";

  private final ElasticsearchServer server = Clusters.shared();
  private ElasticsearchStorage storage = open();
  private final Ledger ledger = new Ledger(1);

  @BeforeEach
  void prepare() {
    storage.prepare();
  }

  @AfterEach
  void clean() {
    storage.close();
    Clusters.clean(server, PREFIX);
  }

  private ElasticsearchStorage open() {
    return ElasticsearchStorage.of("elasticsearch", Clusters.settings(server, PREFIX));
  }

  private JsonNode get(String path) {
    return Json.tree(server.ask("GET", path, "").getBytes(StandardCharsets.UTF_8));
  }

  private void isAsWeMakeIt(String index) {
    JsonNode mappings = get("/" + index + "/_mapping").path(index).path("mappings");
    assertThat(mappings.path("dynamic").asString("")).as(mappings.toString()).isEqualTo("false");
    assertThat(mappings.path("_meta").path("orrery").asInt(0)).isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/behind_*", "/_index_template/behind_*", "/behind_* /_index_template/behind_*"})
  void whatWasDeletedIsMadeAgainAsItWas(String deleted) {
    ledger.commit(storage);
    for (String each : deleted.split(" ", -1)) {
      assertThat(server.ask("DELETE", each, "")).contains("\"acknowledged\":true");
    }
    Ledger later = new Ledger(2);
    later.commit(storage);
    later.verify(storage);
    isAsWeMakeIt(RECORDS);
    isAsWeMakeIt(METRICS);
    isAsWeMakeIt(PREFIX + "orrery_catalog");
  }

  @Test
  void rowsOfADeletedIndexThatAreStillCountedComeBackWithTheNextCommit() {
    ledger.commit(storage);
    ledger.commit(storage);
    server.ask("DELETE", "/" + METRICS, "");
    assertThat(ledger.calls(storage)).isZero();
    ledger.commit(storage);
    ledger.verify(storage);
  }

  @Test
  void aClosedIndexIsOpenedWhenDataForItComes() {
    ledger.commit(storage);
    server.ask("POST", "/" + RECORDS + "/_close", "");
    server.ask("POST", "/" + METRICS + "/_close", "");
    ledger.commit(storage);
    ledger.verify(storage);
  }

  @Test
  void aFloodedDiskIsSaidAndTheSameCommitGoesOnWhenTheBlockIsGone() {
    ledger.commit(storage);
    block("true");
    assertThatThrownBy(() -> ledger.commit(storage))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContaining(RECORDS)
        .hasMessageContaining("free space or add a node");
    assertThat(ledger.calls(storage)).as("reading goes on").isEqualTo(Ledger.COMMIT);
    block("null");
    ledger.commit(storage);
    ledger.verify(storage);
  }

  @Test
  void aShardThatIsNowhereIsNamedInsteadOfANodeThatAnswers() {
    server.ask(
        "PUT",
        "/" + RECORDS + "?wait_for_active_shards=0",
        "{\"settings\":{\"index.routing.allocation.require._name\":\"nowhere\"}}");
    try (ElasticsearchStorage impatient =
        ElasticsearchStorage.of("elasticsearch", Clusters.impatient(server, PREFIX))) {
      assertThatThrownBy(() -> ledger.commit(impatient))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContainingAll(RECORDS, "primary shard is not active");
      assertThat(impatient.check())
          .singleElement()
          .satisfies(check -> assertThat(check.healthy()).isFalse())
          .satisfies(check -> assertThat(check.detail()).contains("allocation/explain"));
    }
    server.ask("DELETE", "/" + RECORDS, "");
    ledger.commit(storage);
    ledger.verify(storage);
  }

  private void block(String value) {
    server.ask(
        "PUT",
        "/" + PREFIX + "*/_settings",
        "{\"index.blocks.read_only_allow_delete\":" + value + "}");
  }

  @Test
  void anIndexThatSomebodyMadeOrThatIsOlderIsWrittenTo() {
    server.ask("PUT", "/" + RECORDS, "");
    ledger.commit(storage);
    ledger.verify(storage);
  }

  @Test
  void anotherProcessFindsAndGoesOnWithWhatTheFirstWrote() {
    ledger.commit(storage);
    storage.close();
    storage = open();
    storage.prepare();
    ledger.verify(storage);
    ledger.commit(storage);
    ledger.verify(storage);
  }
}
