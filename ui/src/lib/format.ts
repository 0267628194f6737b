// SPDX-License-Identifier: Apache-2.0
// How numbers and times are written. All take the locale last; useFormat() binds it.
import { wallClock } from './time';

export const NOTHING = '–';

type Value = number | null | undefined;

const numbers = new Map<string, Intl.NumberFormat>();

function number(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    numbers.set(key, format);
  }
  return format;
}

function decimals(value: number, digits: number, locale: string): string {
  return number(locale, { maximumFractionDigits: digits }).format(value);
}

function missing(value: Value): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}

/** Three digits of the greatest unit: `420 ms`, `1.25 s`, `2 m 5 s`, `3 h 20 m`, `2 d 4 h`. */
export function formatDuration(millis: Value, locale = 'en'): string {
  if (missing(millis)) return NOTHING;
  const size = Math.abs(millis);
  if (size < 10 && !Number.isInteger(millis)) return `${decimals(millis, 2, locale)} ms`;
  if (size < 1000) return `${decimals(Math.round(millis), 0, locale)} ms`;
  if (size < 60_000) return `${decimals(millis / 1000, size < 10_000 ? 2 : 1, locale)} s`;
  const steps: [number, string, number, string][] = [
    [86_400_000, 'd', 3_600_000, 'h'], [3_600_000, 'h', 60_000, 'm'], [60_000, 'm', 1000, 's'],
  ];
  for (const [unit, name, smaller, smallerName] of steps) {
    if (size < unit) continue;
    const whole = Math.trunc(millis / unit);
    const rest = Math.trunc((size % unit) / smaller);
    return rest === 0 ? `${whole} ${name}` : `${whole} ${name} ${rest} ${smallerName}`;
  }
  return NOTHING;
}

/** Whole up to 10,000, then as people say it in their language: `12K`, `1.2万`. */
export function formatCount(value: Value, locale = 'en'): string {
  if (missing(value)) return NOTHING;
  const size = Math.abs(value);
  if (size >= 10_000) return number(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
  return decimals(value, size < 10 ? 2 : size < 100 ? 1 : 0, locale);
}

/** Of a fraction. Never rounds up to 100 % what is less. */
export function formatPercent(fraction: Value, locale = 'en'): string {
  if (missing(fraction)) return NOTHING;
  // The small addition undoes what binary fractions take away from 0.9995.
  const cut = fraction < 1 ? Math.floor(fraction * 1e4 + 1e-6) / 1e4 : fraction;
  return number(locale, { style: 'percent', minimumFractionDigits: cut > 0.9 && cut < 1 ? 2 : 0, maximumFractionDigits: 2 }).format(cut);
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function formatBytes(bytes: Value, locale = 'en'): string {
  if (missing(bytes)) return NOTHING;
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${decimals(value, value < 10 ? 2 : value < 100 ? 1 : 0, locale)} ${BYTE_UNITS[unit]}`;
}

/** `2026-11-26 10:20:30`; with `short`, only the time of day, as `10:20`. */
export function formatTime(millis: Value, zone: string, short = false): string {
  if (missing(millis)) return NOTHING;
  const wall = wallClock(millis, zone);
  return short ? wall.slice(11, 16) : wall.replace('T', ' ');
}

/** `+12 %`, `−3 %`: how much `now` differs from `then`; null when there is nothing to compare. */
export function change(now: Value, then: Value): number | null {
  return missing(now) || missing(then) || then === 0 ? null : (now - then) / then;
}

export function formatChange(fraction: Value, locale = 'en'): string {
  if (missing(fraction)) return NOTHING;
  return number(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(fraction);
}
