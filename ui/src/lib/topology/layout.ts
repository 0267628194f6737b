// SPDX-License-Identifier: Apache-2.0
import { acyclic, components, ranks } from './layers';
import type { Pair } from './layers';
import { columnsOf, untangle } from './order';
import { COLUMN_PITCH, ROW_PITCH, place } from './place';

/** What a layout is made for; small enough to be posted to a worker. */
export interface LayoutInput {
  readonly count: number;
  readonly edges: readonly Pair[];
  /** Nodes that belong to the very left: the users. */
  readonly first: readonly number[];
}

export interface Layout {
  /** Centres of the nodes, in pixels at full size; the top left one is near 0, 0. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of each edge, the points it passes between its ends: x, y, x, y … from source to target. */
  readonly bends: readonly (readonly number[])[];
}

/** Beyond this the caller is to show less; a layout of so many takes some seconds. */
export const MAX_NODES = 5_000;

interface Box {
  readonly members: readonly number[];
  readonly layout: Layout;
  readonly width: number;
  readonly height: number;
}

/**
 * Lays a graph out from left to right, callers left of what they call. The same input gives the same
 * picture; the work is bounded by the sizes alone. What does not hang together is laid out apart and
 * packed: the largest part on top, single nodes in a grid at the end.
 *
 * @throws RangeError for more than `MAX_NODES` nodes
 */
export function layout(input: LayoutInput): Layout {
  if (input.count > MAX_NODES) throw new RangeError(`at most ${MAX_NODES} nodes can be laid out`);
  const first = new Set(input.first);
  const parts = components(input.count, input.edges);
  const singles = parts.filter((part) => part.length === 1).flat();
  const edgesOfPart = edgesByPart(input, parts);
  const boxes: Box[] = [];
  parts.forEach((members, at) => {
    if (members.length > 1) boxes.push(boxOf(members, edgesOfPart[at] ?? [], input, first));
  });
  if (singles.length > 0) boxes.push(gridOf(singles, boxes));
  return pack(input, boxes, edgesOfPart, parts);
}

/** Numbers of the edges in each part. */
function edgesByPart(input: LayoutInput, parts: readonly (readonly number[])[]): number[][] {
  const partOf = new Int32Array(input.count);
  parts.forEach((members, at) => members.forEach((node) => (partOf[node] = at)));
  const lists: number[][] = parts.map(() => []);
  input.edges.forEach(([source], edge) => lists[partOf[source] as number]?.push(edge));
  return lists;
}

function boxOf(
  members: readonly number[],
  edges: readonly number[],
  input: LayoutInput,
  first: ReadonlySet<number>,
): Box {
  const place = new Map(members.map((node, at) => [node, at]));
  const pairs = edges.map((edge): Pair => {
    const [source, target] = input.edges[edge] as Pair;
    return [place.get(source) as number, place.get(target) as number];
  });
  const leftmost = new Set(members.flatMap((node, at) => (first.has(node) ? [at] : [])));
  return { members, ...connected(members.length, pairs, leftmost) };
}

/** Lays out nodes that hang together. */
function connected(count: number, pairs: readonly Pair[], first: ReadonlySet<number>): Omit<Box, 'members'> {
  const forward = acyclic(count, pairs);
  const columns = columnsOf(ranks(count, forward, first), forward);
  untangle(columns);
  const placed = place(columns);
  const top = least(placed.y, count);
  const at = (node: number): [number, number] => [placed.x[node] as number, (placed.y[node] as number) - top];
  const bends = pairs.map(([source, target]) => {
    if (placed.folded) return [];
    const way = columns.ways.get(source * count + target);
    const back = columns.ways.get(target * count + source);
    return way?.flatMap(at) ?? back?.toReversed().flatMap(at) ?? [];
  });
  const x = placed.x.slice(0, count);
  const y = placed.y.slice(0, count).map((value) => value - top);
  return {
    layout: { x, y, bends },
    width: most(x) + COLUMN_PITCH,
    height: most(y) + ROW_PITCH,
  };
}

function least(values: Float64Array, count: number): number {
  let found = Infinity;
  for (let at = 0; at < count; at++) found = Math.min(found, values[at] as number);
  return found;
}

function most(values: Float64Array): number {
  return values.reduce((found, value) => Math.max(found, value), 0);
}

/** Nodes without calls, side by side, about as wide as the rest. */
function gridOf(members: readonly number[], others: readonly Box[]): Box {
  const widest = others.reduce((width, box) => Math.max(width, box.width), 0);
  const square = Math.ceil(Math.sqrt(members.length));
  const columns = Math.max(1, Math.min(members.length, Math.max(Math.floor(widest / COLUMN_PITCH), square)));
  const x = new Float64Array(members.length);
  const y = new Float64Array(members.length);
  members.forEach((_, at) => {
    x[at] = (at % columns) * COLUMN_PITCH;
    y[at] = Math.floor(at / columns) * ROW_PITCH;
  });
  const height = Math.ceil(members.length / columns) * ROW_PITCH;
  return { members, layout: { x, y, bends: [] }, width: columns * COLUMN_PITCH, height };
}

/** Boxes in rows, as wide as the widest or as makes the whole about square. */
function pack(
  input: LayoutInput,
  boxes: readonly Box[],
  edgesOfPart: readonly (readonly number[])[],
  parts: readonly (readonly number[])[],
): Layout {
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  const width = boxes.reduce((widest, box) => Math.max(widest, box.width), Math.sqrt(area * 1.5));
  const x = new Float64Array(input.count);
  const y = new Float64Array(input.count);
  const bends: (readonly number[])[] = input.edges.map(() => []);
  const edgesOf = new Map(parts.map((members, at) => [members[0], edgesOfPart[at] ?? []]));
  let left = 0;
  let top = 0;
  let tallest = 0;
  for (const box of boxes) {
    if (left > 0 && left + box.width > width) {
      left = 0;
      top += tallest + ROW_PITCH / 2;
      tallest = 0;
    }
    box.members.forEach((node, at) => {
      x[node] = (box.layout.x[at] as number) + left;
      y[node] = (box.layout.y[at] as number) + top;
    });
    box.layout.bends.forEach((bend, at) => {
      const edge = (edgesOf.get(box.members[0]) ?? [])[at];
      if (edge !== undefined) bends[edge] = bend.map((value, axis) => value + (axis % 2 === 0 ? left : top));
    });
    left += box.width;
    tallest = Math.max(tallest, box.height);
  }
  return { x, y, bends };
}
