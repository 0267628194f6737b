// SPDX-License-Identifier: Apache-2.0

/** A call from one index to another. */
export type Pair = readonly [number, number];

/** Which nodes hang together: lists of indices in order, the largest list first. */
export function components(count: number, edges: readonly Pair[]): number[][] {
  const parent = Array.from({ length: count }, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (const [source, target] of edges) {
    const one = root(source);
    const other = root(target);
    if (one !== other) parent[Math.max(one, other)] = Math.min(one, other);
  }
  const lists = new Map<number, number[]>();
  for (let index = 0; index < count; index++) {
    const list = lists.get(root(index));
    if (list === undefined) lists.set(root(index), [index]);
    else list.push(index);
  }
  return [...lists.values()].sort(
    (one, other) => other.length - one.length || (one[0] as number) - (other[0] as number),
  );
}

/**
 * The edges turned so that they hold no cycle, self loops left out, each once: with as few turned
 * as a greedy order of Eades, Lin and Smyth needs, which takes sources first, sinks last and between
 * them the node that calls most and is called least. O(nodes² + edges).
 */
export function acyclic(count: number, edges: readonly Pair[]): Pair[] {
  const place = greedyOrder(count, edges);
  const turned = new Map<number, Pair>();
  for (const [source, target] of edges) {
    if (source === target) continue;
    const ahead = (place[source] as number) < (place[target] as number);
    const pair: Pair = ahead ? [source, target] : [target, source];
    turned.set(pair[0] * count + pair[1], pair);
  }
  return [...turned.values()];
}

function greedyOrder(count: number, edges: readonly Pair[]): Int32Array {
  const { next, previous } = adjacency(count, edges);
  const out = next.map((list) => list.length);
  const into = previous.map((list) => list.length);
  const place = new Int32Array(count).fill(-1);
  let first = 0;
  let last = count - 1;
  const take = (node: number, at: number): void => {
    place[node] = at;
    for (const target of next[node] as number[]) into[target] = (into[target] as number) - 1;
    for (const source of previous[node] as number[]) out[source] = (out[source] as number) - 1;
  };
  while (first <= last) {
    const node = pick(place, into, out);
    const sink = out[node] === 0 && into[node] !== 0;
    take(node, sink ? last-- : first++);
  }
  return place;
}

/** A source if there is one, else a sink, else where most more goes out than comes in. */
function pick(place: Int32Array, into: readonly number[], out: readonly number[]): number {
  let best = -1;
  let bestScore = -Infinity;
  for (let node = 0; node < place.length; node++) {
    if (place[node] !== -1) continue;
    if (into[node] === 0) return node;
    const score = out[node] === 0 ? Infinity : (out[node] as number) - (into[node] as number);
    if (score > bestScore) {
      best = node;
      bestScore = score;
    }
  }
  return best;
}

/** Targets and sources of each node; self loops left out. */
export function adjacency(count: number, edges: readonly Pair[]): { next: number[][]; previous: number[][] } {
  const next: number[][] = Array.from({ length: count }, () => []);
  const previous: number[][] = Array.from({ length: count }, () => []);
  for (const [source, target] of edges) {
    if (source === target) continue;
    next[source]?.push(target);
    previous[target]?.push(source);
  }
  return { next, previous };
}

/**
 * The column of each node of an acyclic graph, from 0: right of all that call it, and as near to
 * them as that allows; what nobody calls stands just left of what it calls, unless it is one of
 * `first`.
 */
export function ranks(count: number, edges: readonly Pair[], first: ReadonlySet<number>): Int32Array {
  const { next, previous } = adjacency(count, edges);
  const rank = new Int32Array(count);
  const order = topological(next, previous);
  for (const node of order) {
    for (const target of next[node] as number[]) {
      rank[target] = Math.max(rank[target] as number, (rank[node] as number) + 1);
    }
  }
  for (const node of order.reverse()) {
    const callees = next[node] as number[];
    const free = (previous[node] as number[]).length === 0 && !first.has(node);
    if (free && callees.length > 0) {
      rank[node] = Math.min(...callees.map((target) => rank[target] as number)) - 1;
    }
  }
  return rank;
}

function topological(next: readonly number[][], previous: readonly number[][]): number[] {
  const waiting = previous.map((list) => list.length);
  const order: number[] = [];
  waiting.forEach((sources, node) => sources === 0 && order.push(node));
  for (let at = 0; at < order.length; at++) {
    for (const target of next[order[at] as number] as number[]) {
      waiting[target] = (waiting[target] as number) - 1;
      if (waiting[target] === 0) order.push(target);
    }
  }
  return order;
}
