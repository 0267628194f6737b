// SPDX-License-Identifier: Apache-2.0
// Durations over time as points: scales, picking, and what a drag selects.

/** Something that happened at an instant and took some time, in milliseconds. */
export interface Dot {
  at: number;
  duration: number;
}

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface ScatterScale {
  area: Rect;
  from: number;
  to: number;
  /** What lies at the bottom and at the top of the scale. */
  shortest: number;
  longest: number;
  x(at: number): number;
  y(duration: number): number;
  time(x: number): number;
  duration(y: number): number;
}

/** Logarithmic, but with a place for zero: a trace of 30 s must not flatten all others. */
function squeeze(duration: number): number {
  return Math.log1p(Math.max(0, duration));
}

/** The next 1, 2 or 5 times a power of ten; 10 at least. */
export function roundUp(duration: number): number {
  if (!(duration > 10)) {
    return 10;
  }
  const power = 10 ** Math.floor(Math.log10(duration));
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= duration) ?? duration;
}

/** The power of ten at or below; 0 below ten. */
export function roundDown(duration: number): number {
  return duration >= 10 && Number.isFinite(duration) ? 10 ** Math.floor(Math.log10(duration)) : 0;
}

export function scatterScale(dots: readonly Dot[], range: { from: number; to: number }, area: Rect): ScatterScale {
  const longest = roundUp(dots.reduce((max, dot) => Math.max(max, dot.duration), 0));
  const shortest = roundDown(dots.reduce((min, dot) => Math.min(min, dot.duration), Number.POSITIVE_INFINITY));
  const width = Math.max(1, range.to - range.from);
  const wide = Math.max(1, area.right - area.left);
  const high = Math.max(1, area.bottom - area.top);
  const bottom = squeeze(shortest);
  const room = squeeze(longest) - bottom;
  return {
    area,
    from: range.from,
    to: range.to,
    shortest,
    longest,
    x: (at) => area.left + ((at - range.from) / width) * wide,
    y: (duration) => area.bottom - ((squeeze(duration) - bottom) / room) * high,
    time: (x) => range.from + ((x - area.left) / wide) * width,
    duration: (y) => Math.expm1(((area.bottom - y) / high) * room + bottom),
  };
}

/** Marks for the axis of durations: powers of ten between, and both ends. */
export function durationMarks(shortest: number, longest: number): number[] {
  const marks = [shortest];
  for (let mark = shortest > 0 ? shortest * 10 : 1; mark < longest; mark *= 10) {
    marks.push(mark);
  }
  const last = marks[marks.length - 1] as number;
  if (longest / Math.max(last, 1) < 2 && marks.length > 1) {
    marks.pop();
  }
  marks.push(longest);
  return marks;
}

/** The dot nearest to a point, no further than `reach`; of equals the later in the list. */
export function nearest<T extends Dot>(
  dots: readonly T[],
  scale: ScatterScale,
  point: { x: number; y: number },
  reach: number,
): T | null {
  let best: T | null = null;
  let bestDistance = reach * reach;
  for (const dot of dots) {
    const dx = scale.x(dot.at) - point.x;
    const dy = scale.y(dot.duration) - point.y;
    const distance = dx * dx + dy * dy;
    if (distance <= bestDistance) {
      best = dot;
      bestDistance = distance;
    }
  }
  return best;
}

/** What a dragged box asks for. Null for a box so small that it was a click. */
export interface Selection {
  from: number;
  to: number;
  min: number;
  /** 0 for no limit: the box reaches to the top. */
  max: number;
}

export const SMALLEST_DRAG = 5;

/** So that the error of a logarithm does not move a limit to the next millisecond. */
const ROUNDING = 1e-6;

export function selectionOf(scale: ScatterScale, box: Rect): Selection | null {
  const { area } = scale;
  const left = Math.max(area.left, Math.min(box.left, box.right));
  const right = Math.min(area.right, Math.max(box.left, box.right));
  const top = Math.max(area.top, Math.min(box.top, box.bottom));
  const bottom = Math.min(area.bottom, Math.max(box.top, box.bottom));
  if (right - left < SMALLEST_DRAG && bottom - top < SMALLEST_DRAG) {
    return null;
  }
  return {
    from: Math.floor(scale.time(left)),
    to: Math.ceil(scale.time(right)),
    min: bottom >= area.bottom ? 0 : Math.floor(scale.duration(bottom) + ROUNDING),
    max: top <= area.top ? 0 : Math.ceil(scale.duration(top) - ROUNDING),
  };
}
