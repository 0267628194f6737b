// SPDX-License-Identifier: Apache-2.0
package orrery.query.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;

/**
 * Orders the spans of a trace depth first: a parent before its children, siblings by their start.
 * Spans whose parent is not there are roots. Whatever the references say (to nowhere, in circles),
 * every span comes exactly once.
 */
final class SpanTree {
  private static final Comparator<Node> BY_START =
      Comparator.comparingLong(node -> node.span.startMillis());

  /** Names a span within a trace. */
  private record SpanName(String segmentId, int spanId) {}

  /** A span and the segment it is of. Compared by identity of both. */
  record Node(Segment segment, Span span) {
    private SpanName name() {
      return new SpanName(segment.segmentId(), span.id());
    }
  }

  private final Map<SpanName, Node> nodes = new HashMap<>();
  private final Map<SpanName, List<Node>> children = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  private SpanTree() {}

  static List<Node> ordered(List<Segment> segments) {
    SpanTree tree = new SpanTree();
    List<Node> all = new ArrayList<>();
    for (Segment segment : segments) {
      for (Span span : segment.spans()) {
        Node node = new Node(segment, span);
        if (tree.nodes.putIfAbsent(node.name(), node) == null) {
          all.add(node);
        }
      }
    }
    all.forEach(tree::hang);
    return tree.walk(all);
  }

  private void hang(Node node) {
    SpanName parent = parent(node);
    if (parent.equals(node.name()) || !nodes.containsKey(parent)) {
      roots.add(node);
    } else {
      children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(node);
    }
  }

  /** Within the segment if it can be; else the first reference that leads to a span we have. */
  private SpanName parent(Node node) {
    SpanName inside = new SpanName(node.segment.segmentId(), node.span.parentId());
    if (nodes.containsKey(inside)) {
      return inside;
    }
    for (SegmentReference reference : node.span.references()) {
      SpanName outside = new SpanName(reference.parentSegmentId(), reference.parentSpanId());
      if (nodes.containsKey(outside)) {
        return outside;
      }
    }
    return inside;
  }

  private List<Node> walk(List<Node> all) {
    // By name, as comparing nodes would compare whole segments.
    Set<SpanName> visited = new LinkedHashSet<>();
    roots.sort(BY_START);
    roots.forEach(root -> descend(root, visited));
    // What is left hangs on itself in circles.
    all.forEach(node -> descend(node, visited));
    List<Node> ordered = new ArrayList<>(visited.size());
    for (SpanName name : visited) {
      Node node = nodes.get(name);
      if (node != null) {
        ordered.add(node);
      }
    }
    return ordered;
  }

  /** Without recursion: a trace may be ten thousand spans deep. */
  private void descend(Node root, Set<SpanName> visited) {
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (visited.add(node.name())) {
        List<Node> below = new ArrayList<>(children.getOrDefault(node.name(), List.of()));
        below.sort(BY_START);
        below.reversed().forEach(open::push);
      }
    }
  }
}
