// SPDX-License-Identifier: Apache-2.0
import { type ShallowRef, onBeforeUnmount, shallowRef } from 'vue';
import { type Box, type Size, type Viewport, between, centred, fitted, panned, revealed, zoomedAt } from '@/lib/topology/viewport';
import type { Point } from '@/lib/topology/settle';
import { calm } from './motion';

const GLIDE_MILLIS = 220;

export interface View {
  view: ShallowRef<Viewport>;
  size: ShallowRef<Size>;
  /** Whether somebody moved the view since it was last fitted. */
  touched: () => boolean;
  pan: (dx: number, dy: number) => void;
  zoomAt: (at: Point, factor: number) => void;
  zoom: (factor: number) => void;
  fit: (box: Box | null, glide?: boolean) => void;
  reveal: (point: Point) => void;
  centre: (point: Point) => void;
}

/** How the map lies on the screen, and how it gets elsewhere. */
export function useViewport(): View {
  const view = shallowRef<Viewport>({ x: 0, y: 0, scale: 1 });
  const size = shallowRef<Size>({ width: 0, height: 0 });
  let touched = false;
  let frame = 0;

  function now(next: Viewport): void {
    cancelAnimationFrame(frame);
    view.value = next;
  }

  function glide(to: Viewport): void {
    if (calm()) return now(to);
    cancelAnimationFrame(frame);
    const from = view.value;
    const began = performance.now();
    const step = (time: number): void => {
      const part = Math.min(1, Math.max(0, (time - began) / GLIDE_MILLIS));
      view.value = between(from, to, 1 - (1 - part) ** 3);
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  }

  const middle = (): Point => ({ x: size.value.width / 2, y: size.value.height / 2 });
  onBeforeUnmount(() => cancelAnimationFrame(frame));
  return {
    view,
    size,
    touched: () => touched,
    pan(dx, dy) {
      touched = true;
      now(panned(view.value, dx, dy));
    },
    zoomAt(at, factor) {
      touched = true;
      now(zoomedAt(view.value, at, factor));
    },
    zoom(factor) {
      touched = true;
      glide(zoomedAt(view.value, middle(), factor));
    },
    fit(box, soft = true) {
      touched = false;
      const to = fitted(box, size.value);
      if (soft) glide(to);
      else now(to);
    },
    reveal(point) {
      const to = revealed(view.value, point, size.value);
      if (to.x !== view.value.x || to.y !== view.value.y) glide(to);
    },
    centre(point) {
      touched = true;
      glide(centred(point, size.value, Math.max(view.value.scale, 0.8)));
    },
  };
}
