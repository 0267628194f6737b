// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import orrery.model.settings.Settings;
import orrery.model.telemetry.Telemetry;
import orrery.store.MetricRow;

class WindowsTest {
  private static final long MINUTE = 60_000;
  private final Entity shop =
      new Entities(CardinalityLimits.read(new Settings(_ -> null)), new Telemetry())
          .service("shop", true);

  @Test
  void onlyWhatChangedIsWrittenAgainAndInFull() {
    Windows windows = new Windows(3 * MINUTE, 100, 1L << 40);
    windows.merge(delta(0), 0);
    windows.merge(delta(MINUTE), 0);
    assertThat(windows.rows()).hasSize(2);
    windows.written();
    windows.merge(delta(0), 1000);
    List<MetricRow> rows = windows.rows();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().measures()[0]).isEqualTo(2);
  }

  @Test
  void aMinuteOpenedAgainHasAnotherWriterEveryTimeForAnyMinute() {
    for (long minute : new long[] {-60 * MINUTE, 0, 60 * MINUTE}) {
      Windows windows = new Windows(3 * MINUTE, 100, 1L << 40);
      Set<Long> writers = new HashSet<>();
      for (int n = 0; n < 50; n++) {
        long now = (long) n * 3 * MINUTE;
        windows.close(now);
        assertThat(windows.size()).isZero();
        windows.merge(delta(minute), now);
        assertThat(writers.add(windows.rows().getFirst().writer())).isTrue();
        windows.written();
      }
    }
  }

  @Test
  void tooManyWindowsAreClosedOldestFirstAndNeverUnwritten() {
    Windows windows = new Windows(3 * MINUTE, 2, 1L << 40);
    for (int n = 0; n < 4; n++) {
      windows.merge(delta(n * MINUTE), n);
    }
    windows.close(4);
    assertThat(windows.size()).isEqualTo(4);
    long before = windows.rows().getFirst().writer();
    windows.written();
    windows.close(5);
    assertThat(windows.size()).isEqualTo(2);
    windows.merge(delta(0), 6);
    assertThat(windows.rows().getFirst().writer()).isNotEqualTo(before);
  }

  private Delta delta(long minute) {
    Delta delta = new Delta(Family.SERVICE, shop, minute);
    delta.call(10, true, 500);
    return delta;
  }
}
