// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import java.time.Duration;
import java.time.LocalTime;

/**
 * How the shop is doing: a gentle day curve, and an incident for two minutes in every ten, the
 * first after three minutes.
 *
 * @param paymentFactor how much slower the card provider answers than usual
 * @param paymentFailureShare how often it does not answer at all
 */
record Conditions(double paymentFactor, double paymentFailureShare) {
  private static final Conditions CALM = new Conditions(1, 0.003);
  private static final Conditions INCIDENT = new Conditions(14, 0.3);
  private static final long PERIOD_SECONDS = 600;
  private static final long BEGIN_SECONDS = 180;
  private static final long END_SECONDS = 300;

  /** At this time after the demo's start. */
  static Conditions at(Duration sinceStart) {
    long second = sinceStart.toSeconds() % PERIOD_SECONDS;
    return second >= BEGIN_SECONDS && second < END_SECONDS ? INCIDENT : CALM;
  }

  boolean incident() {
    return equals(INCIDENT);
  }

  /**
   * The share of the full rate at this time of day: 1 at eight in the evening, 0.4 at eight in the
   * morning.
   */
  static double share(LocalTime time) {
    double hours = time.toSecondOfDay() / 3600.0;
    return 0.7 + 0.3 * Math.cos(2 * Math.PI * (hours - 20) / 24);
  }
}
