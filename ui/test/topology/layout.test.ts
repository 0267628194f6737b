// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { acyclic, components, ranks } from '../../src/lib/topology/layers';
import type { Pair } from '../../src/lib/topology/layers';
import { MAX_NODES, layout } from '../../src/lib/topology/layout';
import type { Layout } from '../../src/lib/topology/layout';
import { columnsOf, crossings, untangle } from '../../src/lib/topology/order';
import { graphOf } from '../../src/lib/topology/model';
import { COLUMN_PITCH, ROW_PITCH } from '../../src/lib/topology/place';
import { bigAnswer, numbers } from './samples';

const arranged = (count: number, edges: readonly Pair[], first: readonly number[] = []): Layout =>
  layout({ count, edges, first });
const column = (value: number | undefined): number => (value ?? NaN) / COLUMN_PITCH;

/** No two nodes nearer than their labels allow. */
function expectApart({ x, y }: Layout): void {
  const places = new Set<string>();
  for (let one = 0; one < x.length; one++) {
    places.add(`${x[one]}:${y[one]}`);
    for (let other = one + 1; other < x.length; other++) {
      const beside = Math.abs((x[one] as number) - (x[other] as number)) >= COLUMN_PITCH - 0.001;
      const below = Math.abs((y[one] as number) - (y[other] as number)) >= ROW_PITCH - 0.001;
      if (!beside && !below) expect.fail(`nodes ${one} and ${other} overlap`);
    }
  }
  expect(places.size).toBe(x.length);
}

/** Trees, cycles, several parts: any graph. */
function anyGraph(seed: number): { count: number; edges: Pair[] } {
  const next = numbers(seed);
  const count = 2 + next(60);
  const edges = Array.from({ length: next(150) }, (): Pair => [next(count), next(count)]);
  return { count, edges };
}

describe('components', () => {
  it('lists what hangs together, the largest first', () => {
    expect(components(6, [[4, 5], [0, 2], [2, 3]])).toEqual([[0, 2, 3], [4, 5], [1]]); // prettier-ignore
    expect(components(0, [])).toEqual([]);
  });
});

describe('acyclic', () => {
  it('turns one edge of a ring, drops loops and what is told twice', () => {
    expect(acyclic(3, [[0, 1], [1, 2], [2, 0], [1, 1]])).toEqual([[0, 1], [1, 2], [0, 2]]); // prettier-ignore
    expect(acyclic(2, [[0, 1], [0, 1], [1, 0]])).toEqual([[0, 1]]); // prettier-ignore
  });

  it('leaves what has no cycle as it is', () => {
    const edges: Pair[] = [[3, 1], [1, 0], [3, 2], [2, 0]]; // prettier-ignore
    expect(acyclic(4, edges)).toEqual(edges);
  });

  it('never leaves a cycle', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { count, edges } = anyGraph(seed);
      const forward = acyclic(count, edges);
      const rank = ranks(count, forward, new Set());
      for (const [source, target] of forward) expect(rank[source]).toBeLessThan(rank[target] as number);
    }
  });
});

describe('ranks', () => {
  it('puts callees right of all callers and lonely callers near what they call', () => {
    const edges: Pair[] = [[0, 1], [1, 2], [0, 2], [3, 2]]; // prettier-ignore
    expect([...ranks(4, edges, new Set())]).toEqual([0, 1, 2, 1]);
    expect([...ranks(4, edges, new Set([3]))]).toEqual([0, 1, 2, 0]);
  });
});

describe('untangle', () => {
  it('finds an order without crossings where there is one', () => {
    const edges: Pair[] = [[0, 5], [1, 4], [2, 3]]; // prettier-ignore
    const columns = columnsOf(Int32Array.of(0, 0, 0, 1, 1, 1), edges);
    expect(crossings(columns)).toBe(3);
    untangle(columns);
    expect(crossings(columns)).toBe(0);
  });

  it('goes without way points beyond their bound', () => {
    const rank = Int32Array.of(0, 1, 2, 3);
    const edges: Pair[] = [[0, 1], [1, 2], [2, 3], [0, 3]]; // prettier-ignore
    expect(columnsOf(rank, edges).columns).toEqual([[0], [1, 4], [2, 5], [3]]);
    expect(columnsOf(rank, edges, 1).columns).toEqual([[0], [1], [2], [3]]);
  });
});

