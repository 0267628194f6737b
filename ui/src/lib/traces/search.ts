// SPDX-License-Identifier: Apache-2.0
// What is searched for: as a link carries it, and as the server is asked.
import type { Pair } from './spans';

export const STATES = ['ALL', 'SUCCESS', 'ERROR'] as const;
export type TraceState = (typeof STATES)[number];
/** The first is what is asked for when nobody says: most people come because something is slow. */
export const ORDERS = ['BY_DURATION', 'BY_START_TIME'] as const;
export type TraceOrder = (typeof ORDERS)[number];

/** Blank or 0 for any. Durations are milliseconds. */
export interface TraceSearch {
  service: string;
  instance: string;
  endpoint: string;
  state: TraceState;
  min: number;
  max: number;
  tags: Pair[];
  order: TraceOrder;
  trace: string;
}

export const ANY: TraceSearch = {
  service: '',
  instance: '',
  endpoint: '',
  state: 'ALL',
  min: 0,
  max: 0,
  tags: [],
  order: 'BY_DURATION',
  trace: '',
};

/** The largest number that the server's query language knows. */
export const MAX_MILLIS = 2_147_483_647;

/** How many tags one search may ask for. */
export const MAX_TAGS = 10;

/** Whole milliseconds from a text such as 250, 1.5s or 2m; 0 for anything else. */
export function readMillis(text: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|min)?\s*$/i.exec(text);
  if (!match) {
    return 0;
  }
  const unit = (match[2] ?? 'ms').toLowerCase();
  const factor = unit === 'ms' ? 1 : unit === 's' ? 1_000 : 60_000;
  return Math.min(MAX_MILLIS, Math.round(Number(match[1]) * factor));
}

/** From key=value parts between commas; a comma or backslash within is written with one before it. */
export function readTags(text: string): Pair[] {
  const parts = text.match(/(?:\\[\s\S]|[^,\\])+/g) ?? [];
  const tags: Pair[] = [];
  for (const part of parts) {
    const plain = part.replace(/\\([\s\S])/g, '$1').trim();
    const at = plain.indexOf('=');
    if (at > 0 && tags.length < MAX_TAGS) {
      tags.push({ key: plain.slice(0, at).trim(), value: plain.slice(at + 1).trim() });
    }
  }
  return tags;
}

export function writeTags(tags: readonly Pair[]): string {
  return tags.map((tag) => `${tag.key}=${tag.value ?? ''}`.replace(/[\\,]/g, (sign) => `\\${sign}`)).join(',');
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined, other: T): T {
  const upper = (text ?? '').toUpperCase();
  return known.find((value) => value === upper) ?? other;
}

/** From the query part of a link. What means nothing counts as any. */
export function readSearch(query: Readonly<Record<string, string | undefined>>): TraceSearch {
  return {
    service: query.service ?? '',
    instance: query.instance ?? '',
    endpoint: query.endpoint ?? '',
    state: oneOf(STATES, query.state, 'ALL'),
    min: readMillis(query.min ?? ''),
    max: readMillis(query.max ?? ''),
    tags: readTags(query.tags ?? ''),
    order: oneOf(ORDERS, query.order, 'BY_DURATION'),
    trace: (query.trace ?? '').trim(),
  };
}

/** The query part of a link: only what differs from any, undefined for the rest. */
export function writeSearch(search: TraceSearch): Record<keyof TraceSearch, string | undefined> {
  const number = (value: number): string | undefined => (value > 0 ? String(value) : undefined);
  return {
    service: search.service || undefined,
    instance: search.instance || undefined,
    endpoint: search.endpoint || undefined,
    state: search.state === ANY.state ? undefined : search.state,
    min: number(search.min),
    max: number(search.max),
    tags: writeTags(search.tags) || undefined,
    order: search.order === ANY.order ? undefined : search.order,
    trace: search.trace || undefined,
  };
}

/** The argument `condition` of queryBasicTraces. */
export function conditionOf(search: TraceSearch, duration: object, limit: number): object {
  return {
    serviceId: search.service || null,
    serviceInstanceId: search.instance || null,
    endpointId: search.endpoint || null,
    traceId: search.trace || null,
    queryDuration: duration,
    minTraceDuration: search.min,
    maxTraceDuration: search.max,
    traceState: search.state,
    queryOrder: search.order,
    tags: search.tags.map((tag) => ({ key: tag.key, value: tag.value ?? '' })),
    paging: { pageNum: 1, pageSize: limit },
  };
}

/** Whether anything narrows the search but its time. */
export function narrowed(search: TraceSearch): boolean {
  const { order: _order, ...written } = writeSearch(search);
  return Object.values(written).some((value) => value !== undefined);
}

/** The range to the second: chosen in a scatter, it may be shorter than the minutes of metrics. */
export function secondsOf(range: { from: number; to: number; serverOffsetMinutes: number }): object {
  const at = (millis: number): string => {
    const text = new Date(millis + range.serverOffsetMinutes * 60_000).toISOString();
    return `${text.slice(0, 10)} ${text.slice(11, 19).replaceAll(':', '')}`;
  };
  // The last second counts in full.
  return { start: at(range.from), end: at(Math.max(range.from, range.to - 1)), step: 'SECOND' };
}
