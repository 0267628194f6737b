// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work inside a segment.
 *
 * @param id from 0, unique in the segment
 * @param parentId {@code -1} at the segment's root
 * @param peer address of the other side of an exit span (or of the broker of an MQ entry); blank
 *     when unknown
 * @param logs empty where the decoder was asked to leave them out, as on the ingest path
 */
public record Span(
    int id,
    int parentId,
    long startMillis,
    long endMillis,
    List<SegmentReference> references,
    String operationName,
    String peer,
    SpanType type,
    SpanLayer layer,
    int componentId,
    boolean error,
    List<Tag> tags,
    List<SpanLog> logs,
    boolean skipAnalysis) {

  /** How long it took, in milliseconds; 0 for a span that claims to end before it starts. */
  public int durationMillis() {
    return Math.clamp(endMillis - startMillis, 0, Integer.MAX_VALUE);
  }

  /** The value of the first tag of this key, or null. */
  public @Nullable String tag(String key) {
    for (Tag tag : tags) {
      if (tag.key().equals(key)) {
        return tag.value();
      }
    }
    return null;
  }
}
