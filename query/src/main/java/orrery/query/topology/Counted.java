// SPDX-License-Identifier: Apache-2.0
package orrery.query.topology;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import orrery.store.MetricPoint;
import orrery.store.Schema;

/** The traffic of one or several points of a traffic family, added up. Not thread-safe. */
final class Counted {
  private static final int CALLS = Schema.TRAFFIC_MEASURES.indexOf("calls");
  private static final int ERRORS = Schema.TRAFFIC_MEASURES.indexOf("errors");
  private static final int DURATION = Schema.TRAFFIC_MEASURES.indexOf("duration_millis");
  private static final int SATISFIED = Schema.TRAFFIC_MEASURES.indexOf("satisfied");
  private static final int TOLERATED = Schema.TRAFFIC_MEASURES.indexOf("tolerated");

  private final long[] sums = new long[Schema.TRAFFIC_MEASURES.size()];

  /** With one more point. */
  Counted plus(MetricPoint point) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += point.measures()[i];
    }
    return this;
  }

  /** As the fields of the GraphQL type Traffic. */
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("calls", sums[CALLS]);
    fields.put("errors", sums[ERRORS]);
    fields.put("durationMillis", sums[DURATION]);
    fields.put(
        "apdex", sums[CALLS] == 0 ? null : (sums[SATISFIED] + sums[TOLERATED] / 2.0) / sums[CALLS]);
    return fields;
  }
}
