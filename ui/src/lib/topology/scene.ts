// SPDX-License-Identifier: Apache-2.0
import { RADIUS, curveBox, curveOf, distanceTo, flattened, middle } from './curves';
import type { Curve } from './curves';
import type { Graph } from './model';
import type { Places, Point } from './settle';
import type { Box } from './viewport';

export interface SceneEdge {
  readonly curve: Curve;
  readonly flat: Float64Array;
  readonly box: Box;
  readonly middle: Point;
}

/** A graph in its places: everything that can be drawn and hit, in world coordinates. */
export interface Scene {
  readonly graph: Graph;
  readonly points: readonly Point[];
  readonly edges: readonly SceneEdge[];
  readonly grid: Grid;
}

const ORIGIN: Point = { x: 0, y: 0 };

export function sceneOf(graph: Graph, places: Places): Scene {
  const points = graph.nodes.map((node) => places.points.get(node.id) ?? ORIGIN);
  const pairs = new Set(graph.edges.map((edge) => edge.source * graph.nodes.length + edge.target));
  const edges = graph.edges.map((edge): SceneEdge => {
    const curve = curveOf({
      from: points[edge.source] ?? ORIGIN,
      to: points[edge.target] ?? ORIGIN,
      bends: places.bends.get(edge.id) ?? [],
      paired: pairs.has(edge.target * graph.nodes.length + edge.source),
    });
    return { curve, flat: flattened(curve), box: curveBox(curve), middle: middle(curve) };
  });
  return { graph, points, edges, grid: new Grid(points) };
}

const CELL = 256;

/** Finds points by place: cells of a fixed size. */
export class Grid {
  private readonly cells = new Map<number, number[]>();

  constructor(private readonly points: readonly Point[]) {
    points.forEach((point, at) => {
      const key = Grid.key(Math.floor(point.x / CELL), Math.floor(point.y / CELL));
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, [at]);
      else cell.push(at);
    });
  }

  /** Indices of the points in a box, in order. */
  within(box: Box): number[] {
    const found: number[] = [];
    const [left, right] = [Math.floor(box.left / CELL), Math.floor(box.right / CELL)];
    const [top, bottom] = [Math.floor(box.top / CELL), Math.floor(box.bottom / CELL)];
    // A view far out covers more cells than there are points.
    if ((right - left + 1) * (bottom - top + 1) > this.points.length) {
      this.points.forEach((point, at) => inside(box, point) && found.push(at));
      return found;
    }
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        for (const at of this.cells.get(Grid.key(column, row)) ?? []) {
          if (inside(box, this.points[at] as Point)) found.push(at);
        }
      }
    }
    return found.sort((one, other) => one - other);
  }

  /** The nearest point no further than so much; -1 for none. */
  nearest(point: Point, most: number): number {
    const box = { left: point.x - most, top: point.y - most, right: point.x + most, bottom: point.y + most };
    let best = -1;
    let shortest = most;
    for (const at of this.within(box)) {
      const other = this.points[at] as Point;
      const far = Math.hypot(other.x - point.x, other.y - point.y);
      if (far < shortest || (far === shortest && best === -1)) {
        best = at;
        shortest = far;
      }
    }
    return best;
  }

  private static key(column: number, row: number): number {
    return (column + 0x8000) * 0x10000 + (row + 0x8000);
  }
}

export function inside(box: Box, { x, y }: Point): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

export function overlap(one: Box, other: Box): boolean {
  return one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
}

/** Numbers of the edges that may be seen in a box. */
export function edgesWithin(scene: Scene, box: Box): number[] {
  const found: number[] = [];
  scene.edges.forEach((edge, at) => overlap(edge.box, box) && found.push(at));
  return found;
}

export type Hit = { readonly kind: 'node' | 'edge'; readonly index: number };

/**
 * What is at a point of the world: a node before an edge, the nearest of each; null for nothing.
 * The reach is in screen pixels, so that small things can be hit too.
 */
export function hit(scene: Scene, point: Point, scale: number, reachPixels = 6): Hit | null {
  const node = scene.grid.nearest(point, Math.max(RADIUS, 2 * reachPixels / scale));
  if (node !== -1) return { kind: 'node', index: node };
  let shortest = reachPixels / scale;
  let found = -1;
  const near = { left: point.x - shortest, top: point.y - shortest, right: point.x + shortest, bottom: point.y + shortest };
  for (const at of edgesWithin(scene, near)) {
    const far = distanceTo((scene.edges[at] as SceneEdge).flat, point);
    if (far <= shortest) {
      shortest = far;
      found = at;
    }
  }
  return found === -1 ? null : { kind: 'edge', index: found };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node an arrow key leads to: the one nearest in that direction, where straying sideways counts
 * double. Without a start, the first node; at the rim, the start itself.
 */
export function step(scene: Scene, from: number, direction: Direction): number {
  const start = scene.points[from];
  if (start === undefined) return scene.points.length > 0 ? 0 : -1;
  let best = from;
  let shortest = Infinity;
  scene.points.forEach((point, at) => {
    const [along, across] = inDirection(point.x - start.x, point.y - start.y, direction);
    if (at === from || along <= 0 || Math.abs(across) > along * 3) return;
    const far = along + 2 * Math.abs(across);
    if (far < shortest) {
      best = at;
      shortest = far;
    }
  });
  return best;
}

function inDirection(dx: number, dy: number, direction: Direction): [number, number] {
  switch (direction) {
    case 'left':
      return [-dx, dy];
    case 'right':
      return [dx, dy];
    case 'up':
      return [-dy, dx];
    case 'down':
      return [dy, dx];
  }
}
