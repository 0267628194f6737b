// SPDX-License-Identifier: Apache-2.0
// The spans of one trace as a tree. Whatever agents sent (parents that never arrived, the same span
// twice, references in circles, ends before starts), every span is in the tree exactly once.

/** A name with a value, as tags and logs carry them. */
export interface Pair {
  key: string;
  value?: string | null;
}

export interface Reference {
  traceId: string;
  parentSegmentId: string;
  parentSpanId: number;
  type: 'CROSS_PROCESS' | 'CROSS_THREAD';
}

export interface SpanLog {
  time: number;
  data?: Pair[] | null;
}

/** A span as `queryTrace` answers it; times are epoch milliseconds. */
export interface RawSpan {
  traceId: string;
  segmentId: string;
  spanId: number;
  parentSpanId: number;
  refs: Reference[];
  serviceCode: string;
  serviceInstanceName: string;
  startTime: number;
  endTime: number;
  endpointName?: string | null;
  type: string;
  peer?: string | null;
  component?: string | null;
  isError?: boolean | null;
  layer?: string | null;
  tags: Pair[];
  logs: SpanLog[];
}

/**
 * How a span hangs on its parent: within its segment, over a reference, not at all, or on a span
 * that is not here.
 */
export type Link = 'INSIDE' | 'CROSS_PROCESS' | 'CROSS_THREAD' | 'ROOT' | 'MISSING';

/** A span in its place. Times are milliseconds since the start of the trace. */
export interface TraceSpan {
  /** Position in depth-first order. */
  index: number;
  key: string;
  raw: RawSpan;
  name: string;
  parent: TraceSpan | null;
  children: TraceSpan[];
  depth: number;
  /** How many spans hang below, at any depth, with this one. */
  size: number;
  link: Link;
  start: number;
  end: number;
  /** Milliseconds this span was moved because its host's clock differs; 0 mostly. */
  shift: number;
  /** Milliseconds in which no child was running. */
  self: number;
  /** Milliseconds of the trace's critical path that passed in this span itself. */
  critical: number;
  error: boolean;
}

export interface Trace {
  /** Depth first, siblings by their start. */
  spans: TraceSpan[];
  roots: TraceSpan[];
  byKey: Map<string, TraceSpan>;
  /** Epoch milliseconds of the first start. */
  startMillis: number;
  /** Milliseconds from the first start to the last end. */
  duration: number;
  services: string[];
  errors: number;
  /** Spans that came more than once and were left out. */
  duplicates: number;
  /** Spans whose parent is not among the spans. */
  orphans: number;
}

/** Names a span within its trace, in links too. */
export function spanKey(segmentId: string, spanId: number): string {
  return `${segmentId}/${spanId}`;
}

function durationOf(raw: RawSpan): number {
  return Math.max(0, raw.endTime - raw.startTime);
}

function spanOf(raw: RawSpan, originMillis: number): TraceSpan {
  const start = raw.startTime - originMillis;
  return {
    index: 0,
    key: spanKey(raw.segmentId, raw.spanId),
    raw,
    name: raw.endpointName || raw.peer || raw.component || raw.type,
    parent: null,
    children: [],
    depth: 0,
    size: 1,
    link: 'ROOT',
    start,
    end: start + durationOf(raw),
    shift: 0,
    self: 0,
    critical: 0,
    error: raw.isError === true,
  };
}

/** Hangs the span on its parent: within the segment if it can be, else by the first good reference. */
function hang(span: TraceSpan, byKey: Map<string, TraceSpan>): void {
  const { segmentId, parentSpanId, refs } = span.raw;
  const inside = byKey.get(spanKey(segmentId, parentSpanId));
  if (inside && inside !== span) {
    span.parent = inside;
    span.link = 'INSIDE';
    return;
  }
  for (const ref of refs) {
    const outside = byKey.get(spanKey(ref.parentSegmentId, ref.parentSpanId));
    if (outside && outside !== span) {
      span.parent = outside;
      span.link = ref.type;
      return;
    }
  }
  span.link = parentSpanId >= 0 || refs.length > 0 ? 'MISSING' : 'ROOT';
}

