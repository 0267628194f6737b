// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  MAX_SCALE, MIN_SCALE, between, bounds, fitted, panned, revealed, toScreen, toWorld, visible, zoomedAt,
} from '../../src/lib/topology/viewport'; // prettier-ignore

const view = { x: 100, y: 50, scale: 2 };
const size = { width: 800, height: 600 };

describe('viewport', () => {
  it('leads to the screen and back', () => {
    expect(toScreen(view, { x: 10, y: 20 })).toEqual({ x: 120, y: 90 });
    expect(toWorld(view, { x: 120, y: 90 })).toEqual({ x: 10, y: 20 });
    expect(panned(view, 5, -5)).toEqual({ x: 105, y: 45, scale: 2 });
  });

  it('keeps what is under the pointer there when it zooms', () => {
    const at = { x: 320, y: 240 };
    const zoomed = zoomedAt(view, at, 1.25);
    expect(zoomed.scale).toBe(2.5);
    expect(toWorld(zoomed, at)).toEqual(toWorld(view, at));
  });

  it('stays within its bounds', () => {
    expect(zoomedAt(view, { x: 0, y: 0 }, 1e9).scale).toBe(MAX_SCALE);
    expect(zoomedAt(view, { x: 0, y: 0 }, 1e-9).scale).toBe(MIN_SCALE);
  });

  it('knows what can be seen', () => {
    expect(visible(view, size, 0)).toEqual({ left: -50, top: -25, right: 350, bottom: 275 });
    expect(visible(view, size, 20).left).toBe(-60);
  });

  it('fits a picture into the middle, and does not blow up a small one', () => {
    const fit = fitted({ left: 0, top: 0, right: 6200, bottom: 100 }, size);
    expect(fit.scale).toBe(0.1);
    expect(toScreen(fit, { x: 3100, y: 50 })).toEqual({ x: 400, y: 300 });
    expect(fitted({ left: 5, top: 5, right: 5, bottom: 5 }, size).scale).toBe(1.15);
    expect(fitted(null, size)).toEqual({ x: 400, y: 300, scale: 1 });
  });

  it('moves no more than needed to reveal a point', () => {
    expect(revealed(view, { x: 100, y: 100 }, size)).toEqual(view);
    expect(toScreen(revealed(view, { x: 1000, y: 100 }, size), { x: 1000, y: 100 }).x).toBe(720);
  });

  it('moves evenly from one view to another', () => {
    expect(between(view, { x: 0, y: 0, scale: 1 }, 0.5)).toEqual({ x: 50, y: 25, scale: 1.5 });
  });

  it('finds the box of points', () => {
    expect(bounds([])).toBeNull();
    expect(bounds([{ x: 1, y: 5 }, { x: -1, y: 7 }])).toEqual({ left: -1, top: 5, right: 1, bottom: 7 }); // prettier-ignore
  });
});
