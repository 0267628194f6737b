// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { RADIUS, curveBox, curveOf, distanceTo, flattened, middle } from '../../src/lib/topology/curves';
import { labelsOf, shortened } from '../../src/lib/topology/labels';
import { graphOf } from '../../src/lib/topology/model';
import { Grid, edgesWithin, hit, sceneOf, step } from '../../src/lib/topology/scene';
import type { Scene } from '../../src/lib/topology/scene';
import { answerOf, call, node, numbers, traffic } from './samples';

/** a at 0,0 calls b at 200,0; both call c at 200,200; c calls itself. */
function small(): Scene {
  const points = new Map([['a', { x: 0, y: 0 }], ['b', { x: 200, y: 0 }], ['c', { x: 200, y: 200 }]]); // prettier-ignore
  return sceneOf(graphOf(answerOf('a>b b>c a>c c>c')), { points, bends: new Map() });
}

describe('curveOf', () => {
  const direct = { bends: [], paired: false };

  it('goes level from disc to disc', () => {
    const curve = curveOf({ from: { x: 0, y: 0 }, to: { x: 200, y: 50 }, ...direct });
    expect([...curve]).toEqual([25, 0, 100, 0, 100, 50, 175, 50]);
    expect(middle(curve)).toEqual({ x: 100, y: 25 });
    expect(curveBox(curve)).toEqual({ left: 25, top: 0, right: 175, bottom: 50 });
  });

  it('keeps a call and the opposite call apart', () => {
    const [one, other] = [{ x: 0, y: 0 }, { x: 200, y: 0 }]; // prettier-ignore
    const there = middle(curveOf({ from: one, to: other, bends: [], paired: true }));
    const back = middle(curveOf({ from: other, to: one, bends: [], paired: true }));
    expect(there.y).toBe(-7);
    expect(back.y).toBeGreaterThan(15);
  });

  it('passes all bends', () => {
    const curve = curveOf({ from: { x: 0, y: 0 }, to: { x: 400, y: 0 }, bends: [200, 80], paired: false });
    expect([...curve]).toEqual([25, 0, 112.5, 0, 112.5, 80, 200, 80, 287.5, 80, 287.5, 0, 375, 0]);
    expect(middle(curve)).toEqual({ x: 200, y: 80 });
  });

  it('bows to what is above, and starts and ends at the discs', () => {
    const flat = flattened(curveOf({ from: { x: 0, y: 0 }, to: { x: 0, y: -300 }, ...direct }));
    expect(Math.hypot(flat[0] as number, flat[1] as number)).toBeCloseTo(RADIUS + 3, 9);
    expect(Math.hypot(flat.at(-2) as number, (flat.at(-1) as number) + 300)).toBeCloseTo(RADIUS + 3, 9);
  });

  it('loops above what calls itself', () => {
    const box = curveBox(curveOf({ from: { x: 5, y: 5 }, to: { x: 5, y: 5 }, ...direct }));
    expect(box.bottom).toBeLessThan(5 - RADIUS / 2);
    expect((box.left + box.right) / 2).toBeCloseTo(5, 9);
  });

  it('is finite wherever the ends are', () => {
    const next = numbers(7);
    for (let at = 0; at < 500; at++) {
      const place = (): { x: number; y: number } => ({ x: next(50) * 10, y: next(50) * 10 });
      const curve = curveOf({ from: place(), to: place(), bends: [], paired: next(2) === 1 });
      expect(curve.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('distanceTo', () => {
  it('measures to the nearest piece and to the ends', () => {
    const flat = Float64Array.of(0, 0, 10, 0, 10, 10);
    expect(distanceTo(flat, { x: 5, y: 3 })).toBe(3);
    expect(distanceTo(flat, { x: 13, y: 14 })).toBe(5);
    expect(distanceTo(flat, { x: 10, y: 0 })).toBe(0);
  });
});

describe('Grid', () => {
  const next = numbers(3);
  const points = Array.from({ length: 1000 }, () => ({ x: next(9000) - 4500, y: next(6000) - 3000 }));
  const grid = new Grid(points);

  it('finds what looking at each point finds', () => {
    for (let at = 0; at < 50; at++) {
      const left = next(8000) - 4500;
      const top = next(5000) - 3000;
      const box = { left, top, right: left + next(3000), bottom: top + next(2000) };
      const expected = points.flatMap((point, index) =>
        point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom ? [index] : [],
      );
      expect(grid.within(box)).toEqual(expected);
    }
    expect(grid.within({ left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 }).length).toBe(1000);
  });

  it('finds the nearest, within reach only', () => {
    const few = new Grid([{ x: 0, y: 0 }, { x: 10, y: 0 }]); // prettier-ignore
    expect(few.nearest({ x: 6, y: 0 }, 5)).toBe(1);
    expect(few.nearest({ x: 4, y: 0 }, 5)).toBe(0);
    expect(few.nearest({ x: 0, y: 5 }, 5)).toBe(0);
    expect(few.nearest({ x: 0, y: 6 }, 5)).toBe(-1);
    expect(new Grid([]).nearest({ x: 0, y: 0 }, 1e6)).toBe(-1);
  });
});

describe('hit', () => {
  const scene = small();

  it('prefers nodes to edges and tells nothing of empty places', () => {
    expect(hit(scene, { x: 15, y: 10 }, 1)).toEqual({ kind: 'node', index: 0 });
    expect(hit(scene, { x: 100, y: 3 }, 1)).toEqual({ kind: 'edge', index: 0 });
    expect(hit(scene, { x: 100, y: 40 }, 1)).toBeNull();
    expect(hit(scene, { x: 300, y: 300 }, 1)).toBeNull();
  });

  it('hits small things too when the picture is far away', () => {
    expect(hit(scene, { x: 100, y: 30 }, 0.1)).toEqual({ kind: 'node', index: 0 });
    expect(hit(scene, { x: 0, y: 100 }, 0.1)).toEqual({ kind: 'node', index: 0 });
    expect(hit(scene, { x: 0, y: 100 }, 1)).toBeNull();
  });

  it('hits loops', () => {
    const loop = scene.edges[3];
    expect(hit(scene, loop?.middle ?? { x: 0, y: 0 }, 1)).toEqual({ kind: 'edge', index: 3 });
  });
});

it('edgesWithin leaves out what cannot be seen', () => {
  const scene = small();
  expect(edgesWithin(scene, { left: -50, top: -50, right: 30, bottom: 50 })).toEqual([0, 1]);
  expect(edgesWithin(scene, { left: 500, top: 500, right: 600, bottom: 600 })).toEqual([]);
});

describe('step', () => {
  const scene = small();

  it('goes to the nearest node in a direction and stays at the rim', () => {
    expect(step(scene, 0, 'right')).toBe(1);
    expect(step(scene, 1, 'down')).toBe(2);
    expect(step(scene, 2, 'up')).toBe(1);
    expect(step(scene, 1, 'left')).toBe(0);
    expect(step(scene, 0, 'left')).toBe(0);
    expect(step(scene, 0, 'up')).toBe(0);
  });

  it('begins with the first node', () => {
    expect(step(scene, -1, 'down')).toBe(0);
    expect(step(sceneOf(graphOf({ nodes: [], calls: [] }), { points: new Map(), bends: new Map() }), -1, 'up')).toBe(-1);
  });
});

describe('labelsOf', () => {
  const width = (text: string): number => [...text].length * 7;
  const crowd = graphOf({
    nodes: [
      node('calm', { traffic: traffic(10) }),
      node('sick', { traffic: traffic(10, 9) }),
      node('busy', { traffic: traffic(1000) }),
    ],
    calls: [],
  });
  const row = (pitch: number): Scene =>
    sceneOf(crowd, {
      points: new Map(crowd.nodes.map((each, at) => [each.id, { x: at * pitch, y: 0 }])),
      bends: new Map(),
    });
  const names = (pitch: number, scale: number, wanted: number[] = []): string[] =>
    labelsOf(row(pitch), { scale, wanted, width, edgeText: () => '' }).nodes.map((label) => label.text);

  it('labels everything where there is room, the sick first, then the busy', () => {
    expect(names(100, 1)).toEqual(['sick', 'busy', 'calm']);
  });

  it('drops the calm first where there is none', () => {
    expect(names(20, 1)).toEqual(['sick', 'busy']);
    expect(names(15, 1)).toEqual(['sick']);
  });

  it('lets the names of the sick cover the healthy, and no others', () => {
    const stack = (first: string, second: string): Scene => {
      const graph = graphOf({
        nodes: [node(first, { traffic: traffic(10, first === 'ill' ? 9 : 0) }), node(second, { traffic: traffic(10, second === 'ill' ? 9 : 0) })],
        calls: [],
      });
      return sceneOf(graph, { points: new Map([[first, { x: 0, y: 0 }], [second, { x: 0, y: 40 }]]), bends: new Map() }); // prettier-ignore
    };
    const labelled = (scene: Scene): string[] =>
      labelsOf(scene, { scale: 0.5, wanted: [], width, edgeText: () => '' }).nodes.map((label) => label.text);
    expect(labelled(stack('ill', 'well'))).toEqual(['ill', 'well']);
    expect(labelled(stack('fine', 'well'))).toEqual(['well']);
  });

  it('always labels what is wanted', () => {
    expect(names(15, 1, [1])).toEqual(['calm']);
    expect(names(15, 1, [1, 0, 2])).toEqual(['calm', 'busy', 'sick']);
  });

  it('writes on edges when near, the worst first, where nothing is in the way', () => {
    const called = graphOf({
      nodes: [node('a'), node('b'), node('c')],
      calls: [call('a', 'b', { client: traffic(9) }), call('a', 'c', { client: traffic(8, 8) }), call('b', 'c')],
    });
    const points = new Map([['a', { x: 0, y: 0 }], ['b', { x: 300, y: 0 }], ['c', { x: 300, y: 30 }]]); // prettier-ignore
    const texts = (scale: number): string[] =>
      labelsOf(sceneOf(called, { points, bends: new Map() }), {
        scale, wanted: [], width, edgeText: (edge) => ['nine', 'eight', ''][edge] ?? '',
      }).edges.map((label) => label.text); // prettier-ignore
    expect(texts(1)).toEqual(['eight', 'nine']);
    expect(texts(0.6)).toEqual(['eight']);
    expect(texts(0.5)).toEqual([]);
  });

  it('cuts long names in the middle', () => {
    expect(shortened('abcdefghij', 70, width)).toBe('abcdefghij');
    expect(shortened('abcdefghij', 69, width)).toBe('abcd…ghij');
    expect(shortened('abcdefghij', 49, width)).toBe('abc…hij');
    expect(shortened('😀😀😀😀', 21, width)).toBe('😀…😀');
    expect(shortened('abcdef', 0, width)).toBe('a…');
  });
});
