// SPDX-License-Identifier: Apache-2.0
import type uPlot from 'uplot';

/** A shorter way was a tap. */
const SHORTEST_DRAG_PIXELS = 6;

/**
 * A finger drawn sideways over a chart chooses what it covers, as the mouse does, which is all that
 * uPlot knows. Up and down it scrolls: the element needs `touch-action: pan-y`.
 */
export function useTouchBrush(chart: () => uPlot | null, zoom: (fromMillis: number, toMillis: number) => void) {
  let from: number | null = null;
  let to = 0;

  function leftOf({ over }: uPlot, event: PointerEvent): number {
    const area = over.getBoundingClientRect();
    return Math.min(area.width, Math.max(0, event.clientX - area.left));
  }

  function pointerdown(event: PointerEvent): void {
    const at = chart();
    from = null;
    if (event.pointerType === 'mouse' || !event.isPrimary || at === null || !at.over.contains(event.target as Node)) return;
    from = to = leftOf(at, event);
  }

  function pointermove(event: PointerEvent): void {
    const at = chart();
    if (from === null || at === null) return;
    to = leftOf(at, event);
    at.setCursor({ left: to, top: 1 });
    if (Math.abs(to - from) >= SHORTEST_DRAG_PIXELS) {
      at.setSelect({ left: Math.min(from, to), width: Math.abs(to - from), top: 0, height: at.over.clientHeight }, false);
    }
  }

  function pointerup(): void {
    const at = chart();
    const began = from;
    pointercancel();
    if (began === null || at === null || Math.abs(to - began) < SHORTEST_DRAG_PIXELS) return;
    const [one, other] = [at.posToVal(began, 'x') * 1000, at.posToVal(to, 'x') * 1000];
    zoom(Math.min(one, other), Math.max(one, other));
  }

  function pointercancel(): void {
    if (from !== null) chart()?.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    from = null;
  }

  return { pointerdown, pointermove, pointerup, pointercancel };
}
