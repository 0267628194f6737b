// SPDX-License-Identifier: Apache-2.0
import type { Layout } from './layout';
import { neighboursOf } from './model';
import type { Graph, Neighbours } from './model';
import { COLUMN_PITCH, ROW_PITCH } from './place';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands: of each node by id, and the bends of edges by id. */
export interface Places {
  readonly points: ReadonlyMap<string, Point>;
  readonly bends: ReadonlyMap<string, readonly number[]>;
}

export const NO_PLACES: Places = { points: new Map(), bends: new Map() };

/** Of what is not drawn any more, so many places are remembered, should it come back. */
const MOST_REMEMBERED = 4_000;
/** With more new nodes than this share, the old picture is not worth keeping. */
const NEW_SHARE = 0.4;
/** How far round its wish a new node looks for a free place, in half pitches. */
const MOST_RINGS = 60;

export function placesOf(graph: Graph, layout: Layout): Places {
  const points = new Map<string, Point>();
  graph.nodes.forEach((node, at) => points.set(node.id, { x: layout.x[at] as number, y: layout.y[at] as number }));
  const bends = new Map<string, readonly number[]>();
  graph.edges.forEach((edge, at) => {
    const bend = layout.bends[at] ?? [];
    if (bend.length > 0) bends.set(edge.id, bend);
  });
  return { points, bends };
}

/** Whether a graph is near enough to what stands already to fit it in rather than begin anew. */
export function fits(graph: Graph, places: Places): boolean {
  const unknown = graph.nodes.filter((node) => !places.points.has(node.id)).length;
  return graph.nodes.length > 0 && unknown <= graph.nodes.length * NEW_SHARE;
}

/**
 * Keeps what stands where it is and gives new nodes the free place nearest to where their callers
 * and callees would have them. Nothing that stood before moves. The places of what is gone are kept,
 * bounded, so that a node that pauses comes back where it was.
 */
export function settle(graph: Graph, places: Places): Places {
  const fresh = graph.nodes.flatMap((node, at) => (places.points.has(node.id) ? [] : [at]));
  if (fresh.length === 0) return places;
  const points = new Map(places.points);
  const taken = new Taken();
  for (const node of graph.nodes) {
    const point = points.get(node.id);
    if (point !== undefined) taken.add(point);
  }
  const neighbours = neighboursOf(graph);
  const waiting = new Set(fresh);
  while (waiting.size > 0) {
    const [at, wish] = nextOf(graph, waiting, neighbours, points) ?? [first(waiting), below(graph, points)];
    const point = taken.nearestFree(wish);
    taken.add(point);
    points.set(graph.nodes[at]?.id ?? '', point);
    waiting.delete(at);
  }
  return { points: remembered(graph, points), bends: places.bends };
}

function first(waiting: ReadonlySet<number>): number {
  return waiting.values().next().value ?? 0;
}

/** The first waiting node that has a neighbour with a place, and where that would have it. */
function nextOf(
  graph: Graph,
  waiting: ReadonlySet<number>,
  neighbours: Neighbours,
  points: ReadonlyMap<string, Point>,
): [number, Point] | null {
  const placed = (index: number): Point | undefined => points.get(graph.nodes[index]?.id ?? '');
  for (const at of waiting) {
    const wishes: Point[] = [];
    for (const caller of neighbours.callers[at] ?? []) {
      const point = waiting.has(caller) ? undefined : placed(caller);
      if (point !== undefined) wishes.push({ x: point.x + COLUMN_PITCH, y: point.y });
    }
    for (const callee of neighbours.callees[at] ?? []) {
      const point = waiting.has(callee) ? undefined : placed(callee);
      if (point !== undefined) wishes.push({ x: point.x - COLUMN_PITCH, y: point.y });
    }
    if (wishes.length > 0) return [at, mean(wishes)];
  }
  return null;
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((one, other) => ({ x: one.x + other.x, y: one.y + other.y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** The place for what nobody calls: under everything, at the left. */
function below(graph: Graph, points: ReadonlyMap<string, Point>): Point {
  let left = Infinity;
  let bottom = -Infinity;
  for (const node of graph.nodes) {
    const point = points.get(node.id);
    if (point === undefined) continue;
    left = Math.min(left, point.x);
    bottom = Math.max(bottom, point.y);
  }
  return left === Infinity ? { x: 0, y: 0 } : { x: left, y: bottom + 1.5 * ROW_PITCH };
}

/** What is drawn, and of the rest the latest. */
function remembered(graph: Graph, points: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  if (points.size <= MOST_REMEMBERED + graph.nodes.length) return points;
  const gone = [...points].filter(([id]) => !graph.indexOf.has(id)).slice(-MOST_REMEMBERED);
  const drawn = [...points].filter(([id]) => graph.indexOf.has(id));
  return new Map([...gone, ...drawn]);
}

/** Places that are taken, in cells of one pitch. */
class Taken {
  private readonly cells = new Map<string, Point[]>();

  add(point: Point): void {
    const key = Taken.key(point.x, point.y);
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [point]);
    else cell.push(point);
  }

  /** The wish itself, or the nearest of the half pitches round it that is free. */
  nearestFree(wish: Point): Point {
    for (let ring = 0; ring <= MOST_RINGS; ring++) {
      const found = Taken.ring(wish, ring).find((point) => this.isFree(point));
      if (found !== undefined) return found;
    }
    return wish;
  }

  /** Up and down first, then sideways, as names are read in columns. */
  private static ring(wish: Point, ring: number): Point[] {
    if (ring === 0) return [wish];
    const points: Point[] = [];
    for (let dx = -ring; dx <= ring; dx++) {
      for (let dy = -ring; dy <= ring; dy++) {
        if (Math.max(Math.abs(dx), Math.abs(dy)) === ring) {
          points.push({ x: wish.x + (dx * COLUMN_PITCH) / 2, y: wish.y + (dy * ROW_PITCH) / 2 });
        }
      }
    }
    const far = (point: Point): number => Math.abs(point.x - wish.x) * 2 + Math.abs(point.y - wish.y);
    return points.sort((one, other) => far(one) - far(other) || one.y - other.y || one.x - other.x);
  }

  private isFree(wish: Point): boolean {
    const column = Math.floor(wish.x / COLUMN_PITCH);
    const row = Math.floor(wish.y / ROW_PITCH);
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const cell = this.cells.get(`${column + dx}:${row + dy}`) ?? [];
        if (cell.some((point) => near(point, wish))) return false;
      }
    }
    return true;
  }

  private static key(x: number, y: number): string {
    return `${Math.floor(x / COLUMN_PITCH)}:${Math.floor(y / ROW_PITCH)}`;
  }
}

function near(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < COLUMN_PITCH * 0.75 && Math.abs(one.y - other.y) < ROW_PITCH * 0.9;
}