describe('layout', () => {
  it('draws a chain as a straight line', () => {
    const { x, y } = arranged(3, [[0, 1], [1, 2]]); // prettier-ignore
    expect([...x]).toEqual([0, COLUMN_PITCH, 2 * COLUMN_PITCH]);
    expect([...y]).toEqual([0, 0, 0]);
  });

  it('leads a long edge round what it passes', () => {
    const { y, bends } = arranged(3, [[0, 1], [1, 2], [0, 2]]); // prettier-ignore
    expect(bends.map((bend) => bend.length)).toEqual([0, 0, 2]);
    expect(column(bends[2]?.[0])).toBe(1);
    expect(Math.abs((bends[2]?.[1] ?? 0) - (y[1] ?? 0))).toBeGreaterThanOrEqual((ROW_PITCH + 28) / 2 - 0.001);
  });

  it('bends an edge that was turned from its source on', () => {
    const { bends, x } = arranged(4, [[0, 1], [1, 2], [2, 3], [3, 0], [0, 2]]); // prettier-ignore
    const back = bends[3] ?? [];
    expect(back.length).toBe(4);
    expect(back[0]).toBe(x[2]);
    expect(back[2]).toBe(x[1]);
  });

  it('has the user at the left even beside callers of late services', () => {
    const { x } = arranged(4, [[0, 1], [1, 2], [3, 2]], [3]); // prettier-ignore
    expect(column(x[3])).toBe(0);
  });

  it('sets apart what does not hang together, and single nodes in a grid', () => {
    const { x, y } = arranged(6, [[0, 1], [2, 3]]); // prettier-ignore
    expectApart(arranged(6, [[0, 1], [2, 3]])); // prettier-ignore
    expect(y[4]).toBe(y[5]);
    expect(column((x[5] ?? 0) - (x[4] ?? 0))).toBe(1);
  });

  it('takes self loops, cycles and nothing', () => {
    expect([...arranged(1, [[0, 0]]).x]).toEqual([0]);
    expect([...arranged(2, [[0, 1], [1, 0]]).x]).toEqual([0, COLUMN_PITCH]); // prettier-ignore
    expect(arranged(0, [])).toEqual({ x: new Float64Array(), y: new Float64Array(), bends: [] });
  });

  it('keeps nodes apart in any graph, and gives the same picture each time', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { count, edges } = anyGraph(seed);
      const once = arranged(count, edges);
      expectApart(once);
      expect(arranged(count, edges)).toEqual(once);
    }
  });

  it('folds columns that are too tall', () => {
    const edges = Array.from({ length: 300 }, (_, at): Pair => [0, at + 1]);
    const { x, y } = arranged(301, edges);
    const width = Math.max(...x) - Math.min(...x);
    const height = Math.max(...y) - Math.min(...y);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(3);
    expectApart({ x, y, bends: [] });
  });

  it('lays out a thousand services in many cycles wider than tall, nothing covering anything', () => {
    const graph = graphOf(bigAnswer(1000));
    const once = arranged(1000, graph.edges.map((edge): Pair => [edge.source, edge.target])); // prettier-ignore
    expectApart(once);
    const width = Math.max(...once.x) - Math.min(...once.x);
    const height = Math.max(...once.y) - Math.min(...once.y);
    expect(width).toBeGreaterThan(height);
    expect(width).toBeLessThan(6 * height);
  });

  it('refuses more than it can do in time', () => {
    expect(() => arranged(MAX_NODES + 1, [])).toThrow(new RangeError('at most 5000 nodes can be laid out'));
  });
});
