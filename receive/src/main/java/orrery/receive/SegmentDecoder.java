// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.ArrayList;
import java.util.List;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.Span;
import orrery.receive.Texts.Limit;

/**
 * Reads {@code skywalking.v3.SegmentObject} straight from the wire into the model. Unknown fields
 * are skipped, unknown enum numbers read as the model says. Thread-safe.
 */
final class SegmentDecoder {

  /** How much is read. */
  enum Depth {
    /** What analysis needs: no logs; names cut to the length entities may have. */
    INGEST,
    /** What somebody looks at: logs; operation names and peers as they were sent. */
    COMPLETE
  }

  private final Texts texts;
  private final Depth depth;

  SegmentDecoder(Texts texts, Depth depth) {
    this.texts = texts;
    this.depth = depth;
  }

  /**
   * @param payload becomes the segment's
   * @throws Fault.Invalid when the bytes are malformed, or there is no span, trace id or segment id
   */
  Segment decode(byte[] payload) {
    WireReader in = new WireReader(payload, 0, payload.length);
    SpanDecoder spanDecoder = new SpanDecoder(in, texts, depth);
    List<Span> spans = new ArrayList<>();
    String traceId = "";
    String segmentId = "";
    String service = "";
    String instance = "";
    boolean sizeLimited = false;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | 2 -> traceId = texts.clip(texts.text(in), Limit.ID);
        case 2 << 3 | 2 -> segmentId = texts.clip(texts.text(in), Limit.ID);
        case 3 << 3 | 2 -> spans.add(spanDecoder.decode());
        case 4 << 3 | 2 -> service = texts.name(in);
        case 5 << 3 | 2 -> instance = texts.name(in);
        case 6 << 3 -> sizeLimited = in.bool();
        default -> in.skip(tag);
      }
    }
    if (spans.isEmpty()) {
      throw new Fault.Invalid("a segment without spans, of service \"" + service + '"');
    }
    if (traceId.isBlank() || segmentId.isBlank()) {
      throw new Fault.Invalid(
          "a segment without trace or segment id, of service \"" + service + '"');
    }
    return new Segment(
        traceId,
        segmentId,
        texts.service(service),
        texts.clip(instance, Limit.INSTANCE),
        List.copyOf(spans),
        sizeLimited,
        PayloadFormat.SKYWALKING_SEGMENT,
        payload);
  }
}
