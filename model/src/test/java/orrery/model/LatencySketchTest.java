// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {
  private static final double[] QUANTILES = {0, 0.01, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void quantilesAreWithinOnePercentOfAValueOfThatRank(long seed) {
    Random random = new Random(seed);
    int[] values = new int[1 + random.nextInt(5000)];
    LatencySketch sketch = new LatencySketch();
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) Math.min(Math.exp(random.nextDouble() * 18), LatencySketch.MAX_MILLIS);
      sketch.add(values[i]);
    }
    Arrays.sort(values);
    for (double quantile : QUANTILES) {
      int rank = (int) Math.max(1, Math.round(values.length * quantile));
      int exact = values[rank - 1];
      assertThat(Math.abs(sketch.quantile(quantile) - exact))
          .as("quantile %s of seed %s, exactly %s", quantile, seed, exact)
          .isLessThanOrEqualTo((int) Math.ceil(exact * 0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void mergingInAnyOrderGivesTheSameBytes(long seed) {
    Random random = new Random(seed);
    LatencySketch[] parts = new LatencySketch[5];
    LatencySketch all = new LatencySketch();
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new LatencySketch();
      for (int n = random.nextInt(300); n > 0; n--) {
        long value = (long) Math.exp(random.nextDouble() * 15);
        parts[i].add(value);
        all.add(value);
      }
    }
    LatencySketch forwards = new LatencySketch();
    LatencySketch backwards = new LatencySketch();
    for (int i = 0; i < parts.length; i++) {
      forwards.merge(parts[i]);
      backwards.mergeBytes(parts[parts.length - 1 - i].toBytes());
    }
    assertThat(forwards.toBytes()).isEqualTo(all.toBytes());
    assertThat(backwards.toBytes()).isEqualTo(all.toBytes());
    assertThat(forwards.count()).isEqualTo(all.count());
    assertThat(LatencySketch.ofBytes(all.toBytes()).toBytes()).isEqualTo(all.toBytes());
  }

  @Test
  void smallValuesAreExactAndOddOnesAreClamped() {
    LatencySketch sketch = new LatencySketch();
    sketch.add(-5);
    sketch.add(127);
    sketch.add(Long.MAX_VALUE);
    assertThat(sketch.quantile(0.1)).isZero();
    assertThat(sketch.quantile(0.5)).isEqualTo(127);
    assertThat(sketch.quantile(1)).isBetween(66_500_000, LatencySketch.MAX_MILLIS);
    assertThat(sketch.countBetween(0, 128)).isEqualTo(2);
  }

  @Test
  void anEmptySketchHasNoBytesAndNoQuantiles() {
    LatencySketch empty = new LatencySketch();
    assertThat(empty.toBytes()).isEmpty();
    assertThat(empty.quantile(0.5)).isZero();
    empty.merge(new LatencySketch());
    assertThat(empty.count()).isZero();
    assertThatThrownBy(() -> empty.quantile(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> empty.quantile(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] endless = {-1, -1, -1, -1, -1, -1, -1};
    byte[] cutOff = {5};
    byte[] outOfRange = {-1, -1, 127, 1};
    for (byte[] damaged : new byte[][] {endless, cutOff, outOfRange, {1, 0}}) {
      assertThatThrownBy(() -> LatencySketch.ofBytes(damaged)).isInstanceOf(Fault.Invalid.class);
    }
  }
}
