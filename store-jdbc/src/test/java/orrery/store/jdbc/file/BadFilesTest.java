// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.Check;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** Directories and files that are not as they should be: said clearly, never lost silently. */
class BadFilesTest {
  private static final long DAY = 1_709_164_800_000L; // 2024-02-29
  private static final String FILE = "records-20240229.db";

  @TempDir private Path directory;
  private final Telemetry telemetry = new Telemetry();

  private FileStorage storage(Path place) {
    return FileStorage.of(FileSettings.of(FileSettings.Database.SQLITE), place, telemetry);
  }

  private static RecordRow segment(long id) {
    return new RecordRow(
        Schema.SEGMENT,
        id,
        DAY + id,
        new long[] {7, 1, 2, 3, 4, 0},
        List.of("a=b"),
        PayloadFormat.TEXT,
        new byte[100]);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path place = Files.writeString(directory.resolve("file"), "x").resolve("data");
    try (FileStorage storage = storage(place)) {
      assertThatThrownBy(storage::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining(place.toString())
          .hasMessageContaining("may write");
    }
  }

  @Test
  void aSecondOnTheSameDirectoryIsRefusedUntilTheFirstCloses() {
    FileStorage first = storage(directory);
    first.prepare();
    try (FileStorage second = storage(directory)) {
      assertThatThrownBy(second::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use");
      first.close();
      second.prepare();
      assertThat(second.check()).allMatch(Check::healthy);
    }
  }

  @Test
  void aDirectoryThatWentAwayIsUnhealthy() throws IOException {
    Path place = directory.resolve("data");
    try (FileStorage storage = storage(place)) {
      storage.prepare();
      Files.move(place, directory.resolve("elsewhere"));
      assertThat(storage.check())
          .extracting(Check::name, Check::healthy)
          .containsExactly(org.assertj.core.api.Assertions.tuple("storage_sqlite", false));
      assertThat(storage.check().getFirst().detail()).contains(place.toString());
    }
  }

  @Test
  void aDayFileThatIsNoDatabaseIsMovedAsideAndWritingGoesOn() throws IOException {
    byte[] garbage =
        "this is no database, however long one looks at it".repeat(200).getBytes(UTF_8);
    Files.write(directory.resolve(FILE), garbage);
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      assertThatThrownBy(() -> storage.records().append(List.of(segment(1))))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining(FILE + ".damaged-1")
          .hasMessageContaining(".recover");
      storage.records().append(List.of(segment(1)));
      assertThat(storage.records().group(Schema.SEGMENT, 7, 10)).hasSize(1);
      assertThat(directory.resolve(FILE + ".damaged-1")).hasBinaryContent(garbage);
      assertThat(storage.check().getFirst().detail()).contains("1 damaged file");
      assertThat(telemetry.counter(SelfMetric.ORRERY_STORE_DAMAGED_FILES).sum()).isEqualTo(1);
    }
  }

  @Test
  void aDayFileDamagedInsideIsNeverReadAsEmpty() throws IOException {
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      for (long id = 0; id < 2_000; id += 100) {
        storage
            .records()
            .append(
                java.util.stream.LongStream.range(id, id + 100)
                    .mapToObj(BadFilesTest::segment)
                    .toList());
      }
    }
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(FILE).toFile(), "rw")) {
      byte[] rubbish = new byte[4096];
      java.util.Arrays.fill(rubbish, (byte) 0xee);
      for (long page = 1; page < file.length() / 4096; page++) {
        file.seek(page * 4096);
        file.write(rubbish);
      }
    }
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      assertThatThrownBy(() -> storage.records().group(Schema.SEGMENT, 7, 10))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining(FILE)
          .hasMessageContaining("damaged");
      assertThatThrownBy(() -> storage.records().append(List.of(segment(1))))
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("damaged-1");
      storage.records().append(List.of(segment(1)));
      assertThat(storage.records().group(Schema.SEGMENT, 7, 10)).hasSize(1);
    }
  }

  @Test
  void aDamagedCatalogueIsRefusedByName() throws IOException {
    Files.write(directory.resolve("catalog.db"), "nonsense".repeat(1_000).getBytes(UTF_8));
    try (FileStorage storage = storage(directory)) {
      assertThatThrownBy(storage::prepare)
          .isInstanceOf(Fault.Unavailable.class)
          .hasMessageContaining("catalog.db")
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void otherPeoplesFilesAreLeftAlone() throws IOException {
    Path notes = Files.writeString(directory.resolve("records-notes.db"), "mine");
    Path copy = Files.writeString(directory.resolve("records-20240229.db.copy"), "mine");
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      assertThat(storage.dropBefore(Long.MAX_VALUE, Long.MAX_VALUE)).isZero();
      assertThat(notes).hasContent("mine");
      assertThat(copy).hasContent("mine");
    }
  }

  @Test
  void timesOutsideTheYearsThatCanBeKeptAreInvalid() {
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      for (long millis : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
        RecordRow row =
            new RecordRow(
                Schema.SEGMENT, 1, millis, new long[6], List.of(), PayloadFormat.NONE, new byte[0]);
        assertThatThrownBy(() -> storage.records().append(List.of(row)))
            .isInstanceOf(Fault.Invalid.class)
            .hasMessageContaining("1970");
      }
      assertThat(directory.toFile().list()).noneMatch(name -> name.startsWith("records-"));
    }
  }

  @Test
  void droppedDaysLeaveNoFiles() {
    try (FileStorage storage = storage(directory)) {
      storage.prepare();
      storage.records().append(List.of(segment(1)));
      storage.records().group(Schema.SEGMENT, 7, 10);
      assertThat(storage.sizeBytes()).isPositive();
      assertThat(storage.dropBefore(DAY + 86_400_000L, 0)).isEqualTo(1);
      assertThat(directory.toFile().list()).noneMatch(name -> name.startsWith("records-"));
    }
  }

  @Test
  void afterCloseEverythingIsRefused() {
    FileStorage storage = storage(directory);
    storage.prepare();
    storage.close();
    CatalogEntry entry = new CatalogEntry(CatalogKind.SERVICE, 1, 0, "a", Map.of(), 1);
    assertThatThrownBy(() -> storage.catalog().put(List.of(entry)))
        .isInstanceOf(Fault.Unavailable.class);
  }

  @Test
  void everyKnownFailureSaysWhatToDo() {
    Dialect sqlite = Dialect.of(FileSettings.Database.SQLITE);
    assertThat(sqlite.advice(new SQLException("", "", 13))).contains("disk is full");
    assertThat(sqlite.advice(new SQLException("", "", 8))).contains("may write");
    assertThat(sqlite.advice(new SQLException("", "", 14))).contains("may write");
    assertThat(sqlite.advice(new SQLException("", "", 10 | 3 << 8))).contains("disk");
    assertThat(sqlite.advice(new SQLException("", "", 11))).contains("damaged");
    assertThat(sqlite.advice(new SQLException("", "", 5))).isEmpty();
    Dialect h2 = Dialect.of(FileSettings.Database.H2);
    assertThat(h2.advice(new SQLException("", "", 90030))).contains("damaged");
    assertThat(h2.advice(new SQLException("", "", 90031))).contains("may write");
  }
}
