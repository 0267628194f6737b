// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.model.Check;
import orrery.model.Fault;

/**
 * A real node that goes away, and what the same storage does when it is back. Run by {@code make
 * test-stores}; {@code make test} has it through the binary.
 */
class OutageTrial {
  private static final int SOME = 25;

  @Test
  void killedAmongWritesThenPaused_everythingIsThereOnce() throws Exception {
    try (ElasticsearchServer server = ElasticsearchServer.start(Options.of("7.17.29"));
        ElasticsearchStorage storage =
            ElasticsearchStorage.of("elasticsearch", Clusters.impatient(server, "outage_"));
        ElasticsearchStorage patient =
            ElasticsearchStorage.of("elasticsearch", Clusters.settings(server, "outage_"))) {
      patient.prepare();
      Ledger ledger = new Ledger(1);
      killAmongWrites(server, storage, ledger);
      verify(server, ledger, patient);
      server.node(0).pause();
      isSaidToBeAway(storage, ledger, server.addresses().getFirst());
      server.node(0).resume();
      ledger.commitAtLast(storage);
      verify(server, ledger, patient);
      assertThat(patient.check()).allMatch(Check::healthy);
    }
  }

  /** Read by another, which sees at once what the one wrote. */
  private static void verify(
      ElasticsearchServer server, Ledger ledger, ElasticsearchStorage reader) {
    server.ask("POST", "/outage_*/_refresh", "");
    ledger.verify(reader);
  }

  private static void killAmongWrites(
      ElasticsearchServer server, ElasticsearchStorage storage, Ledger ledger)
      throws InterruptedException, ExecutionException {
    AtomicBoolean back = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> writer =
          threads.submit(() -> {
            int refusals = 0;
            long last = Long.MAX_VALUE;
            while (ledger.commits() < last) {
              refusals += ledger.commitAtLast(storage);
              if (back.get() && last == Long.MAX_VALUE) {
                last = ledger.commits() + SOME;
              }
            }
            return refusals;
          });
      Thread.sleep(2_000);
      server.node(0).kill();
      assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
      server.node(0).start();
      back.set(true);
      assertThat(writer.get()).as("refused while it was away").isGreaterThan(0);
    }
  }

  private static void isSaidToBeAway(ElasticsearchStorage storage, Ledger ledger, String address) {
    assertThatThrownBy(() -> ledger.commit(storage))
        .isInstanceOf(Fault.Unavailable.class)
        .hasMessageContainingAll(address, "SW_STORAGE_ES_CLUSTER_NODES");
    assertThatThrownBy(() -> ledger.calls(storage)).isInstanceOf(Fault.Unavailable.class);
    assertThatThrownBy(storage::prepare).isInstanceOf(Fault.Unavailable.class);
    assertThat(storage.check()).extracting(Check::healthy).containsExactly(false);
  }
}
