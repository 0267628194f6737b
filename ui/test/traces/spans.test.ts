// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { buildTree, type RawSpan, type Trace } from '@/lib/traces/spans';
import { callee, reference, span } from './samples';

function outline(trace: Trace): string[] {
  return trace.spans.map((s) => `${'-'.repeat(s.depth)}${s.key} ${s.link}`);
}

describe('the tree of a trace', () => {
  it('hangs spans on parents within their segment and across segments', () => {
    const trace = buildTree([
      callee('b', { segmentId: 's', spanId: 2 }, 1030, 1090),
      span(2, 1020, 1100, { type: 'Exit' }),
      span(0, 1000, 1110),
      span(1, 1005, 1015),
      span(0, 1040, 1080, { segmentId: 'c', serviceCode: 'b', refs: [reference('b', 0, 'CROSS_THREAD')] }),
    ]);
    expect(outline(trace)).toEqual([
      's/0 ROOT',
      '-s/1 INSIDE',
      '-s/2 INSIDE',
      '--b/0 CROSS_PROCESS',
      '---c/0 CROSS_THREAD',
    ]);
    expect(trace.spans.map((s) => [s.start, s.end])).toEqual([
      [0, 110],
      [5, 15],
      [20, 100],
      [30, 90],
      [40, 80],
    ]);
    expect(trace.spans.map((s) => s.size)).toEqual([5, 1, 3, 2, 1]);
    expect(trace.spans.map((s) => s.index)).toEqual([0, 1, 2, 3, 4]);
    expect([trace.startMillis, trace.duration, trace.services]).toEqual([1000, 110, ['a', 'b']]);
  });

  it('is empty for no spans', () => {
    const trace = buildTree([]);
    expect([trace.spans, trace.duration, trace.startMillis]).toEqual([[], 0, 0]);
  });

  it('makes a root of a span whose parent never arrived, and says so', () => {
    const trace = buildTree([
      callee('b', { segmentId: 'lost', spanId: 7 }, 50, 60),
      span(3, 10, 20, { parentSpanId: 9 }),
      span(0, 0, 100),
    ]);
    expect(outline(trace)).toEqual(['s/0 ROOT', 's/3 MISSING', 'b/0 MISSING']);
    expect(trace.orphans).toBe(2);
  });

  it('takes the first reference that leads somewhere', () => {
    const trace = buildTree([
      span(0, 0, 100),
      span(0, 10, 20, { segmentId: 'b', refs: [reference('lost', 0), reference('s', 0, 'CROSS_THREAD')] }),
    ]);
    expect(outline(trace)).toEqual(['s/0 ROOT', '-b/0 CROSS_THREAD']);
  });

  it('counts a span that came twice once, the first of them', () => {
    const trace = buildTree([span(0, 0, 100), span(1, 10, 20), span(1, 12, 99, { endpointName: 'other' })]);
    expect(trace.spans.map((s) => s.name)).toEqual(['op0', 'op1']);
    expect(trace.duplicates).toBe(1);
  });

  it('cuts circles at the span that started first', () => {
    const trace = buildTree([
      callee('b', { segmentId: 'c', spanId: 0 }, 10, 20),
      callee('c', { segmentId: 'd', spanId: 0 }, 5, 20),
      callee('d', { segmentId: 'b', spanId: 0 }, 15, 20),
      span(1, 16, 17, { segmentId: 'd', serviceCode: 'd' }),
    ]);
    expect(outline(trace)).toEqual(['c/0 MISSING', '-b/0 CROSS_PROCESS', '--d/0 CROSS_PROCESS', '---d/1 INSIDE']);
  });

  it('leaves a span that refers to itself alone', () => {
    const trace = buildTree([span(4, 0, 5, { parentSpanId: 4, refs: [reference('s', 4)] })]);
    expect(outline(trace)).toEqual(['s/4 MISSING']);
  });

  it('takes an end before the start for no time at all', () => {
    const trace = buildTree([span(0, 100, 40), span(1, 100, 130)]);
    expect(trace.spans.map((s) => [s.start, s.end])).toEqual([
      [0, 0],
      [0, 30],
    ]);
  });

  it('names a span by what it has', () => {
    const bare = { endpointName: '', tags: [] };
    const names = buildTree([
      span(0, 0, 9, bare),
      span(1, 1, 2, { ...bare, peer: 'db:3306' }),
      span(2, 3, 4, { ...bare, component: 'Redis' }),
    ]).spans.map((s) => s.name);
    expect(names).toEqual(['Unknown', 'db:3306', 'Redis']);
  });

  it('copes with ten thousand spans in a chain', () => {
    const raws: RawSpan[] = [];
    for (let i = 0; i < 10_000; i++) {
      raws.push(span(i, i, 20_000 - i, { parentSpanId: i - 1 }));
    }
    const trace = buildTree(raws.reverse());
    expect(trace.spans).toHaveLength(10_000);
    expect(trace.spans[9_999]?.depth).toBe(9_999);
    expect(trace.spans[0]?.size).toBe(10_000);
    expect(trace.roots).toHaveLength(1);
  });
});
