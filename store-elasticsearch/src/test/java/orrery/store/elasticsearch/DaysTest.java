// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;

class DaysTest {
  private static final long LEAP_DAY = millis("2024-02-29T00:00:00Z");
  private static final long DAY = 86_400_000;

  private final Days daily = new Days("sw_orrery_records-", 1);
  private final Days threes = new Days("sw_orrery_records-", 3);

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void eachDayHasItsIndex() {
    assertThat(daily.index(LEAP_DAY)).isEqualTo("sw_orrery_records-20240229");
    assertThat(daily.index(LEAP_DAY + DAY - 1)).isEqualTo("sw_orrery_records-20240229");
    assertThat(daily.index(LEAP_DAY + DAY)).isEqualTo("sw_orrery_records-20240301");
    assertThat(daily.endMillis("sw_orrery_records-20240229")).hasValue(LEAP_DAY + DAY);
  }

  @Test
  void withAStepOfThreeTheyShareOneFromTheFirstDayOn() {
    // 19,782 days after the epoch is a multiple of three
    assertThat(threes.index(LEAP_DAY)).isEqualTo("sw_orrery_records-20240229");
    assertThat(threes.index(LEAP_DAY + 3 * DAY - 1)).isEqualTo("sw_orrery_records-20240229");
    assertThat(threes.index(LEAP_DAY + 3 * DAY)).isEqualTo("sw_orrery_records-20240303");
    assertThat(threes.endMillis("sw_orrery_records-20240229")).hasValue(LEAP_DAY + 3 * DAY);
  }

  @Test
  void aRangeNamesEveryIndexThatMayHoldSomethingOfIt_aLongOneAll() {
    assertThat(daily.between(LEAP_DAY + 1, LEAP_DAY + DAY))
        .isEqualTo("sw_orrery_records-20240229,sw_orrery_records-20240301");
    assertThat(threes.between(LEAP_DAY + DAY, LEAP_DAY + 4 * DAY))
        .isEqualTo("sw_orrery_records-20240229,sw_orrery_records-20240303");
    assertThat(daily.between(LEAP_DAY, LEAP_DAY + 31 * DAY)).isEqualTo("sw_orrery_records-*");
    assertThat(daily.between(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo("sw_orrery_records-*");
  }

  @Test
  void othersNamesAndTimesAreNotTaken() {
    assertThat(daily.endMillis("sw_orrery_metrics-20240229")).isEmpty();
    assertThat(daily.endMillis("sw_orrery_records-2024022x")).isEmpty();
    assertThatThrownBy(() -> daily.index(-1)).isInstanceOf(Fault.Invalid.class);
    assertThatThrownBy(() -> daily.index(millis("9999-12-31T23:59:59.999Z") + 1))
        .isInstanceOf(Fault.Invalid.class);
  }
}
