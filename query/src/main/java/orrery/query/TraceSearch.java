// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.TimeRange;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;
import orrery.store.Schema;

/**
 * What somebody looks for among the segments.
 *
 * @param traceId only of this trace; null for any
 * @param query everything else; with a trace id its times are open where none were given
 */
record TraceSearch(@Nullable String traceId, RecordQuery query) {
  private static final int MAX_PAGE = 1000;

  /**
   * @throws Fault.Invalid when neither a trace id nor a duration is given, or a page is out of
   *     bounds
   */
  static TraceSearch read(Arguments condition, Durations durations) {
    String traceId = condition.optionalText("traceId");
    if (traceId != null && traceId.isBlank()) {
      traceId = null;
    }
    TimeRange range = durations.readOptional(condition, "queryDuration");
    if (range == null && traceId == null) {
      throw new Fault.Invalid("a search for traces needs a queryDuration or a traceId");
    }
    Arguments paging = condition.object("paging");
    int size = paging.number("pageSize", 15);
    int page = Math.max(1, paging.number("pageNum", 1));
    if (size < 1 || size > MAX_PAGE || (page - 1L) * size > RecordQuery.MAX_DEPTH) {
      throw new Fault.Invalid(
          "a page of traces holds 1 to "
              + MAX_PAGE
              + ", and pages end at trace "
              + RecordQuery.MAX_DEPTH
              + "; asked for page "
              + page
              + " of "
              + size);
    }
    RecordQuery query =
        new RecordQuery(
            Schema.SEGMENT,
            range == null ? 0 : range.fromMillis(),
            range == null ? Long.MAX_VALUE : range.toMillis(),
            conditions(condition),
            tags(condition),
            condition.text("queryOrder").equals("BY_DURATION"),
            true,
            (page - 1) * size,
            size);
    return new TraceSearch(traceId, query);
  }

  private static List<Condition> conditions(Arguments condition) {
    List<Condition> conditions = new ArrayList<>();
    addKey(conditions, "service", condition.optionalText("serviceId"));
    addKey(conditions, "instance", condition.optionalText("serviceInstanceId"));
    addKey(conditions, "endpoint", condition.optionalText("endpointId"));
    int min = condition.number("minTraceDuration", 0);
    if (min > 0) {
      conditions.add(Condition.atLeast("latency", min));
    }
    int max = condition.number("maxTraceDuration", 0);
    if (max > 0) {
      conditions.add(Condition.atMost("latency", max));
    }
    switch (condition.text("traceState", "ALL")) {
      case "ERROR" -> conditions.add(Condition.equal("error", 1));
      case "SUCCESS" -> conditions.add(Condition.equal("error", 0));
      default -> {} // ALL
    }
    return conditions;
  }

  /** A blank id, or the 0 that old clients send, means any. */
  private static void addKey(List<Condition> conditions, String field, @Nullable String id) {
    if (id != null && !id.isBlank() && !id.equals("0")) {
      conditions.add(Condition.equal(field, Keys.of(id)));
    }
  }

  /** A tag without a value asks for nothing that is indexed; clients send it while people type. */
  private static List<String> tags(Arguments condition) {
    List<String> tags = new ArrayList<>();
    for (Arguments tag : condition.objects("tags")) {
      String value = tag.text("value", "");
      if (!value.isEmpty()) {
        tags.add(tag.text("key") + '=' + value);
      }
    }
    return tags;
  }
}
