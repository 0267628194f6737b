// SPDX-License-Identifier: Apache-2.0
import { add, byText, health, inOrder, neighboursOf } from './model';
import type { Graph, GraphEdge, GraphNode, Health, Traffic } from './model';

/** What of a system somebody wants to see. */
export interface ViewOptions {
  /** Id of the node in the middle; null for the whole system. */
  readonly focus: string | null;
  /** How many calls away from the focus, in either direction; at least 1. */
  readonly hops: number;
  /** Only nodes of this layer and what they call or are called by; null for all. */
  readonly layer: string | null;
  /** Whether groups are drawn as one node each. */
  readonly fold: boolean;
  /** Groups that are drawn as their members even so. */
  readonly open: ReadonlySet<string>;
}

export const MAX_HOPS = 5;

/** The part of the graph the options ask for: first the layer, then the groups, then the focus. */
export function viewOf(graph: Graph, options: ViewOptions): Graph {
  let view = options.layer === null ? graph : ofLayer(graph, options.layer);
  if (options.fold) view = foldGroups(view, options.open);
  return options.focus === null ? view : around(view, options.focus, options.hops);
}

/** Nodes of a layer with their direct neighbours: a call is never shown with one end. */
function ofLayer(graph: Graph, layer: string): Graph {
  const inside = graph.nodes.map((node) => node.layers.includes(layer));
  const kept = new Set<number>();
  inside.forEach((is, index) => is && kept.add(index));
  const edges = graph.edges.filter((edge) => inside[edge.source] === true || inside[edge.target] === true);
  for (const edge of edges) kept.add(edge.source).add(edge.target);
  return subgraph(graph, kept, edges);
}

/**
 * A node, what it calls and what calls it, so many calls away. Callees of callers are left out, or
 * a database that everybody uses would bring in everybody. An unknown focus leaves nothing.
 */
export function around(graph: Graph, focus: string, hops: number): Graph {
  const start = graph.indexOf.get(focus);
  if (start === undefined) return subgraph(graph, new Set(), []);
  const { callers, callees } = neighboursOf(graph);
  const kept = new Set([...reach(callers, start, hops), ...reach(callees, start, hops)]);
  return subgraph(
    graph,
    kept,
    graph.edges.filter((edge) => kept.has(edge.source) && kept.has(edge.target)),
  );
}

/** Everything so many steps away, with the start. */
function reach(neighbours: readonly (readonly number[])[], start: number, hops: number): Set<number> {
  const reached = new Set([start]);
  let edge = [start];
  for (let hop = 0; hop < hops && edge.length > 0; hop++) {
    const next: number[] = [];
    for (const index of edge) {
      for (const neighbour of neighbours[index] ?? []) {
        if (!reached.has(neighbour)) {
          reached.add(neighbour);
          next.push(neighbour);
        }
      }
    }
    edge = next;
  }
  return reached;
}

function subgraph(graph: Graph, kept: ReadonlySet<number>, edges: readonly GraphEdge[]): Graph {
  if (kept.size === graph.nodes.length && edges.length === graph.edges.length) return graph;
  const places = new Map<number, number>();
  const nodes: GraphNode[] = [];
  graph.nodes.forEach((node, index) => {
    if (kept.has(index)) {
      places.set(index, nodes.length);
      nodes.push(node);
    }
  });
  const moved: GraphEdge[] = [];
  for (const edge of edges) {
    const source = places.get(edge.source);
    const target = places.get(edge.target);
    if (source !== undefined && target !== undefined) moved.push({ ...edge, source, target });
  }
  return { nodes, edges: moved, indexOf: new Map(nodes.map((node, index) => [node.id, index])) };
}

const GROUP_ID = 'group:';

export function groupId(group: string): string {
  return GROUP_ID + group;
}

/**
 * Draws each group as one node, but for those that are open or have one member only; calls within a
 * group go with it.
 */
export function foldGroups(graph: Graph, open: ReadonlySet<string>): Graph {
  const folded = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.group !== null && !open.has(node.group)) {
      const members = folded.get(node.group);
      if (members === undefined) folded.set(node.group, [node]);
      else members.push(node);
    }
  }
  for (const [group, members] of folded) if (members.length === 1) folded.delete(group);
  if (folded.size === 0) return graph;
  const idOf = (node: GraphNode): string =>
    node.group !== null && folded.has(node.group) ? groupId(node.group) : node.id;
  const nodes = graph.nodes.filter((node) => node.group === null || !folded.has(node.group));
  folded.forEach((members, group) => nodes.push(groupNode(group, members)));
  nodes.sort((one, other) => byText(one.name, other.name) || byText(one.id, other.id));
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  return { nodes, edges: mergedEdges(graph, idOf, indexOf), indexOf };
}

function groupNode(group: string, members: readonly GraphNode[]): GraphNode {
  const traffic = members.reduce<Traffic | null>((sum, member) => add(sum, member.traffic), null);
  return {
    id: groupId(group),
    name: group,
    label: group,
    group,
    kind: 'group',
    type: null,
    real: members.some((member) => member.real),
    layers: [...new Set(members.flatMap((member) => member.layers))].sort(byText),
    traffic,
    health: worst(members.map((member) => member.health)),
    members: members.length,
  };
}

const ORDER: readonly Health[] = ['unknown', 'idle', 'good', 'warn', 'bad'];

/** How bad a health is: higher is worse. */
export function severity(value: Health): number {
  return ORDER.indexOf(value);
}

/** One sick member is not to hide in a healthy group. */
function worst(all: readonly Health[]): Health {
  return all.reduce((one, other) => (severity(other) > severity(one) ? other : one), 'unknown');
}

function mergedEdges(
  graph: Graph,
  idOf: (node: GraphNode) => string,
  indexOf: ReadonlyMap<string, number>,
): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of graph.edges) {
    const from = graph.nodes[edge.source];
    const to = graph.nodes[edge.target];
    if (from === undefined || to === undefined) continue;
    const source = indexOf.get(idOf(from));
    const target = indexOf.get(idOf(to));
    if (source === undefined || target === undefined) continue;
    const within = source === target && edge.source !== edge.target;
    if (within) continue;
    const grouped = idOf(from) !== from.id || idOf(to) !== to.id;
    if (grouped && source === target) continue;
    const id = grouped ? `${idOf(from)}-${idOf(to)}` : edge.id;
    const before = merged.get(id);
    merged.set(id, before === undefined ? { ...edge, id, source, target } : together(before, edge));
  }
  return inOrder([...merged.values()]);
}

function together(one: GraphEdge, other: GraphEdge): GraphEdge {
  const traffic = add(one.traffic, other.traffic);
  return {
    ...one,
    client: add(one.client, other.client),
    server: add(one.server, other.server),
    traffic,
    health: health(traffic),
    components: [...new Set([...one.components, ...other.components])],
  };
}

/** Indices of nodes whose name or component holds the text, whatever its case; none for no text. */
export function matching(graph: Graph, text: string): number[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const found: number[] = [];
  graph.nodes.forEach((node, index) => {
    const words = `${node.name}\n${node.type ?? ''}`.toLocaleLowerCase();
    if (words.includes(wanted)) found.push(index);
  });
  return found;
}

/** All layers nodes are in, in order. */
export function layersOf(graph: Graph): string[] {
  return [...new Set(graph.nodes.flatMap((node) => node.layers))].sort(byText);
}

/** All groups, in order. */
export function groupsOf(graph: Graph): string[] {
  return [...new Set(graph.nodes.flatMap((node) => (node.group === null ? [] : [node.group])))].sort(byText);
}
