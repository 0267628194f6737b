// SPDX-License-Identifier: Apache-2.0
import type { Pair } from './layers';

/**
 * Nodes in columns. Beyond the real nodes there are way points, numbered from `real` on: one in each
 * column a long edge passes, so that edges keep clear of nodes.
 */
export interface Columns {
  readonly real: number;
  /** Numbers of nodes and way points from top to bottom, column by column. */
  readonly columns: number[][];
  /** Neighbours of each in the column left and right of it. */
  readonly left: number[][];
  readonly right: number[][];
  /** Way points of the edge between two nodes, from left to right, by `source * real + target`. */
  readonly ways: ReadonlyMap<number, readonly number[]>;
}

/** Beyond so many way points the longest edges go without. */
const MAX_WAY_POINTS = 12_000;

/** Puts nodes into their columns and way points between them; the shortest edges first. */
export function columnsOf(rank: Int32Array, edges: readonly Pair[], maxWayPoints = MAX_WAY_POINTS): Columns {
  const real = rank.length;
  const columns: number[][] = Array.from({ length: rank.reduce((most, at) => Math.max(most, at + 1), 0) }, () => []);
  rank.forEach((at, node) => columns[at]?.push(node));
  const left: number[][] = Array.from({ length: real }, () => []);
  const right: number[][] = Array.from({ length: real }, () => []);
  const ways = new Map<number, number[]>();
  const length = ([source, target]: Pair): number => (rank[target] as number) - (rank[source] as number);
  const join = (one: number, other: number): void => {
    right[one]?.push(other);
    left[other]?.push(one);
  };
  for (const edge of [...edges].sort((one, other) => length(one) - length(other))) {
    const [source, target] = edge;
    if (left.length - real + length(edge) - 1 > maxWayPoints) break;
    const way: number[] = [];
    let before = source;
    for (let at = (rank[source] as number) + 1; at < (rank[target] as number); at++) {
      const point = left.length;
      left.push([]);
      right.push([]);
      columns[at]?.push(point);
      join(before, point);
      way.push(point);
      before = point;
    }
    join(before, target);
    if (way.length > 0) ways.set(source * real + target, way);
  }
  return { real, columns, left, right, ways };
}

/** Work one call may do, in edges looked at: bounds the time whatever the graph. */
const WORK = 3_000_000;
const MOST_SWEEPS = 24;

/**
 * Sorts each column so that few edges cross: sweeps to and fro, each node towards the mean place of
 * its neighbours, and keeps the best seen. The work is bounded and does not depend on the clock, so
 * the same graph always gets the same order.
 */
export function untangle(graph: Columns): void {
  const size = graph.left.reduce((sum, list) => sum + list.length + 1, 0);
  const sweeps = Math.max(2, Math.min(MOST_SWEEPS, Math.floor(WORK / (size * 8))));
  const place = new Float64Array(graph.left.length);
  const number = (column: readonly number[]): void => column.forEach((node, at) => (place[node] = at));
  graph.columns.forEach(number);
  let best = graph.columns.map((column) => [...column]);
  let fewest = crossings(graph);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const rightwards = sweep % 2 === 0;
    const order = rightwards ? graph.columns : [...graph.columns].reverse();
    for (const column of order) {
      byMeans(column, rightwards ? graph.left : graph.right, place);
      number(column);
    }
    const now = crossings(graph);
    if (now < fewest) {
      fewest = now;
      best = graph.columns.map((column) => [...column]);
    }
  }
  best.forEach((column, at) => (graph.columns[at] = column));
}

/** Sorts a column by the mean place of neighbours; who has none keeps the place it has. */
function byMeans(column: number[], neighbours: readonly number[][], place: Float64Array): void {
  const means = new Map<number, number>();
  column.forEach((node, at) => {
    const list = neighbours[node] as number[];
    const sum = list.reduce((total, other) => total + (place[other] as number), 0);
    means.set(node, list.length === 0 ? at : sum / list.length);
  });
  column.sort((one, other) => (means.get(one) as number) - (means.get(other) as number));
}

/** How many pairs of edges cross between neighbouring columns. O(edges · log nodes). */
export function crossings(graph: Columns): number {
  let sum = 0;
  for (let at = 0; at + 1 < graph.columns.length; at++) {
    sum += between(graph.columns[at] as number[], graph.columns[at + 1] as number[], graph.right);
  }
  return sum;
}

function between(one: readonly number[], other: readonly number[], right: readonly number[][]): number {
  const place = new Map(other.map((node, at) => [node, at]));
  const tree = new Int32Array(other.length + 1);
  let seen = 0;
  let sum = 0;
  for (const node of one) {
    const targets = (right[node] as number[]).map((target) => place.get(target) as number);
    for (const target of targets) {
      let upTo = 0;
      for (let at = target + 1; at > 0; at -= at & -at) upTo += tree[at] as number;
      sum += seen - upTo;
    }
    for (const target of targets) {
      for (let at = target + 1; at <= other.length; at += at & -at) tree[at] = (tree[at] as number) + 1;
    }
    seen += targets.length;
  }
  return sum;
}
