// SPDX-License-Identifier: Apache-2.0
import type { Point } from './settle';

/** How the picture lies on the screen: screen = world · scale + offset, in CSS pixels. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const MIN_SCALE = 0.04;
export const MAX_SCALE = 3;
/** A picture of few nodes is not blown up beyond this when it is fitted. */
const MAX_FITTED = 1.15;

export function toScreen(view: Viewport, point: Point): Point {
  return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
}

export function toWorld(view: Viewport, point: Point): Point {
  return { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
}

export function panned(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Zooms so that what is under the point stays there; within the bounds. */
export function zoomedAt(view: Viewport, at: Point, factor: number): Viewport {
  const scale = clamp(view.scale * factor, MIN_SCALE, MAX_SCALE);
  const ratio = scale / view.scale;
  return { x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio, scale };
}

/** What of the world is on the screen, with so many screen pixels round it. */
export function visible(view: Viewport, size: Size, margin: number): Box {
  const topLeft = toWorld(view, { x: -margin, y: -margin });
  const bottomRight = toWorld(view, { x: size.width + margin, y: size.height + margin });
  return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
}

/** The smallest box round the points; null for none. */
export function bounds(points: Iterable<Point>): Box | null {
  let box: Box | null = null;
  for (const { x, y } of points) {
    box =
      box === null
        ? { left: x, top: y, right: x, bottom: y }
        : {
            left: Math.min(box.left, x),
            top: Math.min(box.top, y),
            right: Math.max(box.right, x),
            bottom: Math.max(box.bottom, y),
          };
  }
  return box;
}

/** Shows a box whole and in the middle, with room for the labels round it. */
export function fitted(box: Box | null, size: Size): Viewport {
  if (box === null) return { x: size.width / 2, y: size.height / 2, scale: 1 };
  const sides = { x: Math.min(90, size.width / 6), y: Math.min(56, size.height / 6) };
  const width = Math.max(1, box.right - box.left);
  const height = Math.max(1, box.bottom - box.top);
  const free = Math.min((size.width - 2 * sides.x) / width, (size.height - 2 * sides.y) / height);
  const scale = clamp(free, MIN_SCALE, MAX_FITTED);
  return centred({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, size, scale);
}

export function centred(point: Point, size: Size, scale: number): Viewport {
  return { x: size.width / 2 - point.x * scale, y: size.height / 2 - point.y * scale, scale };
}

/** Moves the picture no more than needed to bring a point well onto the screen. */
export function revealed(view: Viewport, point: Point, size: Size): Viewport {
  const at = toScreen(view, point);
  const margin = { x: Math.min(80, size.width / 4), y: Math.min(60, size.height / 4) };
  return panned(
    view,
    clamp(at.x, margin.x, size.width - margin.x) - at.x,
    clamp(at.y, margin.y, size.height - margin.y) - at.y,
  );
}

/** Between two views, `part` from 0 to 1. */
export function between(one: Viewport, other: Viewport, part: number): Viewport {
  const mix = (from: number, to: number): number => from + (to - from) * part;
  return { x: mix(one.x, other.x), y: mix(one.y, other.y), scale: mix(one.scale, other.scale) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
