// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import orrery.model.Fault;
import orrery.model.LatencySketch;
import orrery.model.PayloadFormat;
import orrery.model.Tier;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.CatalogQuery;
import orrery.store.EntityKey;
import orrery.store.MetricPoint;
import orrery.store.MetricQuery;
import orrery.store.MetricRow;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.Schema;
import orrery.store.Storage;

/**
 * Writes as the server does, commit by commit, the same again until it is taken; and knows what
 * must be there in the end. For one thread.
 */
final class Ledger {
  static final long DAY = 1_709_164_800_000L;

  /** Records in a commit, and calls that are counted in it. */
  static final int COMMIT = 40;

  private static final long MINUTE = 60_000;

  /** Commits that rewrite the rows of a minute before the next begins. */
  private static final int COMMITS_OF_MINUTE = 10;

  private static final long PAUSE_MILLIS = 50;

  private final long number;
  private long commits;

  /**
   * @param number tells ledgers of the same storage apart, from 1
   */
  Ledger(long number) {
    this.number = number;
  }

  long commits() {
    return commits;
  }

  /** One commit; when it throws, the same is to be tried again. */
  void commit(Storage into) {
    into.records().append(LongStream.range(0, COMMIT).mapToObj(this::record).toList());
    into.metrics().write(List.of(minute()));
    into.catalog()
        .put(
            List.of(
                new CatalogEntry(
                    CatalogKind.ENDPOINT, key(commits), number, name(commits), Map.of(), DAY)));
    commits++;
  }

  /** One commit, tried until it is taken; gives how often it was refused. */
  int commitAtLast(Storage into) throws InterruptedException {
    for (int refusals = 0; ; refusals++) {
      try {
        commit(into);
        return refusals;
      } catch (Fault.Unavailable | Fault.Overloaded refused) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Everything is there, and once. */
  void verify(Storage from) {
    List<Long> ids = new ArrayList<>();
    List<String> payloads = new ArrayList<>();
    for (long commit = 0; commit < commits; commit++) {
      for (RecordRow row : from.records().find(ofCommit(commit))) {
        ids.add(row.idKey());
        payloads.add(new String(row.payload(), StandardCharsets.UTF_8));
      }
    }
    List<Long> wanted = LongStream.range(0, commits * COMMIT).mapToObj(this::key).toList();
    assertThat(ids).isEqualTo(wanted);
    assertThat(payloads).isEqualTo(wanted.stream().map(id -> "payload of " + id).toList());
    assertThat(calls(from)).isEqualTo(commits * COMMIT);
    assertThat(
            from
                .catalog()
                .list(new CatalogQuery(CatalogKind.ENDPOINT, number, "", 0, 10_000))
                .stream()
                .map(CatalogEntry::name))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, commits).mapToObj(Ledger::name).toList());
  }

  /** All calls this ledger counted, as the store has them. */
  long calls(Storage from) {
    MetricQuery query =
        MetricQuery.ownedBy(Schema.SERVICE, Tier.MINUTE, DAY, DAY + 86_399_999, number, false);
    return from.metrics().totals(query).stream()
        .map(MetricPoint::measures)
        .mapToLong(measures -> measures[0])
        .sum();
  }

  private long key(long at) {
    return number * 1_000_000 + at;
  }

  private static String name(long commit) {
    return "/endpoint/" + commit;
  }

  private RecordRow record(long at) {
    long id = key(commits * COMMIT + at);
    return new RecordRow(
        Schema.SEGMENT,
        id,
        DAY + commits,
        new long[] {id, number, 2, 3, 10, 0},
        List.of("ledger=" + number),
        PayloadFormat.SKYWALKING_SEGMENT,
        ("payload of " + id).getBytes(StandardCharsets.UTF_8));
  }

  private RecordQuery ofCommit(long commit) {
    return new RecordQuery(
        Schema.SEGMENT,
        DAY + commit,
        DAY + commit,
        List.of(),
        List.of("ledger=" + number),
        false,
        false,
        0,
        10_000);
  }

  /** The row of the minute with all it counted so far: it replaces the one written before. */
  private MetricRow minute() {
    long calls = (commits % COMMITS_OF_MINUTE + 1) * COMMIT;
    return new MetricRow(
        Schema.SERVICE,
        Tier.MINUTE,
        DAY + commits / COMMITS_OF_MINUTE * MINUTE,
        new EntityKey(number, 1),
        number,
        new long[] {calls, 0, 0, 0, 0},
        new LatencySketch().toBytes());
  }
}
