// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import java.util.List;

/**
 * A trace encoded once: its segments, the caller before the called.
 *
 * @param durationMillis how long it takes before stretching
 */
record TraceTemplate(List<SegmentTemplate> segments, double durationMillis) {
  TraceTemplate {
    segments = List.copyOf(segments);
  }
}
