// SPDX-License-Identifier: Apache-2.0
package orrery.query.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in the form of the metric APIs v1 and v2: whole numbers, 0 and a flag for none. */
final class Points {
  private Points() {}

  /** GraphQL's {@code IntValues}: a point per bucket, named by bucket and entity. */
  static Map<String, Object> of(
      List<@Nullable Double> values, @Nullable EntityId id, Buckets buckets) {
    List<Map<String, Object>> points = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String name = buckets.name(i) + "_" + (id == null ? "" : id.id());
      points.add(point(name, values.get(i)));
    }
    return Map.of("values", points);
  }

  /** GraphQL's {@code KVInt}. */
  static Map<String, Object> point(String id, @Nullable Double value) {
    return Map.of(
        "id", id, "value", value == null ? 0L : value.longValue(), "isEmptyValue", value == null);
  }
}
