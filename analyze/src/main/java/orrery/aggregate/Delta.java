// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import org.jspecify.annotations.Nullable;
import orrery.model.LatencySketch;

/** What one worker counted for one entity and minute since the last tick. */
final class Delta {
  private final Family family;
  private final Entity entity;
  private final long minuteMillis;
  private final long[] measures;
  private final @Nullable LatencySketch sketch;

  Delta(Family family, Entity entity, long minuteMillis) {
    this.family = family;
    this.entity = entity;
    this.minuteMillis = minuteMillis;
    this.measures = new long[family.schema().measures().size()];
    this.sketch = family.schema().sketch() ? new LatencySketch() : null;
  }

  boolean is(Family otherFamily, Entity otherEntity, long otherMinuteMillis) {
    return entity.equals(otherEntity) && family == otherFamily && minuteMillis == otherMinuteMillis;
  }

  /** Counts one call; order of measures as in {@link orrery.store.Schema#TRAFFIC_MEASURES}. */
  void call(int latencyMillis, boolean ok, int apdexMillis) {
    measures[0]++;
    measures[2] += latencyMillis;
    if (!ok) {
      measures[1]++;
    } else if (latencyMillis <= apdexMillis) {
      measures[3]++;
    } else if (latencyMillis <= 4L * apdexMillis) {
      measures[4]++;
    }
    if (sketch != null) {
      sketch.add(latencyMillis);
    }
  }

  Family family() {
    return family;
  }

  Entity entity() {
    return entity;
  }

  long minuteMillis() {
    return minuteMillis;
  }

  long[] measures() {
    return measures;
  }

  @Nullable LatencySketch sketch() {
    return sketch;
  }
}
