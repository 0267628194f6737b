// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as clients read them: the same everywhere, whatever the server's language. */
public final class Decimals {
  private static final int FRACTION_DIGITS = 3;

  private Decimals() {}

  /**
   * Plain decimal digits, at most {@value #FRACTION_DIGITS} behind the point, rounded half up.
   *
   * @param value a finite number
   */
  public static String text(double value) {
    return BigDecimal.valueOf(value)
        .setScale(FRACTION_DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
