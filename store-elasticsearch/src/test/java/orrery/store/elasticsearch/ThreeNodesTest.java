// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.model.Check;

/** A cluster of three real nodes that loses its master in the middle of bulk requests. */
class ThreeNodesTest {
  private static final int SOME = 25;
  private static final long WARM_UP_MILLIS = 3_000;

  @Test
  void theMasterKilledAmongWrites_nothingIsLostOrDoubledAndItComesBack() throws Exception {
    try (ElasticsearchServer server =
            ElasticsearchServer.start(Options.of("7.17.29").withNodes(3));
        ElasticsearchStorage one = open(server);
        ElasticsearchStorage other = open(server)) {
      one.prepare();
      other.prepare();
      List<Ledger> ledgers = List.of(new Ledger(1), new Ledger(2), new Ledger(3), new Ledger(4));
      int killed = writeWhileTheMasterIsKilled(server, ledgers, List.of(one, other));
      verify(ledgers, other);
      assertThat(one.check()).allMatch(Check::healthy);

      server.node(killed).start();
      awaitGreen(server);
      for (Ledger ledger : ledgers) {
        ledger.commit(one);
      }
      settle(server);
      verify(ledgers, other);
    }
  }

  private static ElasticsearchStorage open(ElasticsearchServer server) {
    return ElasticsearchStorage.of("elasticsearch", Clusters.settings(server, "three_"));
  }

  /** Gives the node that was killed. */
  private static int writeWhileTheMasterIsKilled(
      ElasticsearchServer server, List<Ledger> ledgers, List<ElasticsearchStorage> storages)
      throws InterruptedException, ExecutionException {
    AtomicBoolean killed = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> writers = new ArrayList<>();
      for (int i = 0; i < ledgers.size(); i++) {
        Ledger ledger = ledgers.get(i);
        ElasticsearchStorage storage = storages.get(i % storages.size());
        writers.add(threads.submit(() -> write(ledger, storage, killed)));
      }
      Thread.sleep(WARM_UP_MILLIS);
      awaitGreen(server); // a shard whose only copy is lost could not be written to
      int master =
          Integer.parseInt(server.ask("GET", "/_cat/master?h=node", "").strip().substring(5));
      server.node(master).kill();
      killed.set(true);
      for (Future<Long> writer : writers) {
        assertThat(writer.get()).as("commits before").isGreaterThan(0);
      }
      settle(server);
      return master;
    }
  }

  /** Writes until so many commits after the loss; gives how many there were before. */
  private static long write(Ledger ledger, ElasticsearchStorage storage, AtomicBoolean killed)
      throws InterruptedException {
    while (!killed.get()) {
      ledger.commitAtLast(storage);
    }
    long before = ledger.commits();
    for (int i = 0; i < SOME; i++) {
      ledger.commitAtLast(storage);
    }
    return before;
  }

  /** What one process wrote is seen by others after some seconds, or at once like this. */
  private static void settle(ElasticsearchServer server) {
    server.ask("POST", "/three_*/_refresh", "");
  }

  private static void verify(List<Ledger> ledgers, ElasticsearchStorage from) {
    for (Ledger ledger : ledgers) {
      ledger.verify(from);
    }
  }

  private static void awaitGreen(ElasticsearchServer server) {
    Awaitility.await("three nodes, all copies")
        .atMost(Duration.ofMinutes(2))
        .until(() -> isGreen(server));
  }

  private static boolean isGreen(ElasticsearchServer server) {
    var health =
        Json.tree(server.ask("GET", "/_cluster/health", "").getBytes(StandardCharsets.UTF_8));
    return health.path("status").asString("").equals("green")
        && health.path("number_of_nodes").asInt(0) == 3;
  }
}
