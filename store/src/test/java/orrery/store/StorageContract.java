// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Check;

/**
 * What every storage must do, as tests with exact results. A backend's test class extends this and
 * says how to open one.
 */
public abstract class StorageContract {
  @TempDir private Path directory;
  @TempDir private Path another;
  private Storage storage;

  /**
   * A storage, not yet prepared. Opened again with the same directory (after a close), it must hold
   * what it held.
   */
  protected abstract Storage open(Path emptyDirectory);

  /**
   * Another storage on the same backend and place as the one opened last, while that is open; that
   * one itself where the backend belongs to one process. Not yet prepared.
   */
  protected Storage openBeside(Storage first) {
    return first;
  }

  /**
   * Does what has to happen before one node sees what another wrote, where that is not at once: a
   * backend says in its documents how long it takes by itself.
   */
  protected void settle() {}

  @BeforeEach
  void openStorage() {
    storage = open(directory);
    storage.prepare();
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  /** The storage under test. */
  protected final Storage storage() {
    return storage;
  }

  @Test
  void check_everyPartIsHealthyAndNamed() {
    assertThat(storage.check()).isNotEmpty().allMatch(Check::healthy);
    assertThat(storage.check()).allMatch(check -> check.name().matches("[a-z0-9_]+"));
    assertThat(storage.name()).matches("[a-z0-9]+");
  }

  @Test
  void prepare_againAndByTwoAtOnce() throws ExecutionException, InterruptedException {
    storage.catalog().put(List.of(Samples.entry(CatalogKind.SERVICE, 1, "kept", 1)));
    Storage other = openBeside(storage);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> prepared = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        prepared.add(threads.submit(i % 2 == 0 ? storage::prepare : other::prepare));
      }
      for (Future<?> each : prepared) {
        each.get();
      }
    }
    assertThat(other.catalog().list(CatalogQuery.all(CatalogKind.SERVICE, 10)))
        .extracting(CatalogEntry::name)
        .containsExactly("kept");
    other.close();
  }

  @Test
  void prepare_byTwoAtOnceWhereNothingIs() throws ExecutionException, InterruptedException {
    try (Storage one = open(another);
        Storage other = openBeside(one);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> prepared = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Storage node = i % 2 == 0 ? one : other;
        long key = i;
        prepared.add(
            threads.submit(() -> {
              node.prepare();
              node.catalog().put(List.of(Samples.entry(CatalogKind.SERVICE, key, "s", 1)));
              node.records().append(List.of(Samples.tagged(key, Samples.DAY, "k=v")));
              node.metrics().write(List.of(Samples.minute(EntityKey.of("a"), Samples.DAY, key, 1)));
            }));
      }
      for (Future<?> each : prepared) {
        each.get();
      }
      assertThat(other.catalog().list(CatalogQuery.all(CatalogKind.SERVICE, 10))).hasSize(6);
      assertThat(Samples.ids(one.records().find(Samples.withTags("k=v"))))
          .isEqualTo(Samples.range(0, 5));
      assertThat(other.metrics().totals(Samples.minutes(Samples.DAY, Samples.DAY)))
          .extracting(point -> point.measures()[0])
          .containsExactly(6L);
    }
  }

  @Test
  void close_againDoesNothing() {
    storage.close();
    storage.close();
  }

  @Test
  void reopened_holdsEverythingThatWasWritten() {
    RecordRow record = Samples.tagged(1, Samples.DAY, "k=v");
    MetricRow metric = Samples.minute(EntityKey.of("a"), Samples.DAY, 1, 5);
    storage.records().append(List.of(record));
    storage.metrics().write(List.of(metric));
    storage.catalog().put(List.of(Samples.entry(CatalogKind.SERVICE, 1, "a", 9)));

    storage.close();
    storage = open(directory);
    storage.prepare();

    assertThat(storage.records().find(Samples.withTags("k=v")))
        .extracting(Samples::shown)
        .containsExactly(Samples.shownAsRead(record));
    assertThat(storage.records().group(Schema.SEGMENT, 7, 10)).hasSize(1);
    assertThat(Samples.shown(storage.metrics().series(Samples.minutes(Samples.DAY, Samples.DAY))))
        .containsExactly(
            Samples.point(metric.entity(), Samples.DAY, Samples.sketch(5), 5, 6, 7, 8, 9));
    assertThat(storage.catalog().list(CatalogQuery.all(CatalogKind.SERVICE, 10)))
        .containsExactly(Samples.entry(CatalogKind.SERVICE, 1, "a", 9));

    storage.records().append(List.of(record));
    storage.metrics().write(List.of(metric));
    assertThat(storage.records().find(Samples.oldest(10))).hasSize(1);
    assertThat(storage.metrics().totals(Samples.minutes(Samples.DAY, Samples.DAY)))
        .extracting(point -> point.measures()[0])
        .containsExactly(5L);
  }

  /** See the class. */
  @Nested
  public class Metrics extends MetricContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Records extends RecordContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Tags extends TagContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Catalog extends CatalogContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Retention extends RetentionContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Concurrency extends ConcurrencyContract {
    @Override
    Storage storage() {
      return storage;
    }
  }

  /** See the class. */
  @Nested
  public class Nodes extends NodesContract {
    @Override
    Storage storage() {
      return storage;
    }

    @Override
    Storage openBeside() {
      return StorageContract.this.openBeside(storage);
    }

    @Override
    void settle() {
      StorageContract.this.settle();
    }
  }
}
