// SPDX-License-Identifier: Apache-2.0
import { type Box, type Size, type Viewport, toWorld } from './viewport';

/**
 * The paper the map is drawn on: larger than what is seen, so that moving the map only moves the
 * paper, and zooming only stretches it until the map rests. The browser does both without drawing.
 */
export interface Sheet {
  /** How the world lies on the sheet. */
  readonly view: Viewport;
  /** In CSS pixels. */
  readonly size: Size;
}

/** The sheet reaches so far beyond each side of what is seen, in parts of its size. */
const MARGIN = 0.4;
/** Pixels of the device a sheet may have. */
const MOST_PIXELS = 16_000_000;
/** A sheet may be stretched by so much until it is drawn again. */
const MOST_STRETCH = 2.5;
/** While zooming a sheet serves at least so long, even where it is too small. */
const LEAST_AGE_MILLIS = 90;
/** Names and rings reach so many pixels beyond the nodes. */
const LABELS = 120;

export function sheetFor(view: Viewport, size: Size, ratio: number): Sheet {
  const room = Math.max(0, Math.sqrt(MOST_PIXELS / (size.width * size.height * ratio * ratio)) - 1) / 2;
  const margin = Math.min(MARGIN, room);
  const aside = { x: Math.round(size.width * margin), y: Math.round(size.height * margin) };
  return {
    view: { x: view.x + aside.x, y: view.y + aside.y, scale: view.scale },
    size: { width: size.width + 2 * aside.x, height: size.height + 2 * aside.y },
  };
}

/** Where the sheet lies on the screen: its corner, and how much it is stretched. */
export function laid(sheet: Sheet, view: Viewport): Viewport {
  const scale = view.scale / sheet.view.scale;
  return { x: view.x - sheet.view.x * scale, y: view.y - sheet.view.y * scale, scale };
}

/**
 * Whether the sheet can show what is wanted: all of the world that is in sight is on it, and not too
 * blurred. Beyond the world there is nothing to miss.
 *
 * @param world the smallest box round all nodes; null when there are none
 */
export function serves(sheet: Sheet, view: Viewport, size: Size, world: Box | null, ageMillis: number): boolean {
  const { scale } = laid(sheet, view);
  const covering = world === null || covers(boxOf(sheet.view, sheet.size), common(boxOf(view, size), grown(world, LABELS / view.scale)));
  if (scale === 1) return covering;
  return ageMillis < LEAST_AGE_MILLIS || (covering && scale < MOST_STRETCH && scale > 1 / MOST_STRETCH);
}

function boxOf(view: Viewport, size: Size): Box {
  const topLeft = toWorld(view, { x: 0, y: 0 });
  const bottomRight = toWorld(view, { x: size.width, y: size.height });
  return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
}

function grown({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

function common(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

/** With room for errors of rounding; an empty box is covered by any. */
function covers(outer: Box, inner: Box): boolean {
  if (inner.left >= inner.right || inner.top >= inner.bottom) return true;
  const slack = (outer.right - outer.left) * 1e-6;
  return (
    outer.left <= inner.left + slack && outer.top <= inner.top + slack &&
    outer.right >= inner.right - slack && outer.bottom >= inner.bottom - slack
  ); // prettier-ignore
}
