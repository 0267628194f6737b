// SPDX-License-Identifier: Apache-2.0
package orrery.model;

/**
 * How a span hangs on a span of another segment. Names are as the caller's agent wrote them, blank
 * when unknown.
 */
public record SegmentReference(
    boolean crossThread,
    String traceId,
    String parentSegmentId,
    int parentSpanId,
    String parentService,
    String parentInstance,
    String parentEndpoint,
    String addressUsedAtPeer) {}
