// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.store.Samples.DAY;
import static orrery.store.Samples.HOUR;
import static orrery.store.Samples.NEXT_DAY;
import static orrery.store.Samples.ids;
import static orrery.store.Samples.minute;
import static orrery.store.Samples.minutes;
import static orrery.store.Samples.range;
import static orrery.store.Samples.tagged;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Any number of threads at once, and every acknowledged write visible to all. */
abstract class ConcurrencyContract {
  private static final int WRITERS = 4;
  private static final int BATCHES = 20;
  private static final int BATCH = 25;
  private static final long DAYS_BEFORE = DAY - 48 * HOUR;

  abstract Storage storage();

  @Test
  void writersReadersAndRetentionAtOnce() throws ExecutionException, InterruptedException {
    storage().records().append(List.of(tagged(-1, DAYS_BEFORE)));
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(threads.submit(() -> write(number)));
      }
      Callable<Integer> reading = () -> read(writing);
      List<Future<Integer>> readers =
          List.of(threads.submit(reading), threads.submit(reading), threads.submit(reading));
      Future<?> dropping =
          threads.submit(() -> {
            for (long late = -2; writing.get(); late--) {
              storage().dropBefore(DAYS_BEFORE + 24 * HOUR, DAYS_BEFORE + 24 * HOUR);
              storage().records().append(List.of(tagged(late, DAYS_BEFORE)));
            }
          });
      try {
        for (Future<?> each : writers) {
          each.get();
        }
      } finally {
        writing.set(false);
      }
      for (Future<Integer> each : readers) {
        assertThat(each.get()).isPositive();
      }
      dropping.get();
    }
    int expected = WRITERS * BATCHES * BATCH;
    assertThat(
            ids(storage().records().find(Samples.between(DAY, NEXT_DAY + HOUR))).stream().sorted())
        .isEqualTo(range(0, expected - 1));
    assertThat(storage().metrics().totals(minutes(DAY, NEXT_DAY)))
        .extracting(point -> point.measures()[0])
        .containsExactly((long) WRITERS * BATCHES);
  }

  private void write(int writer) {
    for (int batch = 0; batch < BATCHES; batch++) {
      List<RecordRow> rows = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        long id = (long) (writer * BATCHES + batch) * BATCH + i;
        rows.add(tagged(id, DAY + (id % 2) * 24 * HOUR, "writer=" + writer, "n=" + id % 5));
      }
      storage().records().append(rows);
      storage().metrics().write(List.of(minute(new EntityKey(0, 1), DAY, writer, batch + 1)));
      storage()
          .catalog()
          .put(List.of(Samples.entry(CatalogKind.SERVICE, writer, "w" + writer, batch)));
      List<Long> found = ids(storage().records().find(Samples.withTags("writer=" + writer)));
      assertThat(found).hasSize((batch + 1) * BATCH).containsAll(ids(rows));
    }
  }

  /** Whatever a reader meets is whole: payload and row together. Returns how often it read. */
  private int read(AtomicBoolean writing) {
    int reads = 0;
    do {
      List<RecordRow> met =
          new ArrayList<>(storage().records().find(Samples.inOrder(true, true, 0, 50)));
      met.addAll(storage().records().find(Samples.between(DAYS_BEFORE, DAYS_BEFORE + HOUR)));
      met.addAll(storage().records().group(Schema.SEGMENT, 7, 10));
      for (RecordRow row : met) {
        assertThat(row.payload()).asString().isEqualTo("payload " + row.idKey());
      }
      storage().metrics().series(minutes(DAY, NEXT_DAY));
      storage().catalog().list(CatalogQuery.all(CatalogKind.SERVICE, 10));
      reads++;
    } while (writing.get());
    return reads;
  }
}
