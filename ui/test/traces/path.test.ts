// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openTrace } from '@/lib/traces/open';
import type { RawSpan } from '@/lib/traces/spans';
import { callee, reference, span } from './samples';

function path(raws: RawSpan[]): string[] {
  return openTrace(raws, true).path.map((s) => `${s.span.key} ${s.from}-${s.to}`);
}

function selves(raws: RawSpan[]): number[] {
  return openTrace(raws, true).trace.spans.map((s) => s.self);
}

function criticals(raws: RawSpan[]): number[] {
  return openTrace(raws, true).trace.spans.map((s) => s.critical);
}

describe('self time', () => {
  it('is what no child covers, overlapping children once', () => {
    expect(selves([span(0, 0, 100), span(1, 10, 40), span(2, 30, 60), span(3, 80, 90)])).toEqual([40, 30, 30, 10]);
  });

  it('counts children only within their parent', () => {
    expect(selves([span(0, 0, 100), span(1, 90, 500), span(2, 200, 300)])).toEqual([90, 410, 100]);
  });

  it('is everything for a leaf and nothing for a span that only waits', () => {
    expect(selves([span(0, 0, 100), span(1, 0, 100)])).toEqual([0, 100]);
  });
});

describe('the critical path', () => {
  it('goes through children one after another', () => {
    const raws = [span(0, 0, 100), span(1, 10, 40), span(2, 50, 90)];
    expect(path(raws)).toEqual(['s/0 0-10', 's/1 10-40', 's/0 40-50', 's/2 50-90', 's/0 90-100']);
    expect(criticals(raws)).toEqual([30, 30, 40]);
  });

  it('takes of two at once the one that ended last', () => {
    expect(path([span(0, 0, 100), span(1, 10, 60), span(2, 10, 90)])).toEqual(['s/0 0-10', 's/2 10-90', 's/0 90-100']);
  });

  it('takes an earlier one up to where the last one began', () => {
    expect(path([span(0, 0, 100), span(1, 0, 60), span(2, 50, 100)])).toEqual(['s/1 0-50', 's/2 50-100']);
  });

  it('descends into other services', () => {
    const raws = [
      span(0, 0, 100),
      span(1, 10, 90, { type: 'Exit' }),
      callee('b', { segmentId: 's', spanId: 1 }, 20, 80),
    ];
    expect(path(raws)).toEqual(['s/0 0-10', 's/1 10-20', 'b/0 20-80', 's/1 80-90', 's/0 90-100']);
  });

  it('leaves out what was handed over and not waited for', () => {
    const raws = [
      span(0, 0, 100),
      span(1, 80, 90, { type: 'Exit', layer: 'MQ' }),
      callee('b', { segmentId: 's', spanId: 1 }, 85, 900, { layer: 'MQ' }),
      callee('c', { segmentId: 's', spanId: 1 }, 2000, 2100, { layer: 'MQ' }),
      callee('d', { segmentId: 's', spanId: 0 }, 40, 300, {
        serviceCode: 'a',
        refs: [reference('s', 0, 'CROSS_THREAD')],
      }),
      span(2, 95, 120),
    ];
    const opened = openTrace(raws, true);
    expect(opened.path.map((s) => `${s.span.key} ${s.from}-${s.to}`)).toEqual(['s/0 0-80', 's/1 80-90', 's/0 90-100']);
    expect(opened.trace.duration).toBe(2100);
  });

  it('counts a handed-over thread that was waited for, to the millisecond', () => {
    const thread = (end: number) => [
      span(0, 0, 100),
      callee('d', { segmentId: 's', spanId: 0 }, 40, end, { refs: [reference('s', 0, 'CROSS_THREAD')] }),
    ];
    expect(path(thread(101))).toEqual(['s/0 0-40', 'd/0 40-100']);
    expect(path(thread(102))).toEqual(['s/0 0-100']);
  });

  it('counts a call that ran on after its caller gave up, up to there', () => {
    const raws = [
      span(0, 0, 100),
      span(1, 10, 60, { type: 'Exit', isError: true }),
      callee('b', { segmentId: 's', spanId: 1 }, 20, 400),
    ];
    expect(path(raws)).toEqual(['s/0 0-10', 's/1 10-20', 'b/0 20-60', 's/0 60-100']);
  });

  it('never counts an instant twice: the parts add up to the root', () => {
    let seed = 7;
    const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
    for (let round = 0; round < 50; round++) {
      const raws = [span(0, 0, 1000)];
      for (let i = 1; i < 60; i++) {
        const start = random(1200) - 100;
        raws.push(span(i, start, start + random(500), { parentSpanId: random(i) }));
      }
      const opened = openTrace(raws, true);
      const root = opened.trace.byKey.get('s/0');
      expect(opened.path.reduce((sum, s) => sum + s.to - s.from, 0)).toBe(1000);
      expect(opened.trace.spans.reduce((sum, s) => sum + s.critical, 0)).toBe(1000);
      let at = root?.start ?? -1;
      for (const stretch of opened.path) {
        expect(stretch.from).toBe(at);
        at = stretch.to;
      }
    }
  });

  it('is empty for no spans and for no time', () => {
    expect(path([])).toEqual([]);
    expect(path([span(0, 5, 5)])).toEqual([]);
  });

  it('copes with a deep chain', () => {
    const raws: RawSpan[] = [];
    for (let i = 0; i < 10_000; i++) {
      raws.push(span(i, i, 20_000 - i, { parentSpanId: i - 1 }));
    }
    expect(openTrace(raws, true).path).toHaveLength(19_999);
  });
});
