// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

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

/** Stored segments, decoded. One that cannot be decoded is left out and logged. */
final class Segments {
  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

  /** Of a trace with more segments, the newest are shown. */
  static final int MAX_SEGMENTS = 1_000;

  private final RecordStore records;
  private final PayloadDecoder decoder;

  Segments(RecordStore records, PayloadDecoder decoder) {
    this.records = records;
    this.decoder = decoder;
  }

  /** A row with what is in its payload. */
  record Stored(RecordRow row, Segment segment) {}

  /** All segments of a trace, each once, in the order they started. */
  List<Segment> ofTrace(String traceId) {
    Map<String, Segment> segments = new LinkedHashMap<>();
    for (Stored stored : storedOfTrace(traceId)) {
      segments.putIfAbsent(stored.segment.segmentId(), stored.segment);
    }
    return List.copyOf(segments.values());
  }

  List<Stored> storedOfTrace(String traceId) {
    List<Stored> found =
        decode(records.group(Schema.SEGMENT, Keys.of(traceId), MAX_SEGMENTS), traceId);
    found.sort(Comparator.comparingLong(stored -> stored.row.timeMillis()));
    return found;
  }

  List<Stored> find(RecordQuery query) {
    return decode(records.find(query), null);
  }

  private List<Stored> decode(List<RecordRow> rows, @Nullable String traceId) {
    List<Stored> segments = new ArrayList<>(rows.size());
    for (RecordRow row : rows) {
      try {
        Segment segment = decoder.decode(row.format(), row.payload());
        // Rows are found by a key: two traces may share one.
        if (traceId == null || segment.traceId().equals(traceId)) {
          segments.add(new Stored(row, segment));
        }
      } catch (Fault.Invalid e) {
        LOG.warn(
            "A stored segment of {} ms cannot be read and is left out: {}",
            row.timeMillis(),
            e.getMessage());
      }
    }
    return segments;
  }
}
