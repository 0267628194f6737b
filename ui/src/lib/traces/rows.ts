// SPDX-License-Identifier: Apache-2.0
// Which spans are rows of the waterfall, and moving among them.
import type { Trace, TraceSpan } from './spans';

/** Keys of spans whose subtrees are folded away. */
export type Folded = ReadonlySet<string>;

/** The rows to show, in order. A folded span is shown, what hangs below it is not. */
export function visibleRows(trace: Trace, folded: Folded): TraceSpan[] {
  if (folded.size === 0) {
    return trace.spans;
  }
  const rows: TraceSpan[] = [];
  for (let i = 0; i < trace.spans.length;) {
    const span = trace.spans[i] as TraceSpan;
    rows.push(span);
    i += folded.has(span.key) ? span.size : 1;
  }
  return rows;
}

/** The same set with the span folded, or unfolded. */
export function toggled(folded: Folded, span: TraceSpan): Set<string> {
  const next = new Set(folded);
  if (!next.delete(span.key) && span.children.length > 0) {
    next.add(span.key);
  }
  return next;
}

/** All spans with children at this depth or below. */
export function foldedFrom(trace: Trace, depth: number): Set<string> {
  return new Set(trace.spans.filter((span) => span.children.length > 0 && span.depth >= depth).map((s) => s.key));
}

/** The same set without the spans above this one, so that it shows. */
export function revealing(folded: Folded, span: TraceSpan): Folded {
  let next: Set<string> | null = null;
  for (let at = span.parent; at; at = at.parent) {
    if (folded.has(at.key)) {
      next ??= new Set(folded);
      next.delete(at.key);
    }
  }
  return next ?? folded;
}

/** The span itself, or the nearest above it that shows. */
export function showing(rows: readonly TraceSpan[], span: TraceSpan): TraceSpan {
  const shown = new Set(rows);
  let at: TraceSpan = span;
  while (!shown.has(at) && at.parent) {
    at = at.parent;
  }
  return at;
}

export type Move = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

/** The row after a move from `span` (from above the first row when there is none). */
export function moved(rows: readonly TraceSpan[], span: TraceSpan | null, move: Move, page: number): TraceSpan | null {
  if (rows.length === 0) {
    return null;
  }
  const at = span ? rows.indexOf(span) : -1;
  const targets: Record<Move, number> = {
    up: at - 1,
    down: at + 1,
    pageUp: at - page,
    pageDown: at + page,
    first: 0,
    last: rows.length - 1,
  };
  return rows[Math.min(rows.length - 1, Math.max(0, targets[move]))] ?? null;
}

function matches(span: TraceSpan, words: string[]): boolean {
  const raw = span.raw;
  const text = [
    span.name,
    raw.serviceCode,
    raw.serviceInstanceName,
    raw.component ?? '',
    raw.peer ?? '',
    span.error ? 'error' : '',
    ...raw.tags.map((tag) => `${tag.key}=${tag.value ?? ''}`),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Spans in which all words occur: in names, instance, component, peer or tags. */
export function search(trace: Trace, text: string): TraceSpan[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? [] : trace.spans.filter((span) => matches(span, words));
}

/** The match after (or before) a span, going round. */
export function nextMatch(found: readonly TraceSpan[], span: TraceSpan | null, forward: boolean): TraceSpan | null {
  if (found.length === 0) {
    return null;
  }
  const at = span ? span.index : forward ? -1 : Number.POSITIVE_INFINITY;
  const next = forward ? found.find((match) => match.index > at) : found.findLast((match) => match.index < at);
  return next ?? (forward ? found[0] : found[found.length - 1]) ?? null;
}

/** The window of rows to draw for this scroll position, with some to spare on both sides. */
export function rowWindow(
  count: number,
  scrollTop: number,
  height: number,
  rowHeight: number,
): { from: number; to: number } {
  const spare = 6;
  const from = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const to = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { from: Math.min(from, count), to };
}
