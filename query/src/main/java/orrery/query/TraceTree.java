// SPDX-License-Identifier: Apache-2.0
package orrery.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;

/**
 * The spans of a trace in the order people read them: each span is followed by what it called,
 * earliest first, across segments. Spans whose caller is missing start a tree of their own; trees
 * are in order of time. Every span comes exactly once, whatever the references claim.
 */
final class TraceTree {
  private static final Comparator<Node> BY_TIME =
      Comparator.comparingLong((Node node) -> node.span.startMillis())
          .thenComparing(node -> node.segment.segmentId())
          .thenComparingInt(node -> node.span.id());

  private final Map<Name, Node> nodes = new LinkedHashMap<>();
  private final Map<Name, List<Node>> children = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  private TraceTree(Collection<Segment> segments) {
    for (Segment segment : segments) {
      for (Span span : segment.spans()) {
        Node node = new Node(segment, span);
        nodes.putIfAbsent(node.name(), node);
      }
    }
    for (Node node : nodes.values()) {
      Name parent = parent(node);
      if (parent == null) {
        roots.add(node);
      } else {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node);
      }
    }
    roots.sort(BY_TIME);
    children.values().forEach(list -> list.sort(BY_TIME));
  }

  /** A span and the segment it belongs to. */
  record Node(Segment segment, Span span) {
    Name name() {
      return new Name(segment.segmentId(), span.id());
    }
  }

  record Name(String segmentId, int spanId) {}

  /**
   * @param segments of one trace; a segment id that comes twice counts once
   */
  static List<Node> inReadingOrder(Collection<Segment> segments) {
    return new TraceTree(segments).walk();
  }

  private @Nullable Name parent(Node node) {
    if (node.span.parentId() >= 0) {
      Name name = new Name(node.segment.segmentId(), node.span.parentId());
      return nodes.containsKey(name) && node.span.parentId() != node.span.id() ? name : null;
    }
    for (SegmentReference reference : node.span.references()) {
      Name name = new Name(reference.parentSegmentId(), reference.parentSpanId());
      if (nodes.containsKey(name) && !name.equals(node.name())) {
        return name;
      }
    }
    return null;
  }

  private List<Node> walk() {
    Set<Node> seen = new LinkedHashSet<>(nodes.size() * 2);
    Deque<Node> next = new ArrayDeque<>();
    for (Node root : roots) {
      visit(root, next, seen);
    }
    // What is left refers to itself in a circle: nothing leads into it from outside.
    for (Node node : nodes.values()) {
      visit(node, next, seen);
    }
    return List.copyOf(seen);
  }

  /** Not recursive: a segment may nest ten thousand deep. */
  private void visit(Node start, Deque<Node> next, Set<Node> seen) {
    next.push(start);
    while (!next.isEmpty()) {
      Node node = next.pop();
      if (seen.add(node)) {
        children.getOrDefault(node.name(), List.of()).reversed().forEach(next::push);
      }
    }
  }
}
