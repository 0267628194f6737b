// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { change, formatBytes, formatChange, formatCount, formatDuration, formatPercent, formatTime } from '@/lib/format';

describe('formatDuration', () => {
  it.each([
    [null, '–'], [Number.NaN, '–'], [0, '0 ms'], [0.4, '0.4 ms'], [420, '420 ms'], [999.4, '999 ms'], [1250, '1.25 s'],
    [12_340, '12.3 s'], [60_000, '1 m'], [125_000, '2 m 5 s'], [12_000_000, '3 h 20 m'], [187_200_000, '2 d 4 h'],
  ])('writes %s as %s', (millis, text) => expect(formatDuration(millis)).toBe(text));
});

describe('formatCount', () => {
  it.each([[undefined, 'en', '–'], [0, 'en', '0'], [3.14159, 'en', '3.14'], [42.55, 'en', '42.6'], [9999, 'en', '9,999'], [12_345, 'en', '12.3K'], [12_345, 'zh', '1.23万']])(
    'writes %s in %s as %s', (value, locale, text) => expect(formatCount(value, locale)).toBe(text));
});

describe('formatPercent', () => {
  it.each([[1, '100%'], [0.99999, '99.99%'], [0.9995, '99.95%'], [0.5, '50%'], [0, '0%'], [0.00001, '0%'], [null, '–']])(
    'writes %s as %s, and only what is whole as 100%', (value, text) => expect(formatPercent(value)).toBe(text));
});

describe('formatBytes', () => {
  it.each([[0, '0 B'], [1023, '1,023 B'], [1536, '1.5 KiB'], [268_435_456, '256 MiB']])(
    'writes %s as %s', (value, text) => expect(formatBytes(value)).toBe(text));
});

describe('formatTime', () => {
  const noon = Date.UTC(2026, 0, 2, 12, 30, 5);
  it('shows the clock of the zone', () => {
    expect(formatTime(noon, 'UTC')).toBe('2026-01-02 12:30:05');
    expect(formatTime(noon, 'Asia/Kathmandu')).toBe('2026-01-02 18:15:05');
    expect(formatTime(noon, 'America/New_York', true)).toBe('07:30');
  });
});

describe('change', () => {
  it('compares with what was, when there was something', () => {
    expect(change(120, 100)).toBeCloseTo(0.2);
    expect(change(5, 0)).toBeNull();
    expect(change(null, 3)).toBeNull();
    expect([formatChange(0.2), formatChange(-0.031), formatChange(0)]).toEqual(['+20%', '-3%', '0%']);
  });
});
