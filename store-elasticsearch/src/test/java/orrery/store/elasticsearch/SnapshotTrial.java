// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.fixture.Commands;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;

/** Backup as docs/storage.md tells it, of a real node. Run by {@code make test-stores}. */
class SnapshotTrial {
  private static final String PREFIX = "sw_";
  private static final String SNAPSHOT = "/_snapshot/backup/nightly";

  @TempDir private Path repository;

  @Test
  void whatWasSavedIsThereAfterTheRestoreAndMoreCanBeWritten() throws InterruptedException {
    Commands.handOver(repository);
    try (ElasticsearchServer server =
        ElasticsearchServer.start(Options.of("7.17.29").with("path.repo=" + repository))) {
      ElasticsearchSettings settings = Clusters.settings(server, PREFIX);
      Ledger ledger = new Ledger(1);
      try (ElasticsearchStorage storage = ElasticsearchStorage.of("elasticsearch", settings)) {
        storage.prepare();
        for (int i = 0; i < 3; i++) {
          ledger.commit(storage);
        }
      }
      ask(
          server,
          "PUT",
          "/_snapshot/backup",
          "{\"type\":\"fs\",\"settings\":{\"location\":\"" + repository + "\"}}");
      ask(
          server,
          "PUT",
          SNAPSHOT + "?wait_for_completion=true",
          "{\"indices\":\"" + PREFIX + "orrery_*\",\"include_global_state\":false}");
      Clusters.clean(server, PREFIX);
      assertThat(server.ask("GET", "/_cat/indices/" + PREFIX + "*?h=index", "")).isBlank();

      ask(server, "POST", SNAPSHOT + "/_restore?wait_for_completion=true", "{}");
      try (ElasticsearchStorage storage = ElasticsearchStorage.of("elasticsearch", settings)) {
        storage.prepare();
        ledger.verify(storage);
        ledger.commitAtLast(storage);
        ledger.verify(storage);
      }
    }
  }

  private static void ask(ElasticsearchServer server, String method, String path, String body) {
    assertThat(server.ask(method, path, body))
        .doesNotContain("\"error\"")
        .doesNotContain("\"failed\":1");
  }
}
