// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import java.util.ArrayList;
import java.util.List;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanLog;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.receive.SegmentDecoder.Depth;
import orrery.receive.Texts.Limit;

/** Reads the spans of one segment, one after the other. Not thread-safe. */
final class SpanDecoder {
  private final WireReader in;
  private final Texts texts;
  private final boolean complete;
  private final List<SegmentReference> references = new ArrayList<>(2);
  private final List<Tag> tags = new ArrayList<>();
  private final List<SpanLog> logs = new ArrayList<>(0);

  private int id;
  private int parentId;
  private long startMillis;
  private long endMillis;
  private String operationName = "";
  private String peer = "";
  private int type;
  private int layer;
  private int componentId;
  private boolean error;
  private boolean skipAnalysis;

  SpanDecoder(WireReader in, Texts texts, Depth depth) {
    this.in = in;
    this.texts = texts;
    this.complete = depth == Depth.COMPLETE;
  }

  /** Reads the field at hand. */
  Span decode() {
    in.part();
    reset();
    int outerEnd = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      field(tag);
    }
    in.leave(outerEnd);
    return new Span(
        id,
        parentId,
        startMillis,
        endMillis,
        List.copyOf(references),
        operationName,
        peer,
        SpanType.of(type),
        SpanLayer.of(layer),
        componentId,
        error,
        List.copyOf(tags),
        List.copyOf(logs),
        skipAnalysis);
  }

  private void field(int tag) {
    switch (tag) {
      case 1 << 3 -> id = in.int32();
      case 2 << 3 -> parentId = in.int32();
      case 3 << 3 -> startMillis = in.varint();
      case 4 << 3 -> endMillis = in.varint();
      case 5 << 3 | 2 -> references.add(reference());
      case 6 << 3 | 2 -> operationName = name(Limit.ENDPOINT);
      case 7 << 3 | 2 -> peer = name(Limit.PEER);
      case 8 << 3 -> type = in.int32();
      case 9 << 3 -> layer = in.int32();
      case 10 << 3 -> componentId = in.int32();
      case 11 << 3 -> error = in.bool();
      case 12 << 3 | 2 -> tags.add(texts.tag(in));
      case 13 << 3 | 2 -> logs();
      case 14 << 3 -> skipAnalysis = in.bool();
      default -> in.skip(tag);
    }
  }

  private void reset() {
    id = 0;
    parentId = 0;
    startMillis = 0;
    endMillis = 0;
    operationName = "";
    peer = "";
    type = 0;
    layer = 0;
    componentId = 0;
    error = false;
    skipAnalysis = false;
    references.clear();
    tags.clear();
    logs.clear();
  }

  private SegmentReference reference() {
    in.part();
    boolean crossThread = false;
    String traceId = "";
    String parentSegmentId = "";
    int parentSpanId = 0;
    String parentService = "";
    String parentInstance = "";
    String parentEndpoint = "";
    String address = "";
    int outerEnd = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 -> crossThread = in.int32() == 1;
        case 2 << 3 | 2 -> traceId = texts.clip(texts.text(in), Limit.ID);
        case 3 << 3 | 2 -> parentSegmentId = texts.clip(texts.text(in), Limit.ID);
        case 4 << 3 -> parentSpanId = in.int32();
        case 5 << 3 | 2 -> parentService = texts.clip(texts.name(in), Limit.SERVICE);
        case 6 << 3 | 2 -> parentInstance = texts.clip(texts.name(in), Limit.INSTANCE);
        case 7 << 3 | 2 -> parentEndpoint = name(Limit.ENDPOINT);
        case 8 << 3 | 2 -> address = name(Limit.PEER);
        default -> in.skip(tag);
      }
    }
    in.leave(outerEnd);
    return new SegmentReference(
        crossThread,
        traceId,
        parentSegmentId,
        parentSpanId,
        parentService,
        parentInstance,
        parentEndpoint,
        address);
  }

  private String name(Limit limit) {
    String name = texts.name(in);
    return complete ? name : texts.clip(name, limit);
  }

  private void logs() {
    if (!complete) {
      in.advance(in.length());
      return;
    }
    in.part();
    long timeMillis = 0;
    List<Tag> data = new ArrayList<>();
    int outerEnd = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 -> timeMillis = in.varint();
        case 2 << 3 | 2 -> data.add(texts.tag(in));
        default -> in.skip(tag);
      }
    }
    in.leave(outerEnd);
    logs.add(new SpanLog(timeMillis, List.copyOf(data)));
  }
}
