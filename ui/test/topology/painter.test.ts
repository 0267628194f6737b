// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { graphOf } from '../../src/lib/topology/model';
import type { Palette } from '../../src/lib/topology/paint';
import { Painter, type SheetOrder } from '../../src/lib/topology/painter';
import { sceneOf } from '../../src/lib/topology/scene';
import { answerOf, bigAnswer } from './samples';

/** What was asked of all canvases, and how many pictures were given away. */
let calls: string[];

class Canvas {
  constructor(public width: number, public height: number) {}
  getContext(): unknown {
    const context: Record<string, unknown> = {
      measureText: (text: string) => ({ width: text.length * 7 }),
      fillText: (text: string) => void calls.push(`fillText ${text}`),
    };
    return new Proxy(context, { get: (own, name) => own[String(name)] ?? (() => void calls.push(String(name))), set: () => true });
  }
  transferToImageBitmap(): unknown {
    return { width: this.width, height: this.height };
  }
}

const palette = { health: {}, healthSoft: {} } as unknown as Palette;
const places = (names: string) => ({ points: new Map([...names].map((name, at) => [name, { x: at * 400, y: 0 }])), bends: new Map() });

function sheet(scale: number, more: Partial<SheetOrder> = {}): SheetOrder {
  return {
    kind: 'sheet', number: 1, sheet: { view: { x: 100, y: 100, scale }, size: { width: 1000, height: 500 } }, ratio: 2, wanted: [],
    emphasis: { hover: null, selected: null, cursor: -1, bright: null, strong: new Set() }, ...more,
  }; // prettier-ignore
}

describe('Painter', () => {
  beforeEach(() => {
    calls = [];
    vi.stubGlobal('OffscreenCanvas', Canvas);
    vi.stubGlobal('Path2D', class { moveTo(): void {} bezierCurveTo(): void {} });
  });
  afterEach(() => vi.unstubAllGlobals());

  const texts = (): string[] => calls.filter((call) => call.startsWith('fillText')).map((call) => call.slice(9));
  const knowing = (painter: Painter, names = 'ab', graph = graphOf(answerOf('a>b'))): Painter => {
    painter.take({ kind: 'look', palette, font: 'sans-serif' });
    painter.take({ kind: 'scene', scene: sceneOf(graph, places(names)), minutes: 10 });
    return painter;
  };

  it('draws nothing before it knows what', () => {
    const painter = new Painter();
    expect(painter.draw(sheet(1))).toBeNull();
    painter.take({ kind: 'look', palette, font: 'sans-serif' });
    expect(painter.draw(sheet(1))).toBeNull();
  });

  it('gives a picture in pixels of the device, with names', () => {
    expect(knowing(new Painter()).draw(sheet(1))).toMatchObject({ width: 2000, height: 1000 });
    expect(texts()).toEqual(expect.arrayContaining(['a', 'b']));
  });

  it('writes below names and on calls what it was told, until the scene is another', () => {
    const painter = knowing(new Painter());
    painter.take({ kind: 'texts', subtitles: ['of a', 'of b'], edgeTexts: ['a to b'] });
    painter.draw(sheet(1));
    expect(texts()).toEqual(expect.arrayContaining(['of a', 'of b', 'a to b']));
    painter.take({ kind: 'scene', scene: sceneOf(graphOf(answerOf('b>a')), places('ab')), minutes: 10 });
    calls = [];
    painter.draw(sheet(1));
    expect(texts().filter((text) => text.includes(' '))).toEqual([]);
  });

  it('keeps the edges of a sheet that is drawn again, though it came as a copy', () => {
    const painter = knowing(new Painter(), '', graphOf(bigAnswer(200)));
    painter.draw(sheet(0.2));
    const first = calls.filter((call) => call === 'stroke').length;
    calls = [];
    painter.draw(structuredClone(sheet(0.2)));
    expect(calls.filter((call) => call === 'stroke').length).toBeLessThan(first);
  });
});
