// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { openTrace } from '@/lib/traces/open';
import type { RawSpan } from '@/lib/traces/spans';
import { callee, span } from './samples';

const FROM = { segmentId: 's', spanId: 1 };

function times(raws: RawSpan[], aligned = true): [string, number, number, number][] {
  return openTrace(raws, aligned).trace.spans.map((s) => [s.key, s.start, s.end, s.shift]);
}

/** A caller that waits from 10 to 90. */
function caller(rest: Partial<RawSpan> = {}): RawSpan[] {
  return [span(0, 0, 100), span(1, 10, 90, { type: 'Exit', ...rest })];
}

describe('clocks that differ', () => {
  it('are left alone where the call fits', () => {
    const raws = [...caller(), callee('b', FROM, 10, 90)];
    expect(times(raws)[2]).toEqual(['b/0', 10, 90, 0]);
    expect(openTrace(raws, true).skew).toBe(0);
  });

  it('put a callee that seems to begin too early in the middle of the call', () => {
    const raws = [
      ...caller(),
      callee('b', FROM, -500, -440),
      span(1, -490, -480, { segmentId: 'b', serviceCode: 'b' }),
    ];
    expect(times(raws)).toEqual([
      ['s/0', 0, 100, 0],
      ['s/1', 10, 90, 0],
      ['b/0', 20, 80, 520],
      ['b/1', 30, 40, 520],
    ]);
    expect(openTrace(raws, true).skew).toBe(520);
  });

  it('are shown as reported when asked', () => {
    const raws = [...caller(), callee('b', FROM, -500, -440)];
    expect(times(raws, false)).toEqual([
      ['s/0', 500, 600, 0],
      ['s/1', 510, 590, 0],
      ['b/0', 0, 60, 0],
    ]);
  });

  it('suit all calls of an instance with one correction', () => {
    const raws = [
      span(0, 0, 300),
      span(1, 10, 90, { type: 'Exit' }),
      span(2, 100, 140, { type: 'Exit' }),
      callee('b', FROM, 1000, 1040),
      callee('c', { segmentId: 's', spanId: 2 }, 1090, 1129, { serviceCode: 'b' }),
    ];
    // The first call allows -990 to -950, the second -990 to -989: both hold from -990 to -989.
    expect(openTrace(raws, true).trace.byKey.get('b/0')?.shift).toBe(-989);
    expect(openTrace(raws, true).trace.byKey.get('c/0')?.shift).toBe(-989);
  });

  it('carry on to what the moved instance calls', () => {
    const raws = [
      ...caller(),
      callee('b', FROM, 1010, 1090),
      span(1, 1020, 1080, { segmentId: 'b', serviceCode: 'b', type: 'Exit' }),
      callee('c', { segmentId: 'b', spanId: 1 }, 1020, 1080),
    ];
    expect(times(raws).map((t) => t[3])).toEqual([0, 0, -1000, -1000, -1000]);
  });

  it('let a callee outlive a caller that gave up', () => {
    const raws = [...caller({ isError: true }), callee('b', FROM, 12, 400)];
    expect(times(raws)[2]).toEqual(['b/0', 12, 400, 0]);
    const short = [...caller({ isError: true }), callee('b', FROM, 60, 120)];
    expect(times(short)[2]).toEqual(['b/0', 60, 120, 0]);
  });

  it('are told from giving up when the callee seems to begin too early', () => {
    const raws = [...caller({ isError: true }), callee('b', FROM, -500, -440)];
    expect(openTrace(raws, true).skew).toBe(520);
  });

  it('begin a callee that took longer than its call with the call', () => {
    const raws = [...caller(), callee('b', FROM, -100, 300)];
    expect(times(raws)[2]).toEqual(['b/0', 10, 410, 110]);
  });

  it('let consumers of messages run later, but not earlier', () => {
    const later = [...caller({ layer: 'MQ' }), callee('b', FROM, 500, 600, { layer: 'MQ' })];
    expect(times(later)[2]).toEqual(['b/0', 500, 600, 0]);
    const earlier = [...caller({ layer: 'MQ' }), callee('b', FROM, -50, 40, { layer: 'MQ' })];
    expect(times(earlier)[2]).toEqual(['b/0', 10, 100, 60]);
  });

  it('leave a thread of the same instance alone', () => {
    const raws = [...caller(), callee('b', FROM, -5, 300, { serviceCode: 'a', serviceInstanceName: 'a-1' })];
    expect(openTrace(raws, true).skew).toBe(0);
  });
});
