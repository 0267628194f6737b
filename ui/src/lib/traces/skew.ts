// SPDX-License-Identifier: Apache-2.0
// Clocks of different hosts differ. A call seen from its callee cannot begin before, nor (when it
// is awaited) end after what its caller saw; where it does, the callee's clock is off. Each instance
// has one clock, so one correction per instance is looked for that suits all its calls.
import { arrange, measure, type Trace, type TraceSpan } from './spans';

/** By how much a clock may be moved: all values between are as good. */
interface Room {
  low: number;
  high: number;
}

function clockOf(span: TraceSpan): string {
  return `${span.raw.serviceCode}\n${span.raw.serviceInstanceName}`;
}

/** Whether the caller went on without waiting, so that the callee may end later. */
function detached(child: TraceSpan): boolean {
  return child.raw.layer === 'MQ' || child.parent?.raw.layer === 'MQ';
}

/** What the call allows its callee's clock to be moved by, given where the caller stands. */
function roomOf(child: TraceSpan, parentShift: number): Room {
  const parent = child.parent as TraceSpan;
  const low = parent.start + parentShift - child.start;
  if (detached(child)) {
    return { low, high: Number.POSITIVE_INFINITY };
  }
  const end = parent.end + parentShift;
  return { low, high: outlives(child, parentShift) ? end - child.start : end - child.end };
}

/** Whether the callee may have gone on when its caller had given up. */
function outlives(child: TraceSpan, parentShift: number): boolean {
  const parent = child.parent as TraceSpan;
  const gaveUp = parent.error && child.start >= parent.start + parentShift;
  return gaveUp || child.end - child.start > parent.end - parent.start;
}

/** The correction in this room: none when that is possible, else its middle, or its open end. */
function choose(room: Room, longer: boolean): number {
  if (room.low <= 0 && room.high >= 0) {
    return 0;
  }
  if (longer || room.high === Number.POSITIVE_INFINITY) {
    return room.low;
  }
  return Math.round((room.low + room.high) / 2);
}

function intersect(a: Room, b: Room): Room | null {
  const both = { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
  return both.low <= both.high ? both : null;
}

/** The calls into each instance from other instances, in the order of the tree. */
function callsByClock(trace: Trace): Map<string, TraceSpan[]> {
  const calls = new Map<string, TraceSpan[]>();
  for (const span of trace.spans) {
    if (span.parent && span.link === 'CROSS_PROCESS' && clockOf(span) !== clockOf(span.parent)) {
      const clock = clockOf(span);
      const known = calls.get(clock);
      if (known) {
        known.push(span);
      } else {
        calls.set(clock, [span]);
      }
    }
  }
  return calls;
}

function correction(calls: TraceSpan[], shifts: Map<string, number>): number {
  let room: Room | null = null;
  let longer = false;
  for (const call of calls) {
    const parentShift = shifts.get(clockOf(call.parent as TraceSpan));
    if (parentShift === undefined) {
      continue;
    }
    const own = roomOf(call, parentShift);
    const tighter: Room | null = room ? intersect(room, own) : own;
    if (tighter) {
      room = tighter;
      longer ||= outlives(call, parentShift);
    }
  }
  return room ? choose(room, longer) : 0;
}

/** The correction of each instance's clock in milliseconds; the roots' clocks are taken as right. */
function corrections(trace: Trace): Map<string, number> {
  const calls = callsByClock(trace);
  const shifts = new Map<string, number>();
  for (const span of trace.spans) {
    const clock = clockOf(span);
    if (!shifts.has(clock)) {
      shifts.set(clock, span.parent ? correction(calls.get(clock) ?? [], shifts) : 0);
    }
  }
  return shifts;
}

/** Moves the spans of instances whose clocks differ. Returns by how much the worst one was off. */
export function alignClocks(trace: Trace): number {
  const shifts = corrections(trace);
  let worst = 0;
  for (const span of trace.spans) {
    const shift = shifts.get(clockOf(span)) ?? 0;
    span.shift = shift;
    span.start += shift;
    span.end += shift;
    worst = Math.max(worst, Math.abs(shift));
  }
  if (worst > 0) {
    trace.spans = arrange(trace.roots);
    measure(trace);
  }
  return worst;
}
