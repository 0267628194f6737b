// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  foldedFrom,
  moved,
  nextMatch,
  revealing,
  rowWindow,
  search,
  showing,
  toggled,
  visibleRows,
} from '@/lib/traces/rows';
import { buildTree, type Trace, type TraceSpan } from '@/lib/traces/spans';
import { span } from './samples';

/** 0 ── 1 ── 2 ── 3, and 4 below 0. */
function sample(): Trace {
  return buildTree([
    span(0, 0, 100),
    span(1, 10, 50),
    span(2, 20, 40, { parentSpanId: 1, tags: [{ key: 'db.statement', value: 'SELECT <b>1</b>' }] }),
    span(3, 25, 30, { parentSpanId: 2, isError: true }),
    span(4, 60, 70, { component: 'Redis', peer: 'cache:6379' }),
  ]);
}

function at(trace: Trace, id: number): TraceSpan {
  return trace.byKey.get(`s/${id}`) as TraceSpan;
}

function ids(spans: readonly TraceSpan[]): number[] {
  return spans.map((s) => s.raw.spanId);
}

describe('rows', () => {
  it('leave out what hangs below a folded span', () => {
    const trace = sample();
    expect(ids(visibleRows(trace, new Set()))).toEqual([0, 1, 2, 3, 4]);
    expect(ids(visibleRows(trace, new Set(['s/1'])))).toEqual([0, 1, 4]);
    expect(ids(visibleRows(trace, new Set(['s/0', 's/1'])))).toEqual([0]);
    expect(ids(visibleRows(trace, new Set(['s/2', 'unknown/9'])))).toEqual([0, 1, 2, 4]);
  });

  it('fold and unfold, but not leaves', () => {
    const trace = sample();
    const once = toggled(new Set(), at(trace, 1));
    expect([...once]).toEqual(['s/1']);
    expect([...toggled(once, at(trace, 1))]).toEqual([]);
    expect([...toggled(new Set(), at(trace, 4))]).toEqual([]);
  });

  it('fold from a depth on', () => {
    const trace = sample();
    expect([...foldedFrom(trace, 1)]).toEqual(['s/1', 's/2']);
    expect([...foldedFrom(trace, 0)]).toEqual(['s/0', 's/1', 's/2']);
    expect([...foldedFrom(trace, 9)]).toEqual([]);
  });

  it('unfold what hides a span, and keep the set when nothing does', () => {
    const trace = sample();
    const folded = new Set(['s/0', 's/2', 's/3']);
    expect([...revealing(folded, at(trace, 3))]).toEqual(['s/3']);
    expect(revealing(folded, at(trace, 0))).toBe(folded);
  });

  it('show in place of a hidden span what it is folded into', () => {
    const trace = sample();
    const rows = visibleRows(trace, new Set(['s/1']));
    expect(showing(rows, at(trace, 3)).key).toBe('s/1');
    expect(showing(rows, at(trace, 4)).key).toBe('s/4');
  });

  it('are moved among, within bounds', () => {
    const trace = sample();
    const rows = trace.spans;
    const from = at(trace, 2);
    expect(moved(rows, from, 'down', 3)?.key).toBe('s/3');
    expect(moved(rows, from, 'up', 3)?.key).toBe('s/1');
    expect(moved(rows, from, 'pageDown', 3)?.key).toBe('s/4');
    expect(moved(rows, from, 'pageUp', 3)?.key).toBe('s/0');
    expect(moved(rows, from, 'last', 3)?.key).toBe('s/4');
    expect(moved(rows, null, 'down', 3)?.key).toBe('s/0');
    expect(moved(rows, at(trace, 4), 'down', 3)?.key).toBe('s/4');
    expect(moved([], null, 'down', 3)).toBe(null);
  });
});

describe('search', () => {
  it('finds all words in names, peers, components and tags, whatever their case', () => {
    const trace = sample();
    expect(ids(search(trace, 'REDIS cache'))).toEqual([4]);
    expect(ids(search(trace, 'select <b>'))).toEqual([2]);
    expect(ids(search(trace, 'error'))).toEqual([3]);
    expect(ids(search(trace, 'redis select'))).toEqual([]);
    expect(ids(search(trace, '  '))).toEqual([]);
    expect(ids(search(trace, '(*['))).toEqual([]);
  });

  it('goes round', () => {
    const trace = sample();
    const found = [at(trace, 1), at(trace, 3)];
    expect(nextMatch(found, null, true)?.key).toBe('s/1');
    expect(nextMatch(found, at(trace, 1), true)?.key).toBe('s/3');
    expect(nextMatch(found, at(trace, 3), true)?.key).toBe('s/1');
    expect(nextMatch(found, at(trace, 1), false)?.key).toBe('s/3');
    expect(nextMatch(found, at(trace, 2), false)?.key).toBe('s/1');
    expect(nextMatch([], null, true)).toBe(null);
  });
});

describe('the window of rows', () => {
  it('covers what is in sight and a few more', () => {
    expect(rowWindow(5000, 0, 500, 25)).toEqual({ from: 0, to: 26 });
    expect(rowWindow(5000, 2500, 500, 25)).toEqual({ from: 94, to: 126 });
    expect(rowWindow(5000, 124_500, 500, 25)).toEqual({ from: 4974, to: 5000 });
    expect(rowWindow(3, 9_000, 500, 25)).toEqual({ from: 3, to: 3 });
    expect(rowWindow(0, 0, 500, 25)).toEqual({ from: 0, to: 0 });
  });
});
