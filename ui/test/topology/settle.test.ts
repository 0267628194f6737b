// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { layout } from '../../src/lib/topology/layout';
import { graphOf } from '../../src/lib/topology/model';
import type { Graph } from '../../src/lib/topology/model';
import { COLUMN_PITCH, ROW_PITCH } from '../../src/lib/topology/place';
import { NO_PLACES, fits, placesOf, settle } from '../../src/lib/topology/settle';
import type { Places } from '../../src/lib/topology/settle';
import { answerOf, bigAnswer } from './samples';

const graph = (calls: string): Graph => graphOf(answerOf(calls));

function fresh(of: Graph): Places {
  const edges = of.edges.map((edge) => [edge.source, edge.target] as const);
  return placesOf(of, layout({ count: of.nodes.length, edges, first: [] }));
}

const shape = ({ points }: Places): Record<string, [number, number]> =>
  Object.fromEntries([...points].map(([id, { x, y }]) => [id, [x / COLUMN_PITCH, y / ROW_PITCH]]));

describe('settle', () => {
  it('changes nothing where nothing is new, whatever the order or the numbers', () => {
    const places = fresh(graph('a>b b>c'));
    expect(settle(graph('b>c a>b'), places)).toBe(places);
    expect(settle(graph('a>b'), places)).toBe(places);
  });

  it('fits a new callee in right of its caller, and its own callee right of that', () => {
    const places = fresh(graph('a>b'));
    expect(shape(settle(graph('a>b b>c c>d'), places))).toEqual({ a: [0, 0], b: [1, 0], c: [2, 0], d: [3, 0] });
  });

  it('takes the nearest free place where the best is taken', () => {
    const places = fresh(graph('a>b'));
    expect(shape(settle(graph('a>b a>c a>d'), places))).toEqual({ a: [0, 0], b: [1, 0], c: [1, -1], d: [1, 1] });
  });

  it('puts what hangs on nothing that stands under everything', () => {
    const places = fresh(graph('a>b'));
    expect(shape(settle(graph('a>b x>y'), places))).toEqual({ a: [0, 0], b: [1, 0], x: [0, 1.5], y: [1, 1.5] });
  });

  it('brings back what paused where it was', () => {
    const places = fresh(graph('a>b a>c'));
    const paused = settle(graph('a>b b>d'), places);
    expect(settle(graph('a>b a>c b>d'), paused).points.get('c')).toEqual(places.points.get('c'));
  });

  it('never moves what stands while a big system grows, and covers nothing', () => {
    const whole = graphOf(bigAnswer(400));
    const some = graphOf(bigAnswer(400, 300));
    const places = fresh(some);
    const grown = settle(whole, places);
    for (const [id, point] of places.points) expect(grown.points.get(id)).toBe(point);
    expect(new Set([...grown.points.values()].map(({ x, y }) => `${x}:${y}`)).size).toBe(400);
    expect(settle(whole, places)).toEqual(grown);
  });

  it('forgets in the end', () => {
    const points = new Map(Array.from({ length: 4100 }, (_, at) => [`old-${at}`, { x: at, y: 0 }]));
    const settled = settle(graph('a>b'), { points, bends: new Map() });
    expect(settled.points.size).toBe(4002);
    expect(settled.points.has('old-99')).toBe(false);
    expect(settled.points.has('old-100')).toBe(true);
  });
});

describe('fits', () => {
  it('says when too much is new to keep the old picture', () => {
    const places = fresh(graph('a>b b>c'));
    expect(fits(graph('a>b b>c c>d c>e'), places)).toBe(true);
    expect(fits(graph('a>b x>y y>z'), places)).toBe(false);
    expect(fits(graph('a>b'), NO_PLACES)).toBe(false);
  });

  it('does not say so of an empty system', () => {
    expect(fits(graphOf({ nodes: [], calls: [] }), fresh(graph('a>b')))).toBe(false);
  });
});

it('placesOf keeps bends by edge', () => {
  const places = fresh(graph('a>b b>c a>c'));
  expect([...places.bends.keys()]).toEqual(['a-c']);
});
