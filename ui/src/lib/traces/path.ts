// SPDX-License-Identifier: Apache-2.0
// Where the time of a trace went: what each span did itself, and the critical path, which is the
// chain of work that the caller waited for. Shortening anything else makes nobody faster.
import type { Trace, TraceSpan } from './spans';

/** A stretch of the critical path, in milliseconds since the start of the trace. */
export interface Stretch {
  span: TraceSpan;
  from: number;
  to: number;
}

/** Sets `self`: the time within a span that none of its children covers. */
export function measureSelf(trace: Trace): void {
  for (const span of trace.spans) {
    let covered = 0;
    let reached = span.start;
    for (const child of [...span.children].sort((a, b) => a.start - b.start)) {
      const from = Math.max(child.start, reached);
      const to = Math.min(child.end, span.end);
      if (to > from) {
        covered += to - from;
        reached = to;
      }
    }
    span.self = span.end - span.start - covered;
  }
}

/** The root that a caller waited for: the longest, of equals the first. */
export function mainRoot(trace: Trace): TraceSpan | null {
  let main: TraceSpan | null = null;
  for (const root of trace.roots) {
    if (!main || root.end - root.start > main.end - main.start) {
      main = root;
    }
  }
  return main;
}

interface Visit {
  span: TraceSpan;
  /** Children not yet looked at, by their end. */
  waiting: TraceSpan[];
  /** Walked back to here. */
  at: number;
  floor: number;
}

/** Clocks tell whole milliseconds: an end one later may be the same. */
const SAME_MILLIS = 1;

/** Whether the parent went on without waiting: work handed over that was still running at its end. */
function leftBehind(child: TraceSpan, parent: TraceSpan): boolean {
  const message = child.raw.layer === 'MQ' || parent.raw.layer === 'MQ';
  return child.end > parent.end + SAME_MILLIS && (child.link !== 'CROSS_PROCESS' || message);
}

function visit(span: TraceSpan, at: number, floor: number): Visit {
  const waiting = span.children
    .filter((child) => child.start < at && child.end > floor && !leftBehind(child, span))
    .sort((a, b) => Math.min(a.end, at) - Math.min(b.end, at) || b.start - a.start);
  return { span, waiting, at, floor: Math.max(floor, span.start) };
}

/**
 * Walks from the end of the main root back to its start, at each instant in the child that ended
 * last. Sets `critical`; returns the stretches in the order of time. A call that ran on after its
 * caller had given up counts up to there; what was handed over and not waited for does not count.
 */
export function findCriticalPath(trace: Trace): Stretch[] {
  trace.spans.forEach((span) => (span.critical = 0));
  const main = mainRoot(trace);
  if (!main) {
    return [];
  }
  const stretches: Stretch[] = [];
  const note = (span: TraceSpan, from: number, to: number): void => {
    if (to > from) {
      span.critical += to - from;
      stretches.push({ span, from, to });
    }
  };
  const open: Visit[] = [visit(main, main.end, main.start)];
  while (open.length > 0) {
    const now = open[open.length - 1] as Visit;
    const child = now.waiting.pop();
    if (!child) {
      note(now.span, now.floor, now.at);
      open.pop();
      continue;
    }
    const end = Math.min(child.end, now.at);
    if (end <= now.floor || child.start >= now.at || end <= child.start) {
      continue;
    }
    note(now.span, end, now.at);
    now.at = Math.max(child.start, now.floor);
    open.push(visit(child, end, now.floor));
  }
  return stretches.sort((a, b) => a.from - b.from);
}
