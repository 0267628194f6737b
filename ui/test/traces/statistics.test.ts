// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { culprits, errorOrigins, repeats } from '@/lib/traces/findings';
import { openTrace } from '@/lib/traces/open';
import type { RawSpan } from '@/lib/traces/spans';
import { type Grouping, statistics } from '@/lib/traces/statistics';
import { callee, span } from './samples';

function groups(raws: RawSpan[], by: Grouping): unknown[][] {
  return statistics(openTrace(raws, true).trace, by).map((g) => [
    g.name,
    g.count,
    g.errors,
    g.total,
    g.self,
    g.critical,
    g.longest,
  ]);
}

const SHOP: RawSpan[] = [
  span(0, 0, 100, { endpointName: 'POST:/checkout' }),
  span(1, 10, 30, { endpointName: 'SELECT', type: 'Exit', component: 'Mysql' }),
  span(2, 30, 90, { endpointName: '/pay', type: 'Exit', component: 'Http' }),
  callee('pay', { segmentId: 's', spanId: 2 }, 35, 85, { endpointName: '/pay', isError: true }),
  span(1, 40, 80, {
    segmentId: 'pay',
    serviceCode: 'pay',
    endpointName: 'SELECT',
    type: 'Exit',
    component: 'Mysql',
    isError: true,
  }),
];

describe('statistics', () => {
  it('by service', () => {
    expect(groups(SHOP, 'service')).toEqual([
      ['a', 3, 0, 100, 50, 50, 100],
      ['pay', 2, 2, 50, 50, 50, 50],
    ]);
  });

  it('by endpoint, apart for each service', () => {
    expect(groups(SHOP, 'endpoint')).toEqual([
      ['SELECT', 1, 1, 40, 40, 40, 40],
      ['POST:/checkout', 1, 0, 100, 20, 20, 100],
      ['SELECT', 1, 0, 20, 20, 20, 20],
      ['/pay', 1, 0, 60, 10, 10, 60],
      ['/pay', 1, 1, 50, 10, 10, 50],
    ]);
  });

  it('by component, or the kind of span where none is named', () => {
    expect(groups(SHOP, 'component')).toEqual([
      ['Mysql', 2, 1, 60, 60, 60, 40],
      ['Entry', 2, 1, 100, 30, 30, 100],
      ['Http', 1, 0, 60, 10, 10, 60],
    ]);
  });

  it('count recursion once', () => {
    const raws = [0, 1, 2].map((i) =>
      span(i, i * 10, 100 - i * 10, { parentSpanId: i - 1, endpointName: 'f', type: 'Local' }),
    );
    expect(groups(raws, 'endpoint')).toEqual([['f', 3, 0, 100, 100, 100, 100]]);
  });

  it('are none for no spans', () => {
    expect(groups([], 'service')).toEqual([]);
  });
});

describe('findings', () => {
  it('say where the time went', () => {
    const found = culprits(openTrace(SHOP, true).trace, 2);
    expect(found.map((c) => [c.service, c.name, c.span.key, c.count, c.critical, c.share])).toEqual([
      ['pay', 'SELECT', 'pay/1', 1, 40, 0.4],
      ['a', 'POST:/checkout', 's/0', 1, 20, 0.2],
    ]);
    expect(culprits(openTrace([span(0, 5, 5)], true).trace, 5)).toEqual([]);
  });

  it('say where failures began', () => {
    const { trace } = openTrace([...SHOP, span(3, 91, 92, { isError: true })], true);
    expect(errorOrigins(trace).map((s) => s.key)).toEqual(['pay/1', 's/3']);
  });

  it('find the origin below spans that did not fail', () => {
    const { trace } = openTrace(
      [span(0, 0, 9, { isError: true }), span(1, 1, 8), span(2, 2, 3, { parentSpanId: 1, isError: true })],
      true,
    );
    expect(errorOrigins(trace).map((s) => s.key)).toEqual(['s/2']);
  });

  it('notice the same call ten times, told apart by statement', () => {
    const raws = [span(0, 0, 1000)];
    for (let i = 1; i <= 25; i++) {
      const statement = i <= 12 ? 'SELECT 1' : i <= 21 ? 'SELECT 2' : 'SELECT 3';
      raws.push(
        span(i, i * 10, i * 10 + 4, { endpointName: 'Mysql', tags: [{ key: 'db.statement', value: statement }] }),
      );
    }
    const found = repeats(openTrace(raws, true).trace, 5);
    expect(found.map((r) => [r.parent.key, r.first.key, r.name, r.count, r.total])).toEqual([
      ['s/0', 's/1', 'Mysql', 12, 48],
    ]);
  });
});
