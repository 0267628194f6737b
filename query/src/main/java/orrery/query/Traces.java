// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import orrery.model.Fault;
import orrery.model.Keys;
import orrery.model.PayloadDecoder;
import orrery.model.Segment;
import orrery.store.RecordQuery;
import orrery.store.RecordRow;
import orrery.store.RecordStore;
import orrery.store.Schema;

/** Finds segments and reads them again from what the agents sent. */
final class Traces {
  private static final Logger LOG = LoggerFactory.getLogger(Traces.class);

  /** Segments of one trace that are shown; of a longer trace, the newest. */
  static final int MAX_SEGMENTS = 5000;

  private final RecordStore records;
  private final PayloadDecoder decoder;

  Traces(RecordStore records, PayloadDecoder decoder) {
    this.records = records;
    this.decoder = decoder;
  }

  RecordStore records() {
    return records;
  }

  /** The segments of a page, in the order asked for. */
  List<Segment> find(TraceSearch search) {
    String traceId = search.traceId();
    List<RecordRow> rows =
        traceId == null ? records.find(search.query()) : ofTrace(traceId, search.query());
    return decode(rows, traceId);
  }

  /** All segments of a trace, oldest first, each once; empty when there is no such trace. */
  List<Segment> segments(String traceId) {
    List<RecordRow> rows = records.group(Schema.SEGMENT, Keys.of(traceId), MAX_SEGMENTS);
    Map<String, Segment> segments = new LinkedHashMap<>();
    for (Segment segment : decode(rows, traceId)) {
      segments.putIfAbsent(segment.segmentId(), segment);
    }
    return List.copyOf(segments.values());
  }

  /** The other filters on the few segments of one trace. */
  private List<RecordRow> ofTrace(String traceId, RecordQuery query) {
    Comparator<RecordRow> order =
        query.byRank()
            ? Comparator.comparingLong(row -> row.value("latency"))
            : Comparator.comparingLong(RecordRow::timeMillis);
    return records.group(Schema.SEGMENT, Keys.of(traceId), MAX_SEGMENTS).stream()
        .filter(row -> matches(row, query))
        .sorted(order.reversed())
        .skip(query.offset())
        .limit(query.limit())
        .toList();
  }

  private static boolean matches(RecordRow row, RecordQuery query) {
    return row.timeMillis() >= query.fromMillis()
        && row.timeMillis() <= query.toMillis()
        && query.conditions().stream()
            .allMatch(condition -> {
              long value = row.value(condition.field());
              return switch (condition.test()) {
                case EQUAL -> value == condition.operand();
                case AT_LEAST -> value >= condition.operand();
                case AT_MOST -> value <= condition.operand();
              };
            });
  }

  /** One damaged payload must not hide the others. A trace id is checked: its key might collide. */
  private List<Segment> decode(List<RecordRow> rows, @Nullable String traceId) {
    List<Segment> segments = new ArrayList<>(rows.size());
    for (RecordRow row : rows) {
      try {
        Segment segment = decoder.decode(row.format(), row.payload());
        if (traceId == null || segment.traceId().equals(traceId)) {
          segments.add(segment);
        }
      } catch (Fault.Invalid e) {
        LOG.warn("A stored segment cannot be read and is left out: {}", e.getMessage());
      }
    }
    return segments;
  }
}
