// SPDX-License-Identifier: Apache-2.0
// What a person should look at first in a trace.
import type { Trace, TraceSpan } from './spans';

/** Work that made the caller wait: one kind of span at one service. */
export interface Culprit {
  service: string;
  name: string;
  /** The one that waited longest. */
  span: TraceSpan;
  count: number;
  /** Milliseconds on the critical path. */
  critical: number;
  /** Of the whole path, 0 to 1. */
  share: number;
}

/** The same call again and again below one span: a loop that a batch would replace. */
export interface Repeat {
  parent: TraceSpan;
  first: TraceSpan;
  name: string;
  count: number;
  /** Sum of durations. */
  total: number;
}

/** How many calls of a kind below one parent are worth a remark. */
const REPEATS = 10;

function kindOf(span: TraceSpan): string {
  return `${span.raw.serviceCode}\n${span.raw.type}\n${span.name}`;
}

/** Where the caller's time went, most first; at most `limit`, none below a hundredth of it. */
export function culprits(trace: Trace, limit: number): Culprit[] {
  const found = new Map<string, Culprit>();
  let whole = 0;
  for (const span of trace.spans) {
    if (span.critical <= 0) {
      continue;
    }
    whole += span.critical;
    const culprit = found.get(kindOf(span));
    if (!culprit) {
      found.set(kindOf(span), {
        service: span.raw.serviceCode,
        name: span.name,
        span,
        count: 1,
        critical: span.critical,
        share: 0,
      });
      continue;
    }
    culprit.count++;
    culprit.critical += span.critical;
    if (span.critical > culprit.span.critical) {
      culprit.span = span;
    }
  }
  return [...found.values()]
    .map((culprit) => ({ ...culprit, share: culprit.critical / whole }))
    .filter((culprit) => culprit.share >= 0.01)
    .sort((a, b) => b.critical - a.critical)
    .slice(0, limit);
}

/** Errors that no error below explains: where failures began. In the order of time. */
export function errorOrigins(trace: Trace): TraceSpan[] {
  const failedBelow = new Set<TraceSpan>();
  for (let i = trace.spans.length - 1; i >= 0; i--) {
    const span = trace.spans[i] as TraceSpan;
    if (span.parent && (span.error || failedBelow.has(span))) {
      failedBelow.add(span.parent);
    }
  }
  return trace.spans.filter((span) => span.error && !failedBelow.has(span)).sort((a, b) => a.start - b.start);
}

/** What tells the calls of a loop apart from others: the statement too, not only the name. */
function callOf(span: TraceSpan): string {
  const statement = span.raw.tags.find((tag) => tag.key === 'db.statement')?.value ?? '';
  return `${kindOf(span)}\n${statement}`;
}

/** Calls that are made ten times or more below one span, the most time first. */
export function repeats(trace: Trace, limit: number): Repeat[] {
  const found: Repeat[] = [];
  for (const parent of trace.spans) {
    if (parent.children.length < REPEATS) {
      continue;
    }
    const calls = new Map<string, TraceSpan[]>();
    for (const child of parent.children) {
      const call = callOf(child);
      const same = calls.get(call);
      if (same) {
        same.push(child);
      } else {
        calls.set(call, [child]);
      }
    }
    for (const spans of calls.values()) {
      const first = spans[0] as TraceSpan;
      if (spans.length >= REPEATS) {
        const total = spans.reduce((sum, span) => sum + span.end - span.start, 0);
        found.push({ parent, first, name: first.name, count: spans.length, total });
      }
    }
  }
  return found.sort((a, b) => b.total - a.total || b.count - a.count).slice(0, limit);
}
