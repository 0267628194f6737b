// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import orrery.aggregate.Entity;
import orrery.model.Keys;
import orrery.model.Segment;
import orrery.model.Span;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.store.RecordRow;
import orrery.store.Schema;

/** What a segment is found by, and whether it is kept at all. */
final class SegmentIndex {
  /** A longer {@code key=value} is not searchable. */
  private static final int MAX_TAG_LENGTH = 256;

  private final PipelineSettings.SegmentSettings settings;
  private final TimeWindow window;
  private final LongAdder sampledOut;

  SegmentIndex(PipelineSettings settings, Telemetry telemetry) {
    this.settings = settings.segments();
    this.window =
        new TimeWindow(
            settings.aggregation().rollUps().recordsTtlMillis(),
            settings.maxAheadMillis(),
            telemetry.counter(SelfMetric.TRACE_DROPPED_COUNT, "old"),
            telemetry.counter(SelfMetric.TRACE_DROPPED_COUNT, "future"));
    this.sampledOut =
        telemetry.counter(SelfMetric.ORRERY_RECORDS_DROPPED, Schema.SEGMENT.name(), "sampled");
  }

  void add(Scene scene) {
    Segment segment = scene.segment();
    List<Span> spans = segment.spans();
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    boolean error = false;
    Span named = spans.getFirst();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      start = Math.min(start, span.startMillis());
      end = Math.max(end, span.endMillis());
      error |= span.error() && decides(span, i);
      if (span.type() == SpanType.ENTRY) {
        named = span;
      }
    }
    int latency = Math.clamp(end - start, 0, Integer.MAX_VALUE);
    if (!window.admits(start, scene.nowMillis())) {
      return;
    }
    if (!isKept(segment.traceId(), latency, error)) {
      sampledOut.increment();
      return;
    }
    Entity instance = scene.instance();
    Entity endpoint = scene.names().endpoint(scene.service(), named.operationName());
    scene
        .worker()
        .record(
            new RecordRow(
                Schema.SEGMENT,
                Keys.of(segment.segmentId()),
                start,
                new long[] {
                  Keys.of(segment.traceId()),
                  scene.service().key().key(),
                  instance == null ? 0 : instance.key().key(),
                  endpoint.key().key(),
                  latency,
                  error ? 1 : 0
                },
                tags(spans),
                segment.format(),
                segment.payload()));
  }

  private boolean decides(Span span, int position) {
    return switch (settings.errors()) {
      case FROM_SPAN_STATUS -> true;
      case FROM_ENTRY_SPAN -> span.type() == SpanType.ENTRY;
      case FROM_FIRST_SPAN -> position == 0;
    };
  }

  /** All segments of a trace share its fate, as far as the rate decides it. */
  private boolean isKept(String traceId, int latencyMillis, boolean error) {
    return Math.abs(traceId.hashCode() % 10_000) < settings.sampleRate()
        || (error && settings.forceErrors())
        || (settings.slowMillis() >= 0 && latencyMillis >= settings.slowMillis());
  }

  private List<String> tags(List<Span> spans) {
    Set<String> searchable = settings.searchableTags();
    List<Tag> found = null;
    for (int i = 0; i < spans.size(); i++) {
      List<Tag> tags = spans.get(i).tags();
      for (int j = 0; j < tags.size(); j++) {
        Tag tag = tags.get(j);
        if (searchable.contains(tag.key())) {
          found = added(found, tag);
        }
      }
    }
    if (found == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(found.size());
    for (Tag tag : found) {
      texts.add(tag.text());
    }
    return texts;
  }

  private static @Nullable List<Tag> added(@Nullable List<Tag> found, Tag tag) {
    if (tag.key().length() + 1 + tag.value().length() > MAX_TAG_LENGTH) {
      return found;
    }
    List<Tag> tags = found == null ? new ArrayList<>(4) : found;
    if (!tags.contains(tag)) {
      tags.add(tag);
    }
    return tags;
  }
}
