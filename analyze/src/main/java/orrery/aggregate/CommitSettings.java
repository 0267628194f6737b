// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import orrery.model.settings.Settings;

/**
 * How what was gathered becomes durable.
 *
 * @param intervalMillis between two commits
 * @param maxPendingBytes above it clients are held back; half of it commits early
 * @param acknowledgeTimeoutMillis how long a client is left waiting while storage does not work
 * @param openMillis how long a minute is held for more after it was last touched
 * @param maxOpen how many minutes of entities are held at most
 */
public record CommitSettings(
    int intervalMillis,
    long maxPendingBytes,
    int acknowledgeTimeoutMillis,
    long openMillis,
    int maxOpen) {

  /** The interval for a storage in this process's own files. */
  public static final int INTERVAL_MILLIS = 400;

  /**
   * Reads the settings.
   *
   * @param defaultIntervalMillis what suits the storage
   */
  public static CommitSettings read(Settings settings, int defaultIntervalMillis) {
    return new CommitSettings(
        settings.number(
            "SW_ORRERY_COMMIT_INTERVAL_MILLIS",
            defaultIntervalMillis,
            10,
            60_000,
            "Milliseconds between two commits; a client waits about that long for its answer; with"
                + " elasticsearch and opensearch the default is 1000"),
        1024L
            * 1024
            * settings.number(
                "SW_ORRERY_PENDING_MEBIBYTES",
                32,
                1,
                4096,
                "How much may be taken in and not yet stored before clients are held back, in MiB"),
        settings.number(
            "SW_ORRERY_ACKNOWLEDGE_TIMEOUT_MILLIS",
            20_000,
            100,
            600_000,
            "How long a client waits while storage does not work before it is told UNAVAILABLE, in"
                + " milliseconds; agents give up at 30 s"),
        1000L
            * settings.number(
                "SW_ORRERY_WINDOW_SECONDS",
                180,
                10,
                3600,
                "How long a minute is held in memory after the last data for it, in seconds"),
        settings.number(
            "SW_ORRERY_OPEN_WINDOWS",
            100_000,
            1000,
            10_000_000,
            "How many minutes of entities are held in memory; the oldest are closed early"));
  }
}
