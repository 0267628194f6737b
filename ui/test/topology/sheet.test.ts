// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { laid, serves, sheetFor } from '../../src/lib/topology/sheet';
import { type Viewport, panned, zoomedAt } from '../../src/lib/topology/viewport';

const SIZE = { width: 1000, height: 500 };
const VIEW: Viewport = { x: 100, y: 50, scale: 0.5 };
/** Far larger than what is seen. */
const WORLD = { left: -10_000, top: -10_000, right: 10_000, bottom: 10_000 };
const OLD = 1000;

describe('a sheet', () => {
  const sheet = sheetFor(VIEW, SIZE, 1);

  it('reaches beyond what is seen on each side', () => {
    expect(sheet).toEqual({ view: { x: 500, y: 250, scale: 0.5 }, size: { width: 1800, height: 900 } });
    expect(laid(sheet, VIEW)).toEqual({ x: -400, y: -200, scale: 1 });
  });

  it('has no more pixels than it may, on a screen of any density', () => {
    const { size } = sheetFor(VIEW, { width: 2000, height: 1200 }, 2);
    expect(size).toEqual({ width: 2582, height: 1550 });
    expect(sheetFor(VIEW, { width: 4000, height: 3000 }, 2).size).toEqual({ width: 4000, height: 3000 });
  });

  it('moves with the map as far as it reaches', () => {
    expect(laid(sheet, panned(VIEW, 400, -200))).toEqual({ x: 0, y: -400, scale: 1 });
    expect(serves(sheet, panned(VIEW, 400, -200), SIZE, WORLD, OLD)).toBe(true);
    expect(serves(sheet, panned(VIEW, 401, 0), SIZE, WORLD, OLD)).toBe(false);
    expect(serves(sheet, panned(VIEW, 0, -201), SIZE, WORLD, OLD)).toBe(false);
  });

  it('serves wherever the map is moved when all of the world is on it', () => {
    const small = { left: 0, top: 0, right: 1000, bottom: 400 };
    expect(serves(sheet, panned(VIEW, 700, 300), SIZE, small, OLD)).toBe(true);
    expect(serves(sheet, panned(VIEW, 2000, 0), SIZE, small, OLD)).toBe(true);
    expect(serves(sheet, panned(VIEW, 2000, 0), SIZE, null, OLD)).toBe(true);
  });

  it('is stretched while the map is zoomed, about the same point', () => {
    const at = { x: 300, y: 200 };
    const near = zoomedAt(VIEW, at, 2);
    expect(laid(sheet, near)).toEqual({ x: 300 - 700 * 2, y: 200 - 400 * 2, scale: 2 });
    expect(serves(sheet, near, SIZE, WORLD, OLD)).toBe(true);
    expect(serves(sheet, zoomedAt(VIEW, at, 2.6), SIZE, WORLD, OLD)).toBe(false);
  });

  it('serves a while even where it is too small', () => {
    const far = zoomedAt(VIEW, { x: 0, y: 0 }, 0.3);
    expect(serves(sheet, far, SIZE, WORLD, OLD)).toBe(false);
    expect(serves(sheet, far, SIZE, WORLD, 50)).toBe(true);
  });
});
