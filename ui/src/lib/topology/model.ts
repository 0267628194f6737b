// SPDX-License-Identifier: Apache-2.0
import { gradeOf } from '../health';
import { kindOf as kindOfName } from '../kinds';
import type { Kind as IconKind } from '../kinds';

/** What was counted on one side of a call, or by a service, in the whole duration asked for. */
export interface Traffic {
  readonly calls: number;
  readonly errors: number;
  readonly durationMillis: number;
  /** 0 to 1; null where it is not kept. */
  readonly apdex: number | null;
}

/** The parts of the server's answer that a graph is made of. */
export interface AnswerNode {
  readonly id: string;
  readonly name: string;
  readonly type?: string | null;
  readonly isReal: boolean;
  readonly layers?: readonly string[];
  readonly traffic?: Traffic | null;
  /** Set where it is known beforehand, as of instances. */
  readonly kind?: Kind;
}

export interface AnswerCall {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceComponents?: readonly string[];
  readonly targetComponents?: readonly string[];
  readonly client?: Traffic | null;
  readonly server?: Traffic | null;
}

export interface Answer {
  readonly nodes: readonly AnswerNode[];
  readonly calls: readonly AnswerCall[];
}

/** What a node is drawn as. */
export type Kind = Exclude<IconKind, 'endpoint'> | 'browser' | 'group';

/** Worst last; unknown is where nothing is counted, idle where nothing was called. */
export type Health = 'unknown' | 'idle' | 'good' | 'warn' | 'bad';

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  /** The name without its group. */
  readonly label: string;
  readonly group: string | null;
  readonly kind: Kind;
  /** The component it is made of, as the server names it. */
  readonly type: string | null;
  readonly real: boolean;
  readonly layers: readonly string[];
  readonly traffic: Traffic | null;
  readonly health: Health;
  /** How many services a folded group stands for; 1 otherwise. */
  readonly members: number;
}

export interface GraphEdge {
  readonly id: string;
  /** Indices into the graph's nodes. */
  readonly source: number;
  readonly target: number;
  readonly client: Traffic | null;
  readonly server: Traffic | null;
  /** What the caller saw; what the callee saw where the caller tells nothing. */
  readonly traffic: Traffic | null;
  readonly health: Health;
  readonly components: readonly string[];
}

/** Nodes in the order of their names, edges in the order of their ends: the same for the same system. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly indexOf: ReadonlyMap<string, number>;
}

export const EMPTY_GRAPH: Graph = { nodes: [], edges: [], indexOf: new Map() };

export function health(traffic: Traffic | null): Health {
  if (traffic === null) return 'unknown';
  if (traffic.calls === 0) return 'idle';
  return gradeOf(traffic.errors / traffic.calls, traffic.apdex ?? 1);
}

/** Two counts together; apdex is weighted by calls, and unknown where one side's is. */
export function add(one: Traffic | null, other: Traffic | null): Traffic | null {
  if (one === null || other === null) return one ?? other;
  const calls = one.calls + other.calls;
  const apdex =
    one.apdex === null || other.apdex === null || calls === 0
      ? null
      : (one.apdex * one.calls + other.apdex * other.calls) / calls;
  return {
    calls,
    errors: one.errors + other.errors,
    durationMillis: one.durationMillis + other.durationMillis,
    apdex,
  };
}

const LAYER_KINDS: Readonly<Record<string, Kind>> = {
  VIRTUAL_DATABASE: 'database',
  VIRTUAL_CACHE: 'cache',
  VIRTUAL_MQ: 'queue',
  VIRTUAL_GATEWAY: 'gateway',
  BROWSER: 'browser',
  FAAS: 'function',
  APISIX: 'gateway',
  NGINX: 'gateway',
  KONG: 'gateway',
  MYSQL: 'database',
  POSTGRESQL: 'database',
  MONGODB: 'database',
  ELASTICSEARCH: 'database',
  CLICKHOUSE: 'database',
  REDIS: 'cache',
  KAFKA: 'queue',
  RABBITMQ: 'queue',
  ROCKETMQ: 'queue',
  PULSAR: 'queue',
  ACTIVEMQ: 'queue',
};

