// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.concurrent.TimeUnit;
import orrery.model.settings.Settings;

/**
 * When minutes are rolled up and how long data is kept.
 *
 * @param marginMillis how long after its end an hour is rolled up; what comes later has it rolled
 *     up again
 * @param hoursPerStep how many hours are rolled up in one go while catching up
 * @param recordsTtlMillis how long segments and slow statements are kept
 * @param metricsTtlMillis how long metrics and the catalogue are kept
 */
public record RollUpSettings(
    long marginMillis, int hoursPerStep, long recordsTtlMillis, long metricsTtlMillis) {
  private static final int MAX_DAYS = 3650;

  /** Reads the settings. */
  public static RollUpSettings read(Settings settings) {
    return new RollUpSettings(
        1000L
            * settings.number(
                "SW_ORRERY_ROLL_UP_MARGIN_SECONDS",
                180,
                0,
                3600,
                "How long after its end an hour is summed up, in seconds; later data has it summed"
                    + " up again"),
        24,
        TimeUnit.DAYS.toMillis(
            settings.number(
                "SW_CORE_RECORD_DATA_TTL",
                3,
                1,
                MAX_DAYS,
                "How long traces, logs and slow statements are kept, in days")),
        TimeUnit.DAYS.toMillis(
            settings.number(
                "SW_CORE_METRICS_DATA_TTL",
                7,
                1,
                MAX_DAYS,
                "How long metrics and names of services, instances and endpoints are kept, in"
                    + " days")));
  }
}
