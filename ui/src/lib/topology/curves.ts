// SPDX-License-Identifier: Apache-2.0
import type { Point } from './settle';
import type { Box } from './viewport';

/** Radius of a node's disc at full size. */
export const RADIUS = 22;
const GAP = 3;
/** Flattened, each cubic becomes so many straight pieces. */
const PIECES = 14;

/**
 * The line an edge is drawn as: a start and then cubic curves, three points each, as x, y pairs. It
 * begins and ends just outside the discs.
 */
export type Curve = Float64Array;

/** How the ends of an edge lie, and what else there is between them. */
export interface Course {
  readonly from: Point;
  readonly to: Point;
  /** Points to pass, x, y, x, y …; none for a direct way. */
  readonly bends: readonly number[];
  /** Whether the opposite call is drawn too: both then bow to their own left. */
  readonly paired: boolean;
}

export function curveOf(course: Course): Curve {
  const { from, to, bends } = course;
  if (from.x === to.x && from.y === to.y) return loop(from);
  if (bends.length > 0) return through(from, bends, to);
  return to.x - from.x >= 2.2 * RADIUS ? forward(course) : bow(from, to);
}

/** A small loop above the node, for what calls itself. */
function loop({ x, y }: Point): Curve {
  const side = RADIUS * 0.7;
  const top = y - RADIUS * 2.9;
  return Float64Array.of(
    x - side, y - side - GAP,
    x - side * 2.6, top, x + side * 2.6, top, x + side, y - side - GAP,
  ); // prettier-ignore
}

/** To a node further right: leaves and arrives level, so that parallel calls form a band. */
function forward({ from, to, paired }: Course): Curve {
  const shift = paired ? 7 : 0;
  const start = { x: from.x + RADIUS + GAP, y: from.y - shift };
  const end = { x: to.x - RADIUS - GAP, y: to.y - shift };
  const reach = Math.min((end.x - start.x) / 2, 160);
  return Float64Array.of(
    start.x, start.y,
    start.x + reach, start.y, end.x - reach, end.y, end.x, end.y,
  ); // prettier-ignore
}

/** Along way points, level at each. */
function through(from: Point, bends: readonly number[], to: Point): Curve {
  const back = to.x < from.x;
  const away = (RADIUS + GAP) * (back ? -1 : 1);
  const stops = [from.x + away, from.y, ...bends, to.x - away, to.y];
  const curve = new Float64Array(2 + (stops.length / 2 - 1) * 6);
  curve.set(stops.slice(0, 2));
  for (let at = 2, to6 = 2; at < stops.length; at += 2, to6 += 6) {
    const [x0, y0, x1, y1] = stops.slice(at - 2, at + 2) as [number, number, number, number];
    const reach = (x1 - x0) / 2;
    curve.set([x0 + reach, y0, x1 - reach, y1, x1, y1], to6);
  }
  return curve;
}

/** To a node above, below or further left: a bow to the left of the way, clear of what is between. */
function bow(from: Point, to: Point): Curve {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  const depth = Math.min(0.22 * length, 120) + 12;
  const lean = Math.min(0.6, (2 * depth) / length);
  const turn = (sign: number): Point => {
    const x = dx * Math.cos(lean) + sign * dy * Math.sin(lean);
    const y = dy * Math.cos(lean) - sign * dx * Math.sin(lean);
    return { x, y };
  };
  const out = turn(1);
  const into = turn(-1);
  const away = RADIUS + GAP;
  const start = { x: from.x + out.x * away, y: from.y + out.y * away };
  const end = { x: to.x - into.x * away, y: to.y - into.y * away };
  const reach = length / 3;
  return Float64Array.of(
    start.x, start.y,
    start.x + out.x * reach, start.y + out.y * reach,
    end.x - into.x * reach, end.y - into.y * reach, end.x, end.y,
  ); // prettier-ignore
}

/** The curve as straight pieces, x, y, x, y …. */
export function flattened(curve: Curve): Float64Array {
  const cubics = (curve.length - 2) / 6;
  const flat = new Float64Array(2 + cubics * PIECES * 2);
  flat.set(curve.subarray(0, 2));
  let to = 2;
  for (let at = 0; at < cubics; at++) {
    for (let piece = 1; piece <= PIECES; piece++) {
      flat[to++] = cubicAt(curve, at * 6, piece / PIECES);
      flat[to++] = cubicAt(curve, at * 6 + 1, piece / PIECES);
    }
  }
  return flat;
}

/** One coordinate of the cubic that starts at `at`, at `part` from 0 to 1 of it. */
function cubicAt(curve: Curve, at: number, part: number): number {
  const rest = 1 - part;
  const [p0, p1, p2, p3] = [curve[at], curve[at + 2], curve[at + 4], curve[at + 6]] as [number, number, number, number];
  return rest * rest * rest * p0 + 3 * rest * rest * part * p1 + 3 * rest * part * part * p2 + part * part * part * p3;
}

/** Half way along, where a label goes. */
export function middle(curve: Curve): Point {
  const cubics = (curve.length - 2) / 6;
  const at = Math.floor(cubics / 2) * 6;
  const part = cubics % 2 === 1 ? 0.5 : 0;
  return { x: cubicAt(curve, at, part), y: cubicAt(curve, at + 1, part) };
}

/** The box round all points of a curve, control points included. */
export function curveBox(curve: Curve): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let at = 0; at < curve.length; at += 2) {
    box.left = Math.min(box.left, curve[at] as number);
    box.right = Math.max(box.right, curve[at] as number);
    box.top = Math.min(box.top, curve[at + 1] as number);
    box.bottom = Math.max(box.bottom, curve[at + 1] as number);
  }
  return box;
}

/** How far a point is from straight pieces. */
export function distanceTo(flat: Float64Array, point: Point): number {
  let best = Infinity;
  for (let at = 0; at + 3 < flat.length; at += 2) {
    best = Math.min(best, toPiece(flat, at, point));
  }
  return Math.sqrt(best);
}

function toPiece(flat: Float64Array, at: number, point: Point): number {
  const [x0, y0, x1, y1] = [flat[at], flat[at + 1], flat[at + 2], flat[at + 3]] as [number, number, number, number];
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - x0) * dx + (point.y - y0) * dy) / length;
  const part = Math.min(1, Math.max(0, along));
  return (point.x - x0 - part * dx) ** 2 + (point.y - y0 - part * dy) ** 2;
}
