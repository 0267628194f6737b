// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.model.PayloadFormat;
import orrery.store.RecordRow;
import orrery.store.Schema;

class RecordReadingTest {
  private static final long MILLIS = 1_709_164_800_000L; // 2024-02-29
  private static final long DAY = Days.of(MILLIS);

  @TempDir private Path directory;
  private FileRecords records;

  @BeforeEach
  void open() {
    records =
        new FileRecords(
            new Days.Place(
                directory,
                new H2Dialect(),
                FileSettings.of(FileSettings.Database.H2),
                new Semaphore(4),
                new LongAdder()));
  }

  @AfterEach
  void close() {
    records.days().close();
  }

  @Test
  void aDayMadeSinceItBeganIsPassedOver() {
    records.append(List.of(segment(1)));
    RecordReading before = reading();
    assertThat(firstBlock(before)).isOne();

    records.days().dropBefore(MILLIS + Days.DAY_MILLIS);
    records.append(List.of(segment(2)));

    assertThat(firstBlock(before)).as("block 1 of another file").isZero();
    assertThat(firstBlock(reading())).isOne();
  }

  @Test
  void aDayClosedAndOpenedAgainIsTheSame() {
    records.append(List.of(segment(1)));
    RecordReading before = reading();
    for (int later = 1; later <= FileSettings.of(FileSettings.Database.H2).openDays(); later++) {
      records.append(List.of(segment(later * Days.DAY_MILLIS)));
    }
    assertThat(firstBlock(before)).isOne();
  }

  @Test
  void aDayWithoutTheKindIsMissing() {
    records.append(List.of(segment(1)));
    assertThat(new RecordReading(records.days(), Schema.SLOW_STATEMENT).read(DAY, 0L, (_, _) -> 1L))
        .isZero();
  }

  private RecordReading reading() {
    return new RecordReading(records.days(), Schema.SEGMENT);
  }

  private static long firstBlock(RecordReading reading) {
    return reading.read(
        DAY,
        0L,
        (log, session) -> {
          try (var row = session.prepare(log.sql().lastBlock()).executeQuery()) {
            return row.next() ? row.getLong(1) : 0L;
          }
        });
  }

  private static RecordRow segment(long id) {
    return new RecordRow(
        Schema.SEGMENT,
        id,
        MILLIS + id,
        new long[] {7, 1, 2, 3, 4, 0},
        List.of("a=b"),
        PayloadFormat.TEXT,
        new byte[100]);
  }
}
