// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import orrery.fixture.Commands;
import orrery.fixture.ElasticsearchServer;
import orrery.fixture.ElasticsearchServer.Options;
import orrery.fixture.SmallDisk;
import orrery.model.Fault;

/** A real node whose disk gets full. Run by {@code make test-stores}; needs root for the disk. */
class FullDiskTrial {
  private static final int DISK_MEBIBYTES = 300;

  /** The cluster looks at its disks at most every ten seconds. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void afterTheFloodStageTheSameCommitGoesOnByItself() throws InterruptedException {
    try (SmallDisk disk = SmallDisk.of(DISK_MEBIBYTES)) {
      Path data = disk.folder("data");
      Commands.handOver(data);
      refuses(disk, data);
    }
  }

  private static void refuses(SmallDisk disk, Path data) throws InterruptedException {
    try (ElasticsearchServer server =
            ElasticsearchServer.start(
                Options.of("7.17.29")
                    .with(
                        "path.data=" + data,
                        "cluster.info.update.interval=10s",
                        "cluster.routing.allocation.disk.threshold_enabled=true",
                        "cluster.routing.allocation.disk.watermark.low=60mb",
                        "cluster.routing.allocation.disk.watermark.high=50mb",
                        "cluster.routing.allocation.disk.watermark.flood_stage=40mb"));
        ElasticsearchStorage storage =
            ElasticsearchStorage.of("elasticsearch", Clusters.settings(server, "full_"))) {
      storage.prepare();
      Ledger ledger = new Ledger(1);
      ledger.commit(storage);
      disk.leave(20);
      Fault[] refusal = new Fault[1];
      Awaitility.await("refused")
          .atMost(LONGEST)
          .until(() -> {
            try {
              ledger.commit(storage);
              return false;
            } catch (Fault refused) {
              refusal[0] = refused;
              return true;
            }
          });
      assertThat(refusal[0])
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("free space or add a node");
      disk.free();
      assertThat(ledger.commitAtLast(storage)).as("refused for a while yet").isPositive();
      ledger.verify(storage);
    }
  }
}
