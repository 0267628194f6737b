// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { before, bucketsOf, durationOf, instantOf, parseOffset, parseRange, parseTime, partialFrom, stepOf, wallClock } from '@/lib/time';
import { ticksOf } from '@/lib/ticks';

const NOW = Date.UTC(2026, 10, 26, 10, 20, 30);
const AROUND = { now: NOW, zone: 'UTC', serverOffsetMinutes: 480 };
const HOUR = 3_600_000;

describe('parseTime', () => {
  it.each([['now', NOW], ['now-30m', NOW - 1_800_000], ['now-2d', NOW - 48 * HOUR], ['1700000000000', 1_700_000_000_000], ['soon', null], ['now-3y', null], ['', null]])(
    'reads %s', (text, millis) => expect(parseTime(text, NOW)).toBe(millis));
});

describe('parseRange', () => {
  it('knows what moves with time', () => {
    const range = parseRange('now-1h', 'now', AROUND);
    expect(range).toEqual({ from: NOW - HOUR, to: NOW, relative: 'now-1h', step: 'MINUTE', zone: 'UTC', serverOffsetMinutes: 480 });
    expect(parseRange(String(NOW - HOUR), String(NOW - 60_000), AROUND).relative).toBeNull();
  });
  it.each([['x', 'now'], ['now', 'now'], ['now', 'now-1h'], [String(NOW), String(NOW - 5)]])('takes the default for %s to %s', (from, to) =>
    expect(parseRange(from, to, AROUND)).toMatchObject({ from: NOW - 1_800_000, to: NOW, relative: 'now-30m' }));
  it('asks for no more steps than the server gives', () => {
    expect([stepOf(6 * HOUR), stepOf(6 * HOUR + 1), stepOf(15 * 24 * HOUR), stepOf(16 * 24 * HOUR)]).toEqual(['MINUTE', 'HOUR', 'HOUR', 'DAY']);
  });
});

describe('durationOf', () => {
  it('speaks in the wall clock of the server', () => {
    expect(durationOf(parseRange('now-30m', 'now', AROUND))).toEqual({ start: '2026-11-26 1750', end: '2026-11-26 1820', step: 'MINUTE' });
    expect(durationOf(parseRange('now-1d', 'now', AROUND))).toEqual({ start: '2026-11-25 18', end: '2026-11-26 18', step: 'HOUR' });
    expect(durationOf(parseRange('now-4w', 'now', AROUND))).toEqual({ start: '2026-10-29', end: '2026-11-26', step: 'DAY' });
  });
  it('does not name the step after an end that lies on its start', () => {
    const range = { ...parseRange('now-1h', 'now', AROUND), from: Date.UTC(2026, 0, 1, 1), to: Date.UTC(2026, 0, 1, 2) };
    expect(durationOf(range).end).toBe('2026-01-01 0959');
    expect(bucketsOf(range)).toHaveLength(60);
  });
});

describe('bucketsOf', () => {
  it('has as many buckets as the server answers', () => {
    expect(bucketsOf(parseRange('now-30m', 'now', AROUND))).toHaveLength(31);
    const hours = bucketsOf(parseRange('now-1d', 'now', { ...AROUND, serverOffsetMinutes: 330 }));
    expect(hours).toHaveLength(25);
    expect(new Date(hours[0] ?? 0).toISOString()).toBe('2026-11-25T09:30:00.000Z');
  });
  it('is still filling the last one only when the range moves', () => {
    expect(partialFrom(parseRange('now-30m', 'now', AROUND))).toBe(Date.UTC(2026, 10, 26, 10, 20));
    expect(partialFrom({ ...parseRange('now-30m', 'now', AROUND), relative: null })).toBeNull();
  });
});

it('compares with the same length before', () => {
  const range = parseRange('now-1h', 'now', AROUND);
  expect(before(range)).toMatchObject({ from: NOW - 2 * HOUR, to: NOW - HOUR, relative: null });
});

it.each([['+0800', 480], ['-0330', -210], ['+0000', 0], ['nonsense', 0], [null, 0]])('reads the offset %s', (text, minutes) =>
  expect(parseOffset(text)).toBe(minutes));

describe('instantOf', () => {
  it.each(['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Europe/Berlin'])('undoes wallClock in %s', (zone) => {
    const at = Date.UTC(2026, 6, 1, 4, 5);
    expect(instantOf(wallClock(at, zone).slice(0, 16), zone)).toBe(at);
  });
  it('knows summer time and nonsense', () => {
    expect(instantOf('2026-03-29T03:30', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(instantOf('yesterday', 'UTC')).toBeNull();
  });
});

describe('ticksOf', () => {
  it('marks round times of the zone', () => {
    const from = Date.UTC(2026, 0, 1, 0, 7);
    expect(ticksOf(from, from + 30 * 60_000, { zone: 'UTC', most: 4 }).map((at) => new Date(at).getUTCMinutes())).toEqual([10, 20, 30]);
    const kathmandu = ticksOf(from, from + 6 * HOUR, { zone: 'Asia/Kathmandu', most: 3 });
    expect(kathmandu.map((at) => wallClock(at, 'Asia/Kathmandu').slice(11, 16))).toEqual(['06:00', '08:00', '10:00']);
  });
  it('has none in no time', () => expect(ticksOf(5, 5, { zone: 'UTC', most: 3 })).toEqual([]));
});
