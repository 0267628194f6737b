// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.RecordRow;
import orrery.store.Schema;

/**
 * Keeps at most {@value #PER_TARGET_AND_MINUTE} slow statements of a target and minute: of those
 * that come with one commit the slowest, of several commits the first come. The rest is counted in
 * {@code orrery_records_dropped}. For the committer's thread alone.
 */
final class SlowStatementLimit {
  private static final int PER_TARGET_AND_MINUTE = 50;
  private static final long MEMORY_MILLIS = 10 * 60_000;
  private static final long FORGET_EVERY_MILLIS = 60_000;
  private static final int TARGET = Schema.SLOW_STATEMENT.index("target");
  private static final int LATENCY = Schema.SLOW_STATEMENT.index("latency");

  private final Telemetry telemetry;
  private final Map<Bucket, Count> counts = new HashMap<>();
  private long forgotMillis;

  SlowStatementLimit(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  private record Bucket(long target, long minute) {}

  private record Count(int kept, long touchedMillis) {
    boolean isForgotten(long nowMillis) {
      return nowMillis - touchedMillis > MEMORY_MILLIS;
    }
  }

  List<RecordRow> apply(List<RecordRow> records, long nowMillis) {
    forget(nowMillis);
    List<RecordRow> slow = new ArrayList<>();
    List<RecordRow> kept = new ArrayList<>(records.size());
    for (RecordRow row : records) {
      (row.kind().equals(Schema.SLOW_STATEMENT) ? slow : kept).add(row);
    }
    if (slow.isEmpty()) {
      return records;
    }
    slow.sort(Comparator.comparingLong((RecordRow row) -> row.values()[LATENCY]).reversed());
    for (RecordRow row : slow) {
      Bucket bucket = new Bucket(row.values()[TARGET], row.timeMillis() / 60_000);
      Count known = counts.get(bucket);
      int before = known == null || known.isForgotten(nowMillis) ? 0 : known.kept;
      if (before < PER_TARGET_AND_MINUTE) {
        counts.put(bucket, new Count(before + 1, nowMillis));
        kept.add(row);
      } else {
        telemetry
            .counter(SelfMetric.ORRERY_RECORDS_DROPPED, row.kind().name(), "limit")
            .increment();
      }
    }
    return kept;
  }

  /** Now and then only: a commit every 400 ms must not look at all counts of ten minutes. */
  private void forget(long nowMillis) {
    if (nowMillis - forgotMillis >= FORGET_EVERY_MILLIS) {
      forgotMillis = nowMillis;
      counts.values().removeIf(count -> count.isForgotten(nowMillis));
    }
  }
}
