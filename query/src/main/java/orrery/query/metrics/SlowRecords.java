// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.Schema;
import orrery.store.SlowStatement;

/** Slow statements and commands, ordered by how long they took. */
public final class SlowRecords {
  private final RecordStore records;

  public SlowRecords(RecordStore records) {
    this.records = records;
  }

  /** One that was seen. */
  public record Found(String statement, String traceId, long latencyMillis, String id) {}

  /**
   * What to find.
   *
   * @param serviceId only of this service, null for all
   * @param limit 1 to {@link Ranking#MAX_LIMIT}
   */
  public record Request(
      Metric.Sampled metric,
      Buckets buckets,
      @Nullable String serviceId,
      int limit,
      boolean ascending) {
    public Request {
      if (limit < 1 || limit > Ranking.MAX_LIMIT) {
        throw new Fault.Invalid("1 to " + Ranking.MAX_LIMIT + " records, not " + limit);
      }
    }
  }

  /** The slowest or fastest in the range. */
  public List<Found> find(Request request) {
    List<RecordQuery.Condition> conditions = new ArrayList<>();
    conditions.add(RecordQuery.Condition.equal("operation", request.metric().operation()));
    if (request.serviceId() != null) {
      conditions.add(
          RecordQuery.Condition.equal(request.metric().owner(), Keys.of(request.serviceId())));
    }
    RecordQuery query =
        new RecordQuery(
            Schema.SLOW_STATEMENT,
            request.buckets().from(),
            request.buckets().end() - 1,
            conditions,
            List.of(),
            true,
            !request.ascending(),
            0,
            request.limit());
    return records.find(query).stream().map(SlowRecords::found).toList();
  }

  private static Found found(RecordRow row) {
    SlowStatement slow = SlowStatement.ofBytes(row.payload());
    return new Found(
        slow.statement(), slow.traceId(), row.value("latency"), Long.toHexString(row.idKey()));
  }
}
