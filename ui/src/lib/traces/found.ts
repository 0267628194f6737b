// SPDX-License-Identifier: Apache-2.0
// The server finds segments; people look for traces. The segments of a trace become one line.
import type { TraceOrder } from './search';

export interface BasicTrace {
  segmentId: string;
  endpointNames: string[];
  duration: number;
  /** Epoch milliseconds, as a text. */
  start: string;
  isError?: boolean | null;
  traceIds: string[];
  serviceCode?: string | null;
}

export interface FoundTrace {
  traceId: string;
  /** Of the segment that took longest. */
  name: string;
  service: string;
  /** Epoch milliseconds when the first segment found began. */
  at: number;
  /** Milliseconds of the longest segment found. */
  duration: number;
  error: boolean;
  /** How many of its segments were found; the trace may have more. */
  segments: number;
}

function traceOf(basic: BasicTrace): FoundTrace {
  return {
    traceId: basic.traceIds[0] ?? basic.segmentId,
    name: basic.endpointNames[0] ?? '',
    service: basic.serviceCode ?? '',
    at: Number(basic.start),
    duration: basic.duration,
    error: basic.isError === true,
    segments: 1,
  };
}

function merge(a: FoundTrace, b: FoundTrace): FoundTrace {
  const main = b.duration > a.duration || (b.duration === a.duration && b.at < a.at) ? b : a;
  return {
    ...main,
    at: Math.min(a.at, b.at),
    error: a.error || b.error,
    segments: a.segments + b.segments,
  };
}

/** One line per trace, newest or slowest first. */
export function groupByTrace(found: readonly BasicTrace[], order: TraceOrder): FoundTrace[] {
  const traces = new Map<string, FoundTrace>();
  for (const basic of found) {
    const trace = traceOf(basic);
    const known = traces.get(trace.traceId);
    traces.set(trace.traceId, known ? merge(known, trace) : trace);
  }
  const lines = [...traces.values()];
  return order === 'BY_DURATION' ? lines.sort((a, b) => b.duration - a.duration) : lines.sort((a, b) => b.at - a.at);
}
