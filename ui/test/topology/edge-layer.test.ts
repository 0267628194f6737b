// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { EdgeLayer } from '../../src/lib/topology/edge-layer';
import { graphOf } from '../../src/lib/topology/model';
import type { Look, Picture, Surface } from '../../src/lib/topology/paint';
import { sceneOf } from '../../src/lib/topology/scene';
import type { Viewport } from '../../src/lib/topology/viewport';
import { bigAnswer } from './samples';

/** A context that only counts what is asked of it. */
function surface(calls: string[]): Surface {
  return new Proxy({} as Surface, {
    get: (_, name) => (...values: unknown[]) => void calls.push([String(name), ...values.filter((value) => typeof value === 'number')].join(' ')),
    set: () => true,
  }); // prettier-ignore
}

describe('EdgeLayer', () => {
  let shown: string[];
  let kept: string[];
  let layer: EdgeLayer;
  const graph = graphOf(bigAnswer(200));
  const strokes: Picture['strokes'] = [{ health: 'good', width: 1, path: {} as Path2D }];
  const look = { palette: { health: {} }, ratio: 1 } as unknown as Look;
  const size = { width: 1000, height: 500 };
  const picture = (view: Viewport, nodes = graph): Picture => ({
    scene: sceneOf(nodes, { points: new Map(), bends: new Map() }),
    strokes,
    view,
    size,
    labels: { nodes: [], edges: [] },
    subtitle: () => '',
    emphasis: { hover: null, selected: null, cursor: -1, bright: null, strong: new Set() },
  });
  const sheet = picture({ x: 0, y: 0, scale: 0.2 });

  beforeEach(() => {
    shown = [];
    kept = [];
    layer = new EdgeLayer((width, height) => ({ width, height, getContext: () => surface(kept) }) as unknown as OffscreenCanvas);
  });
  const draw = (what: Picture, how = look): void => layer.draw(surface(shown), what, how);
  const strokesDrawn = (): number => kept.filter((call) => call.startsWith('stroke')).length;
  const copies = (): string[] => shown.filter((call) => call.startsWith('drawImage'));

  it('draws few edges directly', () => {
    draw(picture({ x: 0, y: 0, scale: 1 }, graphOf(bigAnswer(20))));
    expect(shown.filter((call) => call.startsWith('stroke')).length).toBe(1);
    expect(copies()).toEqual([]);
  });

  it('draws many once and then copies them, whatever is pointed at', () => {
    draw(sheet);
    draw({ ...sheet, emphasis: { ...sheet.emphasis, hover: { kind: 'node', index: 1 }, strong: new Set([1]) } });
    draw({ ...sheet, labels: { nodes: [{ node: 1, text: 'cart' }], edges: [] } });
    expect(strokesDrawn()).toBe(1);
    expect(copies()).toEqual(['drawImage 0 0', 'drawImage 0 0', 'drawImage 0 0']);
  });

  it('draws them again for another sheet', () => {
    draw(sheet);
    draw({ ...sheet, view: { x: 401, y: 0, scale: 0.2 } });
    draw({ ...sheet, view: { x: 401, y: 0, scale: 0.2 }, size: { width: 900, height: 500 } });
    expect(strokesDrawn()).toBe(3);
  });

  it('draws again with other edges, colours or pixels', () => {
    draw(sheet);
    draw({ ...sheet, strokes: [...strokes] });
    expect(strokesDrawn()).toBe(2);
    draw(sheet, { ...look, palette: { ...look.palette } });
    draw(sheet, { ...look, ratio: 2 });
    expect(strokesDrawn()).toBe(4);
  });
});
