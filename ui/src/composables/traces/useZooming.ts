// SPDX-License-Identifier: Apache-2.0
import { ref, type Ref, type WritableComputedRef } from 'vue';
import { dragged as draggedView, panned, type View, zoomed } from '@/lib/traces/zoom';

/** A shorter drag was a click. */
const SHORTEST_DRAG_PIXELS = 5;
const WHEEL_PIXELS_TO_DOUBLE = 240;

interface Drag {
  from: number;
  to: number;
}

/**
 * Zooming and panning with pointer and wheel over a timeline: a drag shows what it covers, the wheel
 * with Ctrl zooms around the pointer, with Shift (or sideways) it pans. A finger drags sideways; up and
 * down it scrolls, for which the element needs `touch-action: pan-y`. Listeners go on an element
 * around the timeline; what happens left or right of the timeline is let through.
 */
export function useZooming(timeline: Ref<HTMLElement | null>, view: WritableComputedRef<View>, duration: Ref<number>) {
  const drag = ref<Drag | null>(null);
  const dragged = ref<{ left: string; width: string } | null>(null);
  let suppressClick = false;

  function shareAt(clientX: number): number | null {
    const area = timeline.value?.getBoundingClientRect();
    return area && area.width > 0 ? (clientX - area.left) / area.width : null;
  }

  function instantAt(clientX: number): number {
    const share = Math.min(1, Math.max(0, shareAt(clientX) ?? 0));
    return view.value.from + (view.value.to - view.value.from) * share;
  }

  function pointerdown(event: PointerEvent): void {
    const share = shareAt(event.clientX);
    suppressClick = false;
    if (event.button !== 0 || !event.isPrimary || share === null || share < 0 || share > 1) return;
    drag.value = { from: event.clientX, to: event.clientX };
  }

  function pointermove(event: PointerEvent): void {
    const area = timeline.value?.getBoundingClientRect();
    if (!drag.value || !area) return;
    drag.value = { ...drag.value, to: Math.min(area.right, Math.max(area.left, event.clientX)) };
    const { from, to } = drag.value;
    if (Math.abs(to - from) < SHORTEST_DRAG_PIXELS) return;
    const element = event.currentTarget as HTMLElement;
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const origin = element.getBoundingClientRect().left;
    dragged.value = { left: `${Math.min(from, to) - origin}px`, width: `${Math.abs(to - from)}px` };
  }

  /** The browser took the finger's way for a scroll. */
  function pointercancel(): void {
    drag.value = null;
    dragged.value = null;
  }

  function pointerup(): void {
    if (drag.value && dragged.value) {
      view.value = draggedView(instantAt(drag.value.from), instantAt(drag.value.to), duration.value);
      suppressClick = true;
    }
    pointercancel();
  }

  function wheel(event: WheelEvent): void {
    const share = shareAt(event.clientX);
    if (share === null || share < 0 || share > 1) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      view.value = zoomed(view.value, 2 ** (event.deltaY / WHEEL_PIXELS_TO_DOUBLE), share, duration.value);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      view.value = panned(view.value, sideways / 1000, duration.value);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The end of a drag over a row is not a click on it. */
  function clickCapture(event: MouseEvent): void {
    if (suppressClick) event.stopPropagation();
    suppressClick = false;
  }

  return {
    dragged,
    zoom: (factor: number) => (view.value = zoomed(view.value, factor, 0.5, duration.value)),
    listeners: { pointerdown, pointermove, pointerup, pointercancel, wheel, clickCapture },
  };
}
