// SPDX-License-Identifier: Apache-2.0
package orrery.query.schema;

import orrery.model.Tier;

/** How precise a duration is, and so how fine the answer. */
public enum Step {
  DAY("yyyy-MM-dd", Tier.DAY),
  HOUR("yyyy-MM-dd HH", Tier.HOUR),
  MINUTE("yyyy-MM-dd HHmm", Tier.MINUTE),
  /** Metrics have no seconds: they are read by the minute. */
  SECOND("yyyy-MM-dd HHmmss", Tier.MINUTE);

  private final String format;
  private final Tier tier;

  Step(String format, Tier tier) {
    this.format = format;
    this.tier = tier;
  }

  /** How clients write a point in time of this precision. */
  public String format() {
    return format;
  }

  /** The rows that answer a question of this precision. */
  public Tier tier() {
    return tier;
  }
}
