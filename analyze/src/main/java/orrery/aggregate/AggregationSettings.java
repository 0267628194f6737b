// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import orrery.model.settings.Settings;

/**
 * All there is to set about aggregation.
 *
 * @param apdexMillis T: up to it a call satisfies, up to four times as much it is tolerated
 */
public record AggregationSettings(
    CardinalityLimits limits, CommitSettings commits, RollUpSettings rollUps, int apdexMillis) {

  /** Reads the settings; the default interval of commits is what suits the storage. */
  public static AggregationSettings read(Settings settings, int defaultCommitIntervalMillis) {
    return new AggregationSettings(
        CardinalityLimits.read(settings),
        CommitSettings.read(settings, defaultCommitIntervalMillis),
        RollUpSettings.read(settings),
        settings.number(
            "SW_ORRERY_APDEX_THRESHOLD_MILLIS",
            500,
            1,
            600_000,
            "Apdex T: calls up to it satisfy, up to four times as much they are tolerated, in"
                + " milliseconds"));
  }
}
