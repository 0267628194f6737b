// SPDX-License-Identifier: Apache-2.0
// What the spans of a trace add up to, by service, endpoint or component.
import type { Trace, TraceSpan } from './spans';

export const GROUPINGS = ['service', 'endpoint', 'component'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Group {
  key: string;
  /** Blank when the spans of the group are of several services. */
  service: string;
  name: string;
  count: number;
  errors: number;
  /** Sum of durations; the time of a span within one of its own group counts once. */
  total: number;
  self: number;
  /** Milliseconds on the critical path. */
  critical: number;
  longest: number;
  /** The longest span, for a look at an example. */
  example: TraceSpan;
}

/** What a span did: its component, or what kind of span it is where agents name none. */
export function componentOf(span: TraceSpan): string {
  return span.raw.component && span.raw.component !== 'Unknown' ? span.raw.component : span.raw.type;
}

function identify(span: TraceSpan, by: Grouping): { key: string; service: string; name: string } {
  const service = span.raw.serviceCode;
  switch (by) {
    case 'service':
      return { key: service, service, name: service };
    case 'endpoint':
      return { key: `${service}\n${span.raw.type}\n${span.name}`, service, name: span.name };
    case 'component':
      return { key: componentOf(span), service: '', name: componentOf(span) };
  }
}

/** Which spans hang below one of the same group, so that their time is counted already. */
function nested(trace: Trace, keys: readonly string[]): boolean[] {
  const flags: boolean[] = [];
  const open = new Map<string, number>();
  const path: { key: string; until: number }[] = [];
  trace.spans.forEach((span, i) => {
    while (path.length > 0 && (path[path.length - 1] as { until: number }).until <= i) {
      const left = path.pop() as { key: string };
      open.set(left.key, (open.get(left.key) ?? 1) - 1);
    }
    const key = keys[i] as string;
    flags.push((open.get(key) ?? 0) > 0);
    open.set(key, (open.get(key) ?? 0) + 1);
    path.push({ key, until: i + span.size });
  });
  return flags;
}

/** The groups, the one with most time of its own first. */
export function statistics(trace: Trace, by: Grouping): Group[] {
  const names = trace.spans.map((span) => identify(span, by));
  const inner = nested(
    trace,
    names.map((name) => name.key),
  );
  const groups = new Map<string, Group>();
  trace.spans.forEach((span, i) => {
    const name = names[i] as { key: string; service: string; name: string };
    const group = groups.get(name.key) ?? {
      ...name,
      count: 0,
      errors: 0,
      total: 0,
      self: 0,
      critical: 0,
      longest: 0,
      example: span,
    };
    groups.set(name.key, group);
    add(group, span, inner[i] === true);
  });
  return [...groups.values()].sort((a, b) => b.self - a.self || b.count - a.count);
}

function add(group: Group, span: TraceSpan, counted: boolean): void {
  const duration = span.end - span.start;
  group.count++;
  group.errors += span.error ? 1 : 0;
  group.total += counted ? 0 : duration;
  group.self += span.self;
  group.critical += span.critical;
  if (duration > group.longest) {
    group.longest = duration;
    group.example = span;
  }
}
