// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import orrery.model.settings.Settings;

/**
 * How many things are kept apart. Beyond a bound, names share one overflow entity called {@link
 * #OVERFLOW} (so sums stay right), relations are not kept; both are counted in {@code
 * orrery_entities_refused}.
 *
 * @param services instrumented services; as many again may be called without being instrumented
 * @param instancesPerService instances of one service
 * @param endpointsPerService endpoints of one service under their own names
 * @param templatesPerService templates ({@code /order/{id}}) that further endpoints fold into
 * @param relations of services, of instances and of endpoints, each side, together
 * @param addresses network addresses known to belong to a service
 * @param entities all of the above together, as far as used within the last hour
 */
public record CardinalityLimits(
    int services,
    int instancesPerService,
    int endpointsPerService,
    int templatesPerService,
    int relations,
    int addresses,
    int entities) {
  /** Stands for all that is beyond a bound; upstream's name for it. */
  public static final String OVERFLOW = "_abandoned";

  private static final int MAX = 10_000_000;

  /** Reads the settings. */
  public static CardinalityLimits read(Settings settings) {
    return new CardinalityLimits(
        settings.number(
            "SW_ORRERY_SERVICES",
            5_000,
            1,
            MAX,
            "How many services are kept apart; as many uninstrumented targets again"),
        settings.number(
            "SW_ORRERY_INSTANCES_PER_SERVICE",
            2_000,
            1,
            MAX,
            "How many instances of a service are kept apart"),
        settings.number(
            "SW_ORRERY_ENDPOINTS_PER_SERVICE",
            2_000,
            0,
            MAX,
            "How many endpoints of a service are kept under their own names before new ones fold"
                + " into templates such as /order/{id}"),
        settings.number(
            "SW_ORRERY_ENDPOINT_TEMPLATES_PER_SERVICE",
            500,
            0,
            MAX,
            "How many endpoint templates of a service are kept apart before the rest is counted as "
                + OVERFLOW),
        settings.number(
            "SW_ORRERY_RELATIONS",
            100_000,
            0,
            MAX,
            "How many relations of services, instances and endpoints are kept"),
        settings.number(
            "SW_ORRERY_ADDRESS_ALIASES",
            50_000,
            0,
            MAX,
            "How many network addresses are known to belong to a service"),
        settings.number(
            "SW_ORRERY_ENTITIES",
            200_000,
            1,
            MAX,
            "How many services, instances, endpoints and relations are held in memory"));
  }
}
