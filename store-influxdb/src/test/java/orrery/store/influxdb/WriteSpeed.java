// SPDX-License-Identifier: Apache-2.0
package orrery.store.influxdb;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import orrery.fixture.InfluxDbServer;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.EntityKey;
import orrery.store.MetricRow;
import orrery.store.Schema;

/** Measures how many rows a second a server beside it takes; a program, not a test. */
public final class WriteSpeed {
  private static final int ENTITIES = 1_700;
  private static final int ROWS = 400_000;
  private static final int BATCH = 3_400;
  private static final long BUCKET = 1_709_164_800_000L;

  private WriteSpeed() {}

  public static void main(String[] args) {
    LatencySketch sketch = new LatencySketch();
    for (int i = 1; i < 40; i++) {
      sketch.add(i * 7L);
    }
    byte[] bytes = sketch.toBytes();
    try (InfluxDbServer server = InfluxDbServer.start();
        InfluxStorage storage =
            InfluxStorage.of(new InfluxSettings(URI.create(server.url()), "", "", "skywalking"))) {
      storage.prepare();
      long start = System.nanoTime();
      List<MetricRow> batch = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        batch.add(
            new MetricRow(
                Schema.ENDPOINT,
                Tier.MINUTE,
                BUCKET + i / ENTITIES * 60_000L,
                new EntityKey(i % 20, i % ENTITIES * 0x9E37_79B9_7F4A_7C15L),
                1,
                new long[] {i, i % 7, i * 13L, i, 0},
                bytes));
        if (batch.size() == BATCH || i == ROWS - 1) {
          storage.metrics().write(batch);
          batch.clear();
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%d rows of %d entities in %.1f s: %.0f rows/s (sketches of %d bytes)%n",
          ROWS, ENTITIES, seconds, ROWS / seconds, bytes.length);
    }
  }
}
