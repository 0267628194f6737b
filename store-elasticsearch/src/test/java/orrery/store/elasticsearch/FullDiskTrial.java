// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
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

  @Test
  void withNoRoomAtAllNothingIsLostAndTheSameCommitGoesOnByItself() throws InterruptedException {
    try (SmallDisk disk = SmallDisk.of(DISK_MEBIBYTES)) {
      Path data = disk.folder("data");
      Commands.handOver(data);
      try (ElasticsearchServer server =
              ElasticsearchServer.start(Options.of("7.17.29").with("path.data=" + data));
          ElasticsearchStorage storage =
              ElasticsearchStorage.of("elasticsearch", Clusters.settings(server, "none_"))) {
        storage.prepare();
        Ledger ledger = new Ledger(1);
        ledger.commit(storage);
        disk.fill();
        Awaitility.await("refused")
            .atMost(LONGEST)
            .until(() -> refusal(ledger, storage) instanceof Fault.Unavailable);
        disk.free();
        Awaitility.await("taken again")
            .atMost(LONGEST)
            .until(() -> refusal(ledger, storage) == null);
        ledger.verify(storage);
      }
    }
  }

  private static @Nullable Fault refusal(Ledger ledger, ElasticsearchStorage storage) {
    try {
      ledger.commit(storage);
      return null;
    } catch (Fault refused) {
      return refused;
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
      Awaitility.await("refused, with what to do")
          .atMost(LONGEST)
          .until(() ->
              refusal(ledger, storage) instanceof Fault.Unavailable refused
                  && String.valueOf(refused.getMessage()).contains("free space or add a node"));
      disk.free();
      assertThat(ledger.commitAtLast(storage)).as("refused for a while yet").isPositive();
      ledger.verify(storage);
    }
  }
}
