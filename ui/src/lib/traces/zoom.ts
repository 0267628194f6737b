// SPDX-License-Identifier: Apache-2.0
// The part of a trace's time that is in view.

/** Milliseconds since the start of the trace. */
export interface View {
  from: number;
  to: number;
}

/** No closer than this share of the whole, nor than a hundredth of a millisecond. */
const CLOSEST_SHARE = 1 / 20_000;
const CLOSEST_MILLIS = 0.01;

export function whole(duration: number): View {
  return { from: 0, to: Math.max(duration, 1) };
}

export function isWhole(view: View, duration: number): boolean {
  const all = whole(duration);
  return view.from <= all.from && view.to >= all.to;
}

/** The view brought inside the trace, its width kept where possible. */
export function clamp(view: View, duration: number): View {
  const all = whole(duration);
  const closest = Math.max(CLOSEST_MILLIS, all.to * CLOSEST_SHARE);
  const width = Math.min(all.to, Math.max(closest, view.to - view.from));
  const from = Math.min(Math.max(0, view.from), all.to - width);
  return { from, to: from + width };
}

/** Closer (factor below 1) or further, keeping the instant at `anchor` (0 left, 1 right) in place. */
export function zoomed(view: View, factor: number, anchor: number, duration: number): View {
  const width = view.to - view.from;
  const at = view.from + width * anchor;
  const next = width * factor;
  return clamp({ from: at - next * anchor, to: at + next * (1 - anchor) }, duration);
}

/** Moved by a share of its width. */
export function panned(view: View, share: number, duration: number): View {
  const by = (view.to - view.from) * share;
  return clamp({ from: view.from + by, to: view.to + by }, duration);
}

/** What a drag between two instants, in either direction, selects. */
export function dragged(a: number, b: number, duration: number): View {
  return clamp({ from: Math.min(a, b), to: Math.max(a, b) }, duration);
}

/** A span with some room around it. */
export function around(start: number, end: number, duration: number): View {
  const room = Math.max((end - start) * 0.1, CLOSEST_MILLIS);
  return clamp({ from: start - room, to: end + room }, duration);
}

/** Where a bar lies in the view, in percent; null when it does not. */
export function place(view: View, start: number, end: number): { left: number; width: number } | null {
  if (end < view.from || start > view.to) {
    return null;
  }
  const width = view.to - view.from;
  const left = (Math.max(start, view.from) - view.from) / width;
  const right = (Math.min(end, view.to) - view.from) / width;
  return { left: left * 100, width: Math.max(0, (right - left) * 100) };
}

/** Round instants for a ruler: about as many as asked for, never more than twice. */
export function ticks(view: View, wanted: number): number[] {
  const width = view.to - view.from;
  if (!(width > 0) || wanted < 1) {
    return [];
  }
  const rough = width / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough * (1 - 1e-9)) ?? rough;
  const found: number[] = [];
  for (let n = Math.ceil(view.from / step); n * step <= view.to; n++) {
    found.push(Number((n * step).toPrecision(12)));
  }
  return found;
}

/** As a link carries it; empty for the whole. */
export function writeView(view: View, duration: number): string {
  if (isWhole(view, duration)) {
    return '';
  }
  const short = (n: number): string => String(Number(n.toFixed(3)));
  return `${short(view.from)}-${short(view.to)}`;
}

/** From a link; the whole when the text means nothing. */
export function readView(text: string, duration: number): View {
  const match = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) {
    return whole(duration);
  }
  const view = { from: Number(match[1]), to: Number(match[2]) };
  return view.to > view.from && view.from < duration ? clamp(view, duration) : whole(duration);
}
