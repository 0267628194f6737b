// SPDX-License-Identifier: Apache-2.0
import type { Point } from '@/lib/topology/settle';

/** Up to so many pixels a press is a click and no drag. */
const CLICK_PIXELS = 4;
const WHEEL_STEP = 0.0016;

export interface PointerTarget {
  pan: (dx: number, dy: number) => void;
  zoomAt: (at: Point, factor: number) => void;
  hover: (at: Point | null) => void;
  click: (at: Point) => void;
}

/** Mouse, pen and fingers on the map: drag pans, the wheel and two fingers zoom, a click chooses. */
export function usePointers(target: PointerTarget) {
  const pressed = new Map<number, Point>();
  let moved = 0;

  function place(event: MouseEvent): Point {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function down(event: PointerEvent): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    if (pressed.size === 0) moved = 0;
    pressed.set(event.pointerId, place(event));
  }

  function move(event: PointerEvent): void {
    const at = place(event);
    const before = pressed.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === 'mouse') target.hover(at);
      return;
    }
    moved += Math.hypot(at.x - before.x, at.y - before.y);
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) pinch(other, before, at);
    else if (moved > CLICK_PIXELS) target.pan(at.x - before.x, at.y - before.y);
    else return;
    pressed.set(event.pointerId, at);
  }

  /** One finger moves, the other stays: the middle goes along, the distance is the zoom. */
  function pinch(still: Point, before: Point, at: Point): void {
    const far = (point: Point): number => Math.max(8, Math.hypot(point.x - still.x, point.y - still.y));
    target.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
    target.zoomAt({ x: (at.x + still.x) / 2, y: (at.y + still.y) / 2 }, far(at) / far(before));
  }

  function up(event: PointerEvent): void {
    if (!pressed.delete(event.pointerId)) return;
    if (event.type === 'pointerup' && moved <= CLICK_PIXELS && pressed.size === 0) target.click(place(event));
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const speed = event.ctrlKey ? 6 : 1;
    target.zoomAt(place(event), Math.exp(-event.deltaY * lines * speed * WHEEL_STEP));
  }

  return {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: up,
    pointerleave: () => target.hover(null),
    wheel,
    dragging: () => pressed.size > 0 && moved > CLICK_PIXELS,
    place,
  };
}
