// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOUR;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.entry;
import static orrery.store.Samples.ids;
import static orrery.store.Samples.minute;
import static orrery.store.Samples.minutes;
import static orrery.store.Samples.oldest;
import static orrery.store.Samples.range;
import static orrery.store.Samples.tagged;
import static orrery.store.Samples.withTags;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several nodes on one backend: what one of them acknowledged, all see, at once or after what the
 * backend needs to {@link #settle()}. Where a backend belongs to one process, both are the same.
 */
abstract class NodesContract {
  private static final EntityKey A = new EntityKey(0, 1);
  private Storage other;

  abstract Storage storage();

  abstract Storage openBeside();

  abstract void settle();

  @BeforeEach
  void openOther() {
    other = openBeside();
    other.prepare();
  }

  @AfterEach
  void closeOther() {
    other.close();
  }

  @Test
  void whatOneNodeWritesTheOtherReads() {
    assertThat(other.records().find(oldest(10))).isEmpty();
    assertThat(other.metrics().series(minutes(DAY, NEXT_DAY))).isEmpty();
    for (long day : new long[] {DAY, NEXT_DAY}) {
      storage().records().append(List.of(tagged(day, day, "day=" + day)));
      storage().metrics().write(List.of(minute(A, day, 1, 5)));
      storage().catalog().put(List.of(entry(CatalogKind.SERVICE, day, "s" + day, day)));
      settle();

      assertThat(ids(other.records().find(withTags("day=" + day)))).containsExactly(day);
      assertThat(ids(other.records().group(Schema.SEGMENT, 7, 1))).containsExactly(day);
      assertThat(other.records().tagValues(Schema.SEGMENT, "day", day, day, 10))
          .containsExactly(String.valueOf(day));
      assertThat(other.metrics().series(minutes(day, day))).hasSize(1);
      assertThat(other.catalog().get(CatalogKind.SERVICE, List.of(day))).hasSize(1);
    }
  }

  @Test
  void whatBothWriteIsThereOnce() {
    for (Storage node : List.of(storage(), other, storage())) {
      node.records().append(List.of(tagged(1, DAY, "k=v"), tagged(2, DAY, "k=v")));
      node.metrics().write(List.of(minute(A, DAY, 1, 5)));
    }
    storage().metrics().write(List.of(minute(A, DAY, 2, 7)));
    settle();
    assertThat(ids(other.records().find(withTags("k=v")))).containsExactly(1L, 2L);
    assertThat(other.metrics().totals(minutes(DAY, DAY)))
        .extracting(point -> point.measures()[0])
        .containsExactly(12L);
  }

  @Test
  void whatOneNodeDropsIsGoneForBothAndCanBeWrittenAgain() {
    storage().records().append(List.of(tagged(1, DAY, "k=v"), tagged(2, NEXT_DAY, "k=v")));
    other.records().append(List.of(tagged(3, DAY, "k=v")));
    other.metrics().write(List.of(minute(A, DAY, 1, 5)));
    settle();

    assertThat(storage().dropBefore(NEXT_DAY, NEXT_DAY)).isEqualTo(2);
    assertThat(ids(other.records().find(oldest(10)))).containsExactly(2L);
    assertThat(ids(other.records().group(Schema.SEGMENT, 7, 10))).containsExactly(2L);
    assertThat(other.metrics().totals(minutes(DAY, NEXT_DAY))).isEmpty();

    other.records().append(List.of(tagged(4, DAY + HOUR, "k=v")));
    other.metrics().write(List.of(minute(A, DAY, 1, 6)));
    settle();
    assertThat(ids(storage().records().find(withTags("k=v")))).containsExactly(4L, 2L);
    assertThat(storage().metrics().totals(minutes(DAY, DAY))).hasSize(1);
  }

  @Test
  void manyWritersOfBothNodesAtOnce() throws ExecutionException, InterruptedException {
    int writers = 4;
    int batches = 10;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        Storage node = writer % 2 == 0 ? storage() : other;
        int number = writer;
        all.add(threads.submit(() -> write(node, number, batches)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    settle();
    assertThat(ids(other.records().find(oldest(1_000))).stream().sorted())
        .isEqualTo(range(0, 10L * writers * batches - 1));
    assertThat(ids(storage().records().find(withTags("shared=1")))).hasSize(writers * batches * 5);
    assertThat(storage().metrics().totals(minutes(DAY, DAY)).getFirst().measures()[0])
        .isEqualTo((long) writers * batches);
    assertThat(storage().catalog().list(CatalogQuery.all(CatalogKind.SERVICE, 100)))
        .extracting(CatalogEntry::seenMillis)
        .containsExactly(39L, 39L, 39L);
  }

  /** All write the same names and tags, each its own documents, some of them twice. */
  private static void write(Storage node, int writer, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      List<RecordRow> rows = new ArrayList<>();
      for (long i = 0; i < 10; i++) {
        long id = ((long) writer * batches + batch) * 10 + i;
        rows.add(tagged(id, DAY + i, "shared=" + i % 2, "batch=" + batch));
      }
      node.records().append(rows);
      node.records().append(rows.subList(3, 7));
      node.metrics().write(List.of(minute(A, DAY, writer, batch + 1)));
      List<CatalogEntry> names = new ArrayList<>();
      for (long key = 0; key < 3; key++) {
        names.add(entry(CatalogKind.SERVICE, key, "s" + key, (long) writer * batches + batch));
      }
      node.catalog().put(writer % 2 == 0 ? names : names.reversed());
    }
  }
}
