// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { groupByTrace } from '@/lib/traces/found';
import {
  ANY,
  conditionOf,
  narrowed,
  readMillis,
  readSearch,
  readTags,
  secondsOf,
  writeSearch,
  writeTags,
} from '@/lib/traces/search';

describe('a search in a link', () => {
  it('is read back as it was written', () => {
    const search = {
      service: 'c2hvcA==.1',
      instance: 'c2hvcA==.1_aQ==',
      endpoint: 'c2hvcA==.1_ZQ==',
      state: 'ERROR' as const,
      min: 100,
      max: 5000,
      order: 'BY_START_TIME' as const,
      trace: 'abc',
      tags: [
        { key: 'http.status_code', value: '500' },
        { key: 'q', value: 'a,b\\c=<d>' },
      ],
    };
    expect(readSearch(writeSearch(search))).toEqual(search);
    expect(narrowed(search)).toBe(true);
  });

  it('carries nothing for anything', () => {
    expect(Object.values(writeSearch(ANY)).filter((value) => value !== undefined)).toEqual([]);
    expect(readSearch({})).toEqual(ANY);
    expect(narrowed({ ...ANY, order: 'BY_START_TIME' })).toBe(false);
  });

  it('takes nonsense for anything', () => {
    expect(readSearch({ state: 'perhaps', order: '<b>', min: '-5', max: '1e99', tags: '=x,,y', trace: ' t ' })).toEqual(
      {
        ...ANY,
        trace: 't',
      },
    );
    expect(readSearch({ state: 'error' }).state).toBe('ERROR');
  });

  it('reads durations with units', () => {
    expect(['250', '1.5s', ' 2 m ', '3MIN', '99999999999', 'x', ''].map(readMillis)).toEqual([
      250, 1500, 120_000, 180_000, 2_147_483_647, 0, 0,
    ]);
  });

  it('reads tags', () => {
    expect(readTags('a=1, b=x=y,c=')).toEqual([
      { key: 'a', value: '1' },
      { key: 'b', value: 'x=y' },
      { key: 'c', value: '' },
    ]);
    expect(writeTags([{ key: 'a', value: '1,2' }])).toBe('a=1\\,2');
    expect(readTags(Array.from({ length: 99 }, (_, i) => `k${i}=v`).join(','))).toHaveLength(10);
  });

  it('becomes a condition', () => {
    const duration = { start: '1', end: '2', step: 'MINUTE' };
    expect(conditionOf({ ...ANY, service: 's.1', min: 5, tags: [{ key: 'k' }] }, duration, 200)).toEqual({
      serviceId: 's.1',
      serviceInstanceId: null,
      endpointId: null,
      traceId: null,
      queryDuration: duration,
      minTraceDuration: 5,
      maxTraceDuration: 0,
      traceState: 'ALL',
      queryOrder: 'BY_DURATION',
      tags: [{ key: 'k', value: '' }],
      paging: { pageNum: 1, pageSize: 200 },
    });
  });
});

describe('the time of a search', () => {
  it('is said to the second, in the clock of the server', () => {
    const from = Date.parse('2026-03-01T12:00:07.500Z');
    expect(secondsOf({ from, to: from + 61_000, serverOffsetMinutes: 480 })).toEqual({
      start: '2026-03-01 200007',
      end: '2026-03-01 200108',
      step: 'SECOND',
    });
    expect(secondsOf({ from, to: from, serverOffsetMinutes: -720 })).toEqual({
      start: '2026-03-01 000007',
      end: '2026-03-01 000007',
      step: 'SECOND',
    });
  });
});

describe('what is found', () => {
  const segment = (segmentId: string, trace: string, start: number, duration: number, isError = false) => ({
    segmentId,
    endpointNames: [`of ${segmentId}`],
    duration,
    start: String(start),
    isError,
    traceIds: [trace],
    serviceCode: 'a',
  });

  it('is one line per trace, named by its longest segment', () => {
    const found = [segment('x2', 'x', 120, 40, true), segment('y1', 'y', 110, 500), segment('x1', 'x', 100, 90)];
    expect(groupByTrace(found, 'BY_START_TIME')).toEqual([
      { traceId: 'y', name: 'of y1', service: 'a', at: 110, duration: 500, error: false, segments: 1 },
      { traceId: 'x', name: 'of x1', service: 'a', at: 100, duration: 90, error: true, segments: 2 },
    ]);
    expect(groupByTrace([...found].reverse(), 'BY_DURATION').map((t) => t.traceId)).toEqual(['y', 'x']);
  });

  it('copes with segments without names or ids', () => {
    expect(
      groupByTrace([{ segmentId: 's', endpointNames: [], duration: 1, start: '5', traceIds: [] }], 'BY_DURATION'),
    ).toEqual([{ traceId: 's', name: '', service: '', at: 5, duration: 1, error: false, segments: 1 }]);
  });
});