/** What a node is, by its layers, or else by what it is made of. */
export function kindOf(node: AnswerNode): Kind {
  if (node.type === 'USER') return 'user';
  const byName = kindOfName(node.type, node.isReal);
  for (const layer of node.layers ?? []) {
    const kind = LAYER_KINDS[layer];
    if (kind !== undefined) return byName === 'search' ? byName : kind;
  }
  if (node.isReal) return byName === 'gateway' ? byName : 'service';
  return byName === 'endpoint' ? 'external' : byName;
}

const GROUP_MARK = '::';

/** A name such as `shop::cart` tells the group before its first mark. */
export function splitGroup(name: string): { group: string | null; label: string } {
  const at = name.indexOf(GROUP_MARK);
  return at <= 0 || at + GROUP_MARK.length === name.length
    ? { group: null, label: name }
    : { group: name.slice(0, at), label: name.slice(at + GROUP_MARK.length) };
}

/** The same order everywhere, whatever the language of the reader. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Flow {
  incoming: Traffic | null;
  outgoing: Traffic | null;
  /** Whether it told something itself, as only what has an agent does. */
  told: boolean;
}

/**
 * A graph of the server's answer. A service that never tells anything itself is outside, even though
 * the server cannot know that of an address called by HTTP. Nodes told twice count once, calls without both ends do not count.
 * What no agent runs in has the traffic its callers saw; the user has that of what was called.
 */
export function graphOf(answer: Answer): Graph {
  const nodes = [...new Map(answer.nodes.map((node) => [node.id, node])).values()];
  nodes.sort((one, other) => byText(one.name, other.name) || byText(one.id, other.id));
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const edges = edgesOf(answer.calls, indexOf);
  const flows = nodes.map((): Flow => ({ incoming: null, outgoing: null, told: false }));
  for (const edge of edges) {
    const source = flows[edge.source];
    const target = flows[edge.target];
    if (source === undefined || target === undefined) continue;
    source.outgoing = add(source.outgoing, edge.server ?? edge.client);
    source.told ||= edge.client !== null;
    target.incoming = add(target.incoming, edge.traffic);
    target.told ||= edge.server !== null;
  }
  return { nodes: nodes.map((node, index) => nodeOf(node, flows[index])), edges, indexOf };
}

function nodeOf(node: AnswerNode, flow: Flow | undefined): GraphNode {
  const own = node.traffic ?? null;
  const silent = own === null && node.kind === undefined && flow?.told !== true;
  const kind = silent && kindOf(node) === 'service' ? 'external' : (node.kind ?? kindOf(node));
  const traffic = own ?? (kind === 'user' ? flow?.outgoing : flow?.incoming) ?? null;
  return {
    id: node.id,
    name: node.name,
    // What looks like a group in the name of an instance is an address of IPv6.
    ...(kind === 'instance' ? { group: null, label: node.name } : splitGroup(node.name)),
    kind,
    type: node.type ?? null,
    real: node.isReal,
    layers: node.layers ?? [],
    traffic,
    health: health(traffic),
    members: 1,
  };
}

function edgesOf(calls: readonly AnswerCall[], indexOf: ReadonlyMap<string, number>): GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const call of calls) {
    const source = indexOf.get(call.source);
    const target = indexOf.get(call.target);
    if (source === undefined || target === undefined) continue;
    const client = call.client ?? null;
    const server = call.server ?? null;
    const traffic = client ?? server;
    const components = [...new Set([...(call.sourceComponents ?? []), ...(call.targetComponents ?? [])])];
    edges.set(call.id, { id: call.id, source, target, client, server, traffic, health: health(traffic), components });
  }
  return inOrder([...edges.values()]);
}

/** Edges by source, then target, then id. */
export function inOrder(edges: GraphEdge[]): GraphEdge[] {
  return edges.sort(
    (one, other) => one.source - other.source || one.target - other.target || byText(one.id, other.id),
  );
}

/** Who calls a node and whom it calls, by index, itself left out. */
export interface Neighbours {
  readonly callers: readonly (readonly number[])[];
  readonly callees: readonly (readonly number[])[];
}

export function neighboursOf(graph: Graph): Neighbours {
  const callers: number[][] = graph.nodes.map(() => []);
  const callees: number[][] = graph.nodes.map(() => []);
  for (const edge of graph.edges) {
    if (edge.source === edge.target) continue;
    callers[edge.target]?.push(edge.source);
    callees[edge.source]?.push(edge.target);
  }
  return { callers, callees };
}
