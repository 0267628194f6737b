// SPDX-License-Identifier: Apache-2.0
package orrery.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.Tier;

/**
 * Which rows to read.
 *
 * @param fromMillis first bucket start, inclusive
 * @param toMillis last bucket start, inclusive
 * @param entities only these; null for all
 * @param owner only what belongs to this service key; null for all. Ignored when {@code entities}
 *     is given
 * @param sketches whether points carry the sketch (costly: ask only for percentiles)
 * @param maxPoints refuse rather than return more
 */
public record MetricQuery(
    MetricFamily family,
    Tier tier,
    long fromMillis,
    long toMillis,
    @Nullable List<EntityKey> entities,
    @Nullable Long owner,
    boolean sketches,
    int maxPoints) {
  /** Bound on points where the caller has no smaller one in mind. */
  public static final int MAX_POINTS = 1_000_000;

  /** Of exactly these entities. */
  public static MetricQuery of(
      MetricFamily family,
      Tier tier,
      long fromMillis,
      long toMillis,
      List<EntityKey> entities,
      boolean sketches) {
    return new MetricQuery(
        family, tier, fromMillis, toMillis, List.copyOf(entities), null, sketches, MAX_POINTS);
  }

  /** Of everything that belongs to an owner, or of everything there is when the owner is null. */
  public static MetricQuery ownedBy(
      MetricFamily family,
      Tier tier,
      long fromMillis,
      long toMillis,
      @Nullable Long owner,
      boolean sketches) {
    return new MetricQuery(family, tier, fromMillis, toMillis, null, owner, sketches, MAX_POINTS);
  }
}
