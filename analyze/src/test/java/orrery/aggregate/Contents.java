// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import orrery.model.LatencySketch;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.MetricFamily;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.RecordKind;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;
import orrery.store.Storage;

/** Everything a store has, as lines: what readers see, whoever wrote it. */
final class Contents {
  private Contents() {}

  static List<String> of(Storage storage) {
    List<String> lines = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      for (MetricFamily family : Schema.FAMILIES) {
        MetricQuery all =
            MetricQuery.ownedBy(family, tier, 0, Long.MAX_VALUE, null, family.sketch());
        storage.metrics().series(all).forEach(point -> lines.add(line(tier, family, point)));
      }
    }
    for (RecordKind kind : Schema.RECORD_KINDS) {
      RecordQuery all =
          new RecordQuery(kind, 0, Long.MAX_VALUE, List.of(), List.of(), false, false, 0, 10_000);
      storage.records().find(all).forEach(row -> lines.add(line(row)));
    }
    for (CatalogKind kind : CatalogKind.values()) {
      if (kind != CatalogKind.INTERNAL) {
        storage
            .catalog()
            .list(CatalogQuery.all(kind, 10_000))
            .forEach(entry -> lines.add(line(entry)));
      }
    }
    return lines;
  }

  private static String line(Tier tier, MetricFamily family, MetricPoint point) {
    LatencySketch sketch = point.sketch();
    return tier
        + " "
        + family.name()
        + " "
        + point.bucketMillis()
        + " "
        + point.entity()
        + " "
        + Arrays.toString(point.measures())
        + (sketch == null ? "" : " " + Arrays.toString(sketch.toBytes()));
  }

  private static String line(RecordRow row) {
    return row.kind().name()
        + " "
        + row.timeMillis()
        + " "
        + row.idKey()
        + " "
        + Arrays.toString(row.values());
  }

  private static String line(CatalogEntry entry) {
    return entry.kind()
        + " "
        + entry.key()
        + " "
        + entry.name()
        + " "
        + new TreeMap<>(entry.attributes());
  }
}