/** Cuts every circle of parents at the member that started first. */
function cutCircles(spans: TraceSpan[]): void {
  const state = new Map<TraceSpan, 'open' | 'done'>();
  for (const span of spans) {
    const path: TraceSpan[] = [];
    let at: TraceSpan | null = span;
    while (at && !state.has(at)) {
      state.set(at, 'open');
      path.push(at);
      at = at.parent;
    }
    if (at && state.get(at) === 'open') {
      const circle = path.slice(path.indexOf(at));
      const first = circle.reduce((a, b) => (b.start < a.start ? b : a));
      first.parent = null;
      first.link = 'MISSING';
    }
    path.forEach((seen) => state.set(seen, 'done'));
  }
}

function byStart(a: TraceSpan, b: TraceSpan): number {
  return a.start - b.start || a.raw.spanId - b.raw.spanId;
}

/** Lists the spans depth first and numbers them. Without recursion: traces can be very deep. */
export function arrange(roots: TraceSpan[]): TraceSpan[] {
  const ordered: TraceSpan[] = [];
  const open = [...roots].sort(byStart).reverse();
  while (open.length > 0) {
    const span = open.pop() as TraceSpan;
    span.index = ordered.length;
    span.depth = span.parent ? span.parent.depth + 1 : 0;
    span.size = 1;
    ordered.push(span);
    span.children.sort(byStart);
    for (let i = span.children.length - 1; i >= 0; i--) {
      open.push(span.children[i] as TraceSpan);
    }
  }
  for (let i = ordered.length - 1; i >= 0; i--) {
    const span = ordered[i] as TraceSpan;
    if (span.parent) {
      span.parent.size += span.size;
    }
  }
  return ordered;
}

function collect(raws: readonly RawSpan[], originMillis: number): Map<string, TraceSpan> {
  const byKey = new Map<string, TraceSpan>();
  for (const raw of raws) {
    const key = spanKey(raw.segmentId, raw.spanId);
    if (!byKey.has(key)) {
      byKey.set(key, spanOf(raw, originMillis));
    }
  }
  return byKey;
}

function firstStart(raws: readonly RawSpan[]): number {
  return raws.reduce((first, raw) => Math.min(first, raw.startTime), Number.POSITIVE_INFINITY);
}

/** Builds the tree with the times as they were reported. */
export function buildTree(raws: readonly RawSpan[]): Trace {
  const startMillis = raws.length === 0 ? 0 : firstStart(raws);
  const byKey = collect(raws, startMillis);
  const all = [...byKey.values()];
  all.forEach((span) => hang(span, byKey));
  cutCircles(all);
  const roots: TraceSpan[] = [];
  for (const span of all) {
    if (span.parent) {
      span.parent.children.push(span);
    } else {
      roots.push(span);
    }
  }
  const spans = arrange(roots);
  const trace: Trace = {
    spans,
    roots: roots.sort(byStart),
    byKey,
    startMillis,
    duration: 0,
    services: [...new Set(spans.map((span) => span.raw.serviceCode))],
    errors: all.filter((span) => span.error).length,
    duplicates: raws.length - all.length,
    orphans: all.filter((span) => span.link === 'MISSING').length,
  };
  measure(trace);
  return trace;
}

/** Makes all times count from the first start again, after spans were moved. */
export function measure(trace: Trace): void {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const span of trace.spans) {
    first = Math.min(first, span.start);
    last = Math.max(last, span.end);
  }
  if (trace.spans.length === 0) {
    return;
  }
  for (const span of trace.spans) {
    span.start -= first;
    span.end -= first;
  }
  trace.startMillis += first;
  trace.duration = last - first;
}
