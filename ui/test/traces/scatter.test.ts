// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { durationMarks, nearest, roundUp, scatterScale, selectionOf } from '@/lib/traces/scatter';

const AREA = { left: 40, top: 10, right: 440, bottom: 110 };
const RANGE = { from: 1000, to: 5000 };
const DOTS = [
  { at: 1000, duration: 0 },
  { at: 3000, duration: 99 },
  { at: 5000, duration: 999 },
];

describe('the scatter', () => {
  const scale = scatterScale(DOTS, RANGE, AREA);

  it('has time across and durations up, squeezed so that small ones show', () => {
    expect(DOTS.map((d) => [scale.x(d.at), Math.round(scale.y(d.duration))])).toEqual([
      [40, 110],
      [240, 43],
      [440, 10],
    ]);
    expect(scale.longest).toBe(1000);
  });

  it('reads back what it draws', () => {
    for (const millis of [0, 1, 17, 999]) {
      expect(scale.duration(scale.y(millis))).toBeCloseTo(millis, 6);
    }
    expect(scale.time(scale.x(2345))).toBeCloseTo(2345, 6);
  });

  it('copes with nothing, with no time and no room', () => {
    const empty = scatterScale([], { from: 5, to: 5 }, { left: 0, top: 0, right: 0, bottom: 0 });
    expect([empty.shortest, empty.longest, empty.x(5), empty.y(0)]).toEqual([0, 10, 0, 0]);
  });

  it('ends at a round duration', () => {
    expect([0, 7, 11, 99, 101, 1999, 2001, 60_000].map(roundUp)).toEqual([10, 10, 20, 100, 200, 2000, 5000, 100_000]);
    expect(durationMarks(0, 1000)).toEqual([0, 1, 10, 100, 1000]);
    expect(durationMarks(0, 5000)).toEqual([0, 1, 10, 100, 1000, 5000]);
    expect(durationMarks(0, 10)).toEqual([0, 1, 10]);
  });

  it('begins near the shortest when all take long', () => {
    const slow = scatterScale([{ at: 1000, duration: 290 }, { at: 2000, duration: 7260 }], RANGE, AREA);
    expect([slow.shortest, slow.longest]).toEqual([100, 10_000]);
    expect(slow.y(100)).toBe(110);
    expect(Math.round(slow.duration(slow.y(290)))).toBe(290);
    expect(durationMarks(100, 10_000)).toEqual([100, 1000, 10_000]);
  });

  it('finds the nearest dot within reach, of equals the one drawn last', () => {
    expect(nearest(DOTS, scale, { x: 243, y: 46 }, 8)).toBe(DOTS[1]);
    expect(nearest(DOTS, scale, { x: 300, y: 60 }, 8)).toBe(null);
    const twins = [
      { at: 3000, duration: 99 },
      { at: 3000, duration: 99 },
    ];
    expect(nearest(twins, scale, { x: 240, y: 43 }, 8)).toBe(twins[1]);
  });

  it('turns a box into filters', () => {
    const box = { left: 240, top: scale.y(500), right: 140, bottom: scale.y(50) };
    expect(selectionOf(scale, box)).toEqual({ from: 2000, to: 3000, min: 50, max: 500 });
  });

  it('sets no limit where the box reaches an edge', () => {
    expect(selectionOf(scale, { left: 0, top: -5, right: 900, bottom: 300 })).toEqual({
      from: 1000,
      to: 5000,
      min: 0,
      max: 0,
    });
  });

  it('takes a tiny box for a click', () => {
    expect(selectionOf(scale, { left: 100, top: 50, right: 103, bottom: 52 })).toBe(null);
  });
});
