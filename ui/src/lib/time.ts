// SPDX-License-Identifier: Apache-2.0
import type { Duration } from '@/api/schema';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Series have at most 500 steps; beyond these lengths the next coarser step is asked for. */
const LONGEST_BY_MINUTE = 6 * HOUR;
const LONGEST_BY_HOUR = 15 * DAY;
const SHORTEST = MINUTE;

export type Step = 'MINUTE' | 'HOUR' | 'DAY';

/** What is looked at. Times are epoch milliseconds. */
export interface TimeRange {
  from: number;
  to: number;
  /** The text such as `now-30m` when the range moves with time, else null. */
  relative: string | null;
  step: Step;
  /** The IANA zone in which times are shown. */
  zone: string;
  /** Of the server's clock, which the API speaks in: minutes east of UTC. */
  serverOffsetMinutes: number;
}

const UNITS: Record<string, number> = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** `now`, `now-30m`, or epoch milliseconds; null when it is neither. */
export function parseTime(text: string, now: number): number | null {
  if (text === 'now') return now;
  const relative = /^now-(\d{1,5})([mhdw])$/.exec(text);
  if (relative) return now - Number(relative[1]) * (UNITS[relative[2] ?? ''] ?? 0);
  if (/^\d{10,14}$/.test(text)) return Number(text);
  return null;
}

export function stepOf(lengthMillis: number): Step {
  if (lengthMillis <= LONGEST_BY_MINUTE) return 'MINUTE';
  return lengthMillis <= LONGEST_BY_HOUR ? 'HOUR' : 'DAY';
}

export function stepMillis(step: Step): number {
  return step === 'MINUTE' ? MINUTE : step === 'HOUR' ? HOUR : DAY;
}

export const DEFAULT_FROM = 'now-30m';

export interface Surroundings {
  now: number;
  zone: string;
  serverOffsetMinutes: number;
}

/** The range that two texts of a URL name; the default for what makes no sense. */
export function parseRange(from: string, to: string, around: Surroundings): TimeRange {
  const { now, zone, serverOffsetMinutes } = around;
  let start = parseTime(from, now);
  let end = parseTime(to, now);
  let relative = end === now && from.startsWith('now') ? from : null;
  if (start === null || end === null || end - start < SHORTEST) {
    start = now - 30 * MINUTE;
    end = now;
    relative = DEFAULT_FROM;
  }
  return { from: start, to: end, relative, step: stepOf(end - start), zone, serverOffsetMinutes };
}

/** `yyyy-MM-dd HHmm` in the server's wall clock, cut to what the step can say. */
export function serverTime(millis: number, step: Step, offsetMinutes: number): string {
  const text = new Date(millis + offsetMinutes * MINUTE).toISOString();
  const day = text.slice(0, 10);
  if (step === 'DAY') return day;
  return step === 'HOUR' ? `${day} ${text.slice(11, 13)}` : `${day} ${text.slice(11, 13)}${text.slice(14, 16)}`;
}

/** The range as the API takes it. */
export function durationOf(range: TimeRange): Duration {
  return {
    start: serverTime(range.from, range.step, range.serverOffsetMinutes),
    // The end counts in full, so a range that ends on the minute must not name the next one.
    end: serverTime(range.to - 1, range.step, range.serverOffsetMinutes),
    step: range.step,
  };
}

const RECENT = 30 * MINUTE;

/** The last half hour of a range, by the minute. */
export function recent(range: TimeRange): TimeRange {
  return { ...range, from: Math.max(range.from, range.to - RECENT), step: 'MINUTE' };
}

/** The time of the same length just before, to compare with. */
export function before(range: TimeRange): TimeRange {
  const length = range.to - range.from;
  return { ...range, from: range.from - length, to: range.from, relative: null };
}

/** Starts of the buckets that a series over this range has, oldest first. */
export function bucketsOf(range: TimeRange): number[] {
  const size = stepMillis(range.step);
  const shift = range.serverOffsetMinutes * MINUTE;
  const first = Math.floor((range.from + shift) / size) * size - shift;
  const buckets: number[] = [];
  for (let at = first; at < range.to; at += size) buckets.push(at);
  return buckets;
}

/** When the bucket begins that is still being filled; null when all are complete. */
export function partialFrom(range: TimeRange): number | null {
  if (range.relative === null) return null;
  return bucketsOf(range).at(-1) ?? null;
}

/** `+0800` as the server writes its zone, in minutes; 0 when it makes no sense. */
export function parseOffset(text: string | null | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** How the clock on the wall of a zone shows an instant: `2026-11-26T10:20:30`. */
export function wallClock(millis: number, zone: string): string {
  const parts: Record<string, string> = {};
  for (const { type, value } of wallFormat(zone).formatToParts(millis)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

/** The instant at which the clock of a zone shows `2026-11-26T10:20`; null for no such text. */
export function instantOf(wall: string, zone: string): number | null {
  const utc = Date.parse(wall.length === 16 ? `${wall}:00Z` : `${wall}Z`);
  if (Number.isNaN(utc)) return null;
  // Twice, because the first guess may lie on the other side of a change of the clock.
  let guess = utc;
  for (let i = 0; i < 2; i++) guess = utc - (Date.parse(`${wallClock(guess, zone)}Z`) - Math.floor(guess / 1000) * 1000);
  return guess;
}

/** Whether the browser knows the zone. */
export function isZone(zone: string): boolean {
  try {
    wallFormat(zone);
    return true;
  } catch {
    return false;
  }
}
