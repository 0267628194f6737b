// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.concurrent.atomic.LongAdder;

/**
 * From when to when something may have happened: not longer ago than it would be kept, not further
 * ahead than clocks may differ. What lies outside is counted.
 */
record TimeWindow(long oldestMillis, long maxAheadMillis, LongAdder tooOld, LongAdder tooNew) {

  boolean admits(long timeMillis, long nowMillis) {
    if (timeMillis < nowMillis - oldestMillis) {
      tooOld.increment();
      return false;
    }
    if (timeMillis > nowMillis + maxAheadMillis) {
      tooNew.increment();
      return false;
    }
    return true;
  }
}
