// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  around,
  clamp,
  dragged,
  isWhole,
  panned,
  place,
  readView,
  ticks,
  whole,
  writeView,
  zoomed,
} from '@/lib/traces/zoom';

describe('the view', () => {
  it('of a trace that took no time still has a width', () => {
    expect(whole(0)).toEqual({ from: 0, to: 1 });
    expect(place(whole(0), 0, 0)).toEqual({ left: 0, width: 0 });
  });

  it('stays within the trace and keeps its width', () => {
    expect(clamp({ from: -50, to: 50 }, 1000)).toEqual({ from: 0, to: 100 });
    expect(clamp({ from: 950, to: 1050 }, 1000)).toEqual({ from: 900, to: 1000 });
    expect(clamp({ from: -5, to: 5000 }, 1000)).toEqual({ from: 0, to: 1000 });
    expect(clamp({ from: 500, to: 500 }, 1000)).toEqual({ from: 500, to: 500.05 });
  });

  it('zooms around the pointer', () => {
    expect(zoomed({ from: 0, to: 1000 }, 0.5, 0.25, 1000)).toEqual({ from: 125, to: 625 });
    expect(zoomed({ from: 125, to: 625 }, 4, 0.5, 1000)).toEqual({ from: 0, to: 1000 });
    let view = whole(1000);
    for (let i = 0; i < 200; i++) {
      view = zoomed(view, 0.5, 0.5, 1000);
    }
    expect(view.to - view.from).toBeCloseTo(0.05, 9);
  });

  it('pans by shares of its width', () => {
    expect(panned({ from: 100, to: 200 }, 0.5, 1000)).toEqual({ from: 150, to: 250 });
    expect(panned({ from: 100, to: 200 }, -5, 1000)).toEqual({ from: 0, to: 100 });
  });

  it('is what was dragged, in either direction', () => {
    expect(dragged(300, 100, 1000)).toEqual({ from: 100, to: 300 });
  });

  it('fits a span with room', () => {
    expect(around(100, 200, 1000)).toEqual({ from: 90, to: 210 });
    expect(around(0, 1000, 1000)).toEqual({ from: 0, to: 1000 });
  });

  it('places bars in percent and leaves out what is not in it', () => {
    const view = { from: 100, to: 200 };
    expect(place(view, 150, 175)).toEqual({ left: 50, width: 25 });
    expect(place(view, 0, 150)).toEqual({ left: 0, width: 50 });
    expect(place(view, 0, 99)).toBe(null);
    expect(place(view, 201, 300)).toBe(null);
  });
});

describe('the ruler', () => {
  it('has round instants', () => {
    expect(ticks({ from: 0, to: 1000 }, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(ticks({ from: 0, to: 87 }, 5)).toEqual([0, 20, 40, 60, 80]);
    expect(ticks({ from: 10.01, to: 10.09 }, 4)).toEqual([10.02, 10.04, 10.06, 10.08]);
    expect(ticks({ from: 5, to: 5 }, 4)).toEqual([]);
  });
});

describe('the view in a link', () => {
  it('is written short and read back', () => {
    expect(writeView({ from: 0, to: 1000 }, 1000)).toBe('');
    expect(writeView({ from: 12.5, to: 300.12345 }, 1000)).toBe('12.5-300.123');
    expect(readView('12.5-300.123', 1000)).toEqual({ from: 12.5, to: 300.123 });
  });

  it('is the whole when the text means nothing', () => {
    for (const text of ['', 'x', '5-', '300-100', '2000-3000', '-5-10', '1e9-2e9', 'NaN-1']) {
      expect(isWhole(readView(text, 1000), 1000)).toBe(true);
    }
  });
});
