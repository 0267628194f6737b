// SPDX-License-Identifier: Apache-2.0
package orrery.model;

import java.util.List;

/**
 * What one process did for one trace, in one thread: the unit agents report.
 *
 * @param spans in the order received; never empty (a decoder refuses a segment without spans)
 * @param payload the segment as received, encoded in {@code format}; owned by the segment, not to
 *     be changed
 */
public record Segment(
    String traceId,
    String segmentId,
    String service,
    String instance,
    List<Span> spans,
    boolean sizeLimited,
    PayloadFormat format,
    byte[] payload) {}
