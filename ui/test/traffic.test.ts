// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { ExpressionResult, TrafficRow } from '@/api/schema';
import { errorCourse, hasValues, percentileChart, wholeSteps } from '@/lib/charts';
import { kindOfNode } from '@/lib/kinds';
import { courseOf, rankingOf } from '@/lib/mqe';
import { neighboursOf } from '@/lib/neighbours';
import { changesOf, countBy, healthOf, serviceLines } from '@/lib/traffic';

function row(name: string, changes: Partial<TrafficRow> = {}): TrafficRow {
  return { id: name, name, calls: 100, errors: 0, cpm: 10, respTime: 50, apdex: 1, percentiles: [], cpmSeries: [], respTimeSeries: [], errorSeries: [], ...changes };
}

function answer(series: [string, [string, string | null][]][]): ExpressionResult {
  return {
    type: 'TIME_SERIES_VALUES', error: null, debuggingTrace: null,
    results: series.map(([label, values]) => ({
      metric: { labels: [{ key: 'p', value: label }] },
      values: values.map(([id, value]) => ({ id, value, owner: null, traceID: null })),
    })),
  };
}

describe('healthOf', () => {
  it.each([
    [{ calls: 0, errors: 0, apdex: 0 }, 'none'], [{ calls: 100, errors: 0, apdex: 0.95 }, 'good'], [{ calls: 100, errors: 1, apdex: 1 }, 'warn'],
    [{ calls: 100, errors: 5, apdex: 1 }, 'bad'], [{ calls: 100, errors: 0, apdex: 0.69 }, 'warn'], [{ calls: 100, errors: 0, apdex: 0.49 }, 'bad'], [null, 'none'],
  ])('judges %j as %s', (traffic, health) => expect(healthOf(traffic)).toBe(health));
});

describe('serviceLines', () => {
  it('lists what is silent too', () => {
    const service = (name: string) => ({ id: name, name, group: '', shortName: name, layers: ['GENERAL'], normal: true });
    const lines = serviceLines([service('a'), service('b')], [row('b', { errors: 10 })], []);
    expect(lines.map((line) => [line.name, line.health, line.errorRate, line.layer])).toEqual([['a', 'none', null, 'GENERAL'], ['b', 'bad', 0.1, 'GENERAL']]);
  });
  it('calls what has an alarm bad, whatever its traffic says', () => {
    const service = (name: string) => ({ id: name, name, group: '', shortName: name, layers: ['GENERAL'], normal: true });
    const alarm = (serviceId: string, recoveryMillis: number | null) => ({ id: serviceId, serviceId, message: 'slow', startMillis: 1, recoveryMillis });
    const lines = serviceLines([service('a'), service('b')], [row('a'), row('b')], [alarm('a', null), alarm('b', 2)]);
    expect(lines.map((line) => [line.health, line.alarms.length])).toEqual([['bad', 1], ['good', 0]]);
  });
});

it('counts values, most first', () => expect(countBy(['ab', 'b'], (text) => [...text])).toEqual([['b', 2], ['a', 1]]));

describe('changesOf', () => {
  const what = (rows: TrafficRow[], earlier: TrafficRow[]) => changesOf(rows, earlier, 9).map((change) => [change.name, change.what, change.worse]);
  it('is quiet when all is as it was', () => expect(what([row('a')], [row('a', { respTime: 55, cpm: 11 })])).toEqual([]));
  it('tells slower, failing, new and silent ones', () => {
    expect(what([row('a', { respTime: 100 }), row('b', { errors: 10 }), row('n')], [row('a'), row('b'), row('gone')])).toEqual([
      ['b', 'errors', true], ['gone', 'gone', true], ['a', 'latency', true], ['n', 'new', null],
    ]);
  });
  it('tells once what all have in common', () => {
    const rows = ['a', 'b', 'c'].map((name) => row(name, { cpm: 20 }));
    expect(what([...rows, row('d', { cpm: 90 })], [...rows, row('d')].map((each) => ({ ...each, cpm: 10 })))).toEqual([['', 'load', null], ['d', 'load', null]]);
  });
  it('compares nothing with a time that had nothing', () => expect(what([row('a')], [])).toEqual([]));
});

describe('courses', () => {
  it('are found by their label', () => {
    const result = answer([['50', [['1000', '3'], ['2000', null]]], ['99', [['1000', '7'], ['2000', '9']]]]);
    expect(courseOf(result, '99')).toEqual({ times: [1000, 2000], values: [7, 9] });
    expect(courseOf(result).values).toEqual([3, null]);
    expect(courseOf(null)).toEqual({ times: [], values: [] });
    expect(percentileChart(result, null).series.map((series) => series.values)).toEqual([[3, null], [], [], [7, 9]]);
  });
  it('turn success into what failed', () => {
    const { values } = errorCourse(answer([['', [['1', '9900'], ['2', null], ['3', '10000']]]]));
    expect(values).toEqual([expect.closeTo(0.01), null, 0]);
  });
  it('leave out the step still being filled', () => {
    const course = { times: [1, 2, 3], values: [5, 5, 1] };
    expect(wholeSteps(course, 3).values).toEqual([5, 5, null]);
    expect(wholeSteps(course, null)).toEqual(course);
  });
  it('say whether there is something to draw', () => expect(hasValues({ times: [1], unit: 'count', series: [{ label: '', colour: '', values: [null] }] })).toBe(false));
});

it('reads a ranking by ids', () => {
  const ranked = answer([['', [['pod', '12']]]]);
  const value = ranked.results[0]?.values[0];
  if (value) value.owner = { scope: null, serviceID: 's', serviceName: null, normal: null, serviceInstanceID: 's_i', serviceInstanceName: null, endpointID: null, endpointName: null };
  expect([...rankingOf(ranked)]).toEqual([['s_i', 12]]);
});

describe('neighboursOf', () => {
  const side = (calls: number) => ({ calls, errors: 1, durationMillis: calls * 4 });
  const ends = {
    nodes: ['u', 's', 'd'].map((id) => ({ id, name: id, type: null, isReal: true, layers: [] })),
    calls: [
      { id: '1', source: 'u', target: 's', client: null, server: side(20) },
      { id: '2', source: 's', target: 'd', client: side(10), server: side(8) },
      { id: '3', source: 'x', target: 'd', client: null, server: null },
    ],
  };
  it('takes its own side of a call first', () => {
    const { callers, callees } = neighboursOf('s', ends, 10);
    expect(callers.map((each) => [each.id, each.cpm, each.meanMillis, each.errorRate])).toEqual([['u', 2, 4, 0.05]]);
    expect(callees.map((each) => [each.id, each.cpm])).toEqual([['d', 1]]);
  });
  it('has none where nothing is known', () => expect(neighboursOf('s', null, 1)).toEqual({ callers: [], callees: [] }));
});

it.each([['USER', 'UNDEFINED', false, 'user'], ['SpringMVC', 'GENERAL', true, 'service'], ['Unknown', 'VIRTUAL_MQ', false, 'queue'], ['http', '', false, 'external']])(
  'shows %s of layer %s as %s', (type, layer, real, kind) => expect(kindOfNode(type as string, layer as string, real as boolean)).toBe(kind));
