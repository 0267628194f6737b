// SPDX-License-Identifier: Apache-2.0
import { instantOf, wallClock } from './time';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE)
  .concat([1, 2, 3, 6, 12].map((n) => n * HOUR))
  .concat([1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY));

/** Round times of a zone's clock between two instants, at most that many. */
export function ticksOf(from: number, to: number, { zone, most }: { zone: string; most: number }): number[] {
  const length = to - from;
  if (!(length > 0)) return [];
  const step = STEPS.find((each) => length / each <= most) ?? 365 * DAY;
  const midnight = instantOf(`${wallClock(from, zone).slice(0, 10)}T00:00`, zone) ?? from;
  const ticks: number[] = [];
  const first = midnight + Math.ceil((from - midnight) / step) * step;
  for (let at = first; at <= to && ticks.length < 100; at += step) ticks.push(at);
  return ticks;
}
