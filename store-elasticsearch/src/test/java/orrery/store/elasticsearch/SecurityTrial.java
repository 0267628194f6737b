// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.fixture.ElasticsearchServer.Security;
import orrery.model.Check;
import orrery.model.Fault;

/** Wrong passwords at a real node. Run by {@code make test-stores}. */
class SecurityTrial {
  @TempDir private Path folder;

  @Test
  void aWrongPasswordIsNamedAndTheFileThatIsPutRightIsReadWithoutARestart() throws IOException {
    Path file = folder.resolve("secrets.properties");
    write(file, "wrong");
    try (ElasticsearchServer server =
            ElasticsearchServer.start(Options.of("7.17.29").with(Security.PASSWORD));
        ElasticsearchStorage storage =
            ElasticsearchStorage.of(
                "elasticsearch", Clusters.withSecrets(server, "secret_", file))) {
      isRefused(storage);
      write(file, ElasticsearchServer.PASSWORD);
      untilReady(storage);
      Ledger ledger = new Ledger(1);
      ledger.commit(storage);
      write(file, "wrong again");
      Awaitility.await("the change is seen")
          .atMost(Duration.ofSeconds(10))
          .until(() -> !storage.check().getFirst().healthy());
      assertThatThrownBy(() -> ledger.commit(storage))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("SW_ES_PASSWORD");
      Files.delete(file);
      assertThat(storage.check().getFirst().healthy()).as("what was known goes on").isFalse();
      write(file, ElasticsearchServer.PASSWORD);
      Awaitility.await("healthy again")
          .atMost(Duration.ofSeconds(10))
          .until(() -> storage.check().stream().allMatch(Check::healthy));
      ledger.commit(storage);
      ledger.verify(storage);
    }
  }

  private static void isRefused(ElasticsearchStorage storage) {
    assertThatThrownBy(storage::prepare)
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContainingAll("401", "SW_ES_USER", "SW_ES_SECRETS_MANAGEMENT_FILE")
        .hasMessageNotContaining("wrong");
    assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
  }

  private static void untilReady(ElasticsearchStorage storage) {
    Awaitility.await("prepared")
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsInstanceOf(Fault.Unavailable.class)
        .untilAsserted(storage::prepare);
  }

  private static void write(Path file, String password) throws IOException {
    Path next = file.resolveSibling("next");
    Files.writeString(next, "user=" + ElasticsearchServer.USER + "\npassword=" + password + "\n");
    Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
