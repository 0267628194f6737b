// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { EdgeLayer } from '../../src/lib/topology/edge-layer';
import { graphOf } from '../../src/lib/topology/model';
import type { Look, Picture } from '../../src/lib/topology/paint';
import { sceneOf } from '../../src/lib/topology/scene';
import type { Viewport } from '../../src/lib/topology/viewport';
import { bigAnswer } from './samples';

/** A context that only counts what is asked of it. */
function surface(calls: string[]): CanvasRenderingContext2D {
  return new Proxy({} as CanvasRenderingContext2D, {
    get: (_, name) => (...values: unknown[]) => void calls.push([String(name), ...values.filter((value) => typeof value === 'number')].join(' ')),
    set: () => true,
  }); // prettier-ignore
}

describe('EdgeLayer', () => {
  let shown: string[];
  let kept: string[];
  let now: number;
  let layer: EdgeLayer;
  const graph = graphOf(bigAnswer(200));
  const strokes: Picture['strokes'] = [{ health: 'good', width: 1, path: {} as Path2D }];
  const look = { palette: { health: {} }, ratio: 1 } as unknown as Look;
  const picture = (view: Viewport, nodes = graph): Picture => ({
    scene: sceneOf(nodes, { points: new Map(), bends: new Map() }),
    strokes,
    view,
    size: { width: 1000, height: 500 },
    labels: { nodes: [], edges: [] },
    subtitle: () => '',
    emphasis: { hover: null, selected: null, cursor: -1, bright: null, strong: new Set() },
  });
  const at = (x: number, scale = 0.2): Picture => picture({ x, y: 0, scale });

  beforeEach(() => {
    shown = [];
    kept = [];
    now = 0;
    const make = (width: number, height: number): OffscreenCanvas =>
      ({ width, height, getContext: () => surface(kept) }) as unknown as OffscreenCanvas;
    layer = new EdgeLayer(make, () => now);
  });
  const draw = (what: Picture, how = look): boolean => layer.draw(surface(shown), what, how);
  const strokesDrawn = (): number => kept.filter((call) => call.startsWith('stroke')).length;
  const copies = (): string[] => shown.filter((call) => call.startsWith('drawImage'));

  it('draws few edges directly', () => {
    expect(draw(picture({ x: 0, y: 0, scale: 1 }, graphOf(bigAnswer(20))))).toBe(false);
    expect(shown.filter((call) => call.startsWith('stroke')).length).toBe(1);
    expect(copies()).toEqual([]);
  });

  it('draws many once and then copies them as the map is dragged', () => {
    for (const x of [0, 100, 400, -400]) expect(draw(at(x))).toBe(false);
    expect(strokesDrawn()).toBe(1);
    expect(copies()).toEqual(['drawImage -400 -200', 'drawImage -300 -200', 'drawImage 0 -200', 'drawImage -800 -200']);
  });

  it('draws them again beyond its margin', () => {
    draw(at(0));
    draw(at(401));
    expect(strokesDrawn()).toBe(2);
    expect(copies()[1]).toBe('drawImage -400 -200');
  });

  it('stretches what it has while the map is zoomed, and is sharp after', () => {
    draw(at(0));
    now = 1000;
    expect(draw(at(0, 0.4))).toBe(true);
    expect(copies()[1]).toBe('drawImage -800 -400 3600 1800');
    expect(strokesDrawn()).toBe(1);
    layer.forget();
    expect(draw(at(0, 0.4))).toBe(false);
    expect(strokesDrawn()).toBe(2);
  });

  it('draws again when stretched too much or too small, though not at once', () => {
    draw(at(0));
    now = 50;
    expect(draw(at(0, 0.02))).toBe(true);
    expect(strokesDrawn()).toBe(1);
    now = 100;
    expect(draw(at(0, 0.02))).toBe(false);
    expect(strokesDrawn()).toBe(2);
    now = 300;
    expect(draw(at(0, 0.06))).toBe(false);
    expect(strokesDrawn()).toBe(3);
  });

  it('draws again with other edges, colours or pixels', () => {
    draw(at(0));
    draw({ ...at(0), strokes: [...strokes] });
    expect(strokesDrawn()).toBe(2);
    draw(at(0), { ...look, palette: { ...look.palette } });
    draw(at(0), { ...look, ratio: 2 });
    expect(strokesDrawn()).toBe(4);
  });
});
