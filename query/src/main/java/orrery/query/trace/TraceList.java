// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.model.Segment;
import orrery.model.Span;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.query.schema.Arguments;
import orrery.query.schema.Durations;
import orrery.query.schema.TimeRange;
import orrery.store.RecordQuery;
import orrery.store.RecordQuery.Condition;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** The list of traces: segments that match, newest or slowest first. */
final class TraceList {
  /** The longest page. */
  static final int MAX_PAGE = 1_000;

  private final Segments segments;
  private final Durations durations;

  TraceList(Segments segments, Durations durations) {
    this.segments = segments;
    this.durations = durations;
  }

  /** Ids the segments belong to; blank (or 0, as old clients write) for any. */
  record About(String serviceId, String instanceId, String endpointId) {}

  /** A page of results. */
  private record Page(int offset, int limit) {}

  Map<String, Object> find(Arguments condition, About about) {
    List<Condition> conditions = conditions(condition, about);
    List<String> tags = tags(condition);
    Page page = page(condition);
    boolean byDuration = condition.text("queryOrder", "").equals("BY_DURATION");
    String traceId = condition.text("traceId", "").strip();
    List<Segments.Stored> found =
        traceId.isEmpty()
            ? search(condition, conditions, tags, page, byDuration)
            : ofTrace(traceId, conditions, tags, page, byDuration);
    return Map.of("traces", found.stream().map(TraceList::describe).toList());
  }

  private List<Segments.Stored> search(
      Arguments condition,
      List<Condition> conditions,
      List<String> tags,
      Page page,
      boolean byDuration) {
    TimeRange range = durations.readOptional(condition, "queryDuration");
    return segments.find(
        new RecordQuery(
            Schema.SEGMENT,
            range == null ? 0 : range.fromMillis(),
            range == null ? Long.MAX_VALUE : range.toMillis(),
            conditions,
            tags,
            byDuration,
            true,
            page.offset,
            page.limit));
  }

  /**
   * A trace is found by its id whatever the time asked for: who has an id wants that trace, and the
   * time in the form is left over from another search.
   */
  private List<Segments.Stored> ofTrace(
      String traceId,
      List<Condition> conditions,
      List<String> tags,
      Page page,
      boolean byDuration) {
    Comparator<RecordRow> order =
        byDuration
            ? Comparator.comparingLong(row -> row.value("latency"))
            : Comparator.comparingLong(RecordRow::timeMillis);
    return segments.storedOfTrace(traceId).stream()
        .filter(stored -> holds(stored.row(), conditions) && hasTags(stored.segment(), tags))
        .sorted(Comparator.comparing(Segments.Stored::row, order.reversed()))
        .skip(page.offset)
        .limit(page.limit)
        .toList();
  }

  private static boolean holds(RecordRow row, List<Condition> conditions) {
    for (Condition condition : conditions) {
      long value = row.value(condition.field());
      boolean holds =
          switch (condition.test()) {
            case EQUAL -> value == condition.operand();
            case AT_LEAST -> value >= condition.operand();
            case AT_MOST -> value <= condition.operand();
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasTags(Segment segment, List<String> tags) {
    List<String> present = new ArrayList<>();
    for (Span span : segment.spans()) {
      for (Tag tag : span.tags()) {
        present.add(tag.text());
      }
    }
    return present.containsAll(tags);
  }

  private static List<Condition> conditions(Arguments condition, About about) {
    List<Condition> conditions = new ArrayList<>();
    add(conditions, "service", about.serviceId);
    add(conditions, "instance", about.instanceId);
    add(conditions, "endpoint", about.endpointId);
    int shortest = condition.number("minTraceDuration", 0);
    int longest = condition.number("maxTraceDuration", 0);
    if (shortest > 0) {
      conditions.add(Condition.atLeast("latency", shortest));
    }
    if (longest > 0) {
      conditions.add(Condition.atMost("latency", longest));
    }
    switch (condition.text("traceState", "ALL")) {
      case "ERROR" -> conditions.add(Condition.equal("error", 1));
      case "SUCCESS" -> conditions.add(Condition.equal("error", 0));
      default -> {}
    }
    return conditions;
  }

  private static void add(List<Condition> conditions, String field, String id) {
    if (!id.isBlank() && !id.equals("0")) {
      conditions.add(Condition.equal(field, Keys.of(id)));
    }
  }

  private static List<String> tags(Arguments condition) {
    List<String> tags = new ArrayList<>();
    for (Arguments tag : condition.objects("tags")) {
      tags.add(new Tag(tag.text("key"), tag.text("value", "")).text());
    }
    return tags;
  }

  private static Page page(Arguments condition) {
    Arguments paging = condition.object("paging");
    int number = paging.number("pageNum", 1);
    int size = paging.number("pageSize", 0);
    if (size < 1 || size > MAX_PAGE) {
      throw new Fault.Invalid("pageSize is " + size + ", expected 1 to " + MAX_PAGE);
    }
    long offset = (Math.max(number, 1) - 1L) * size;
    if (offset + size > RecordQuery.MAX_DEPTH) {
      throw new Fault.Invalid(
          "page "
              + number
              + " is too deep: results can be paged "
              + RecordQuery.MAX_DEPTH
              + " deep; narrow the search instead");
    }
    return new Page((int) offset, size);
  }

  private static Map<String, Object> describe(Segments.Stored stored) {
    Segment segment = stored.segment();
    return Map.of(
        "segmentId", segment.segmentId(),
        "endpointNames", List.of(endpoint(segment)),
        "duration", (int) stored.row().value("latency"),
        "start", String.valueOf(stored.row().timeMillis()),
        "isError", stored.row().value("error") != 0,
        "traceIds", List.of(segment.traceId()),
        "serviceCode", segment.service(),
        "serviceInstanceName", segment.instance(),
        "spanCount", segment.spans().size());
  }

  /** The entry span names the segment, or the first span where there is none. */
  private static String endpoint(Segment segment) {
    @Nullable Span entry = null;
    for (Span span : segment.spans()) {
      if (span.type() == SpanType.ENTRY) {
        entry = span;
        break;
      }
    }
    return Objects.requireNonNullElse(entry, segment.spans().getFirst()).operationName();
  }
}
