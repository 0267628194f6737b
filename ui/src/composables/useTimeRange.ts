// SPDX-License-Identifier: Apache-2.0
import { computed, type ComputedRef, ref, type Ref } from 'vue';
import { DEFAULT_FROM, isZone, parseRange, type TimeRange } from '@/lib/time';
import { router } from '@/router';
import { usePreferences } from './usePreferences';
import { useServer } from './useServer';
import { changeQuery } from './useUrlState';

/** Seconds between refreshes when the URL does not say; only ranges that move with time refresh. */
export const DEFAULT_REFRESH = 15;
export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SHORTEST_ZOOM_MILLIS = 60_000;

const { preferences } = usePreferences();
const { server, ensure } = useServer();

/** Goes up with every refresh. */
const tick = ref(0);
const now = ref(Date.now());
let refreshedAt = Date.now();

function key(name: string): string {
  const value = router.currentRoute.value.query[name];
  return typeof value === 'string' ? value : '';
}

const zone = computed(() => {
  const asked = key('zone') || preferences.zone;
  return asked && isZone(asked) ? asked : BROWSER_ZONE;
});

const range = computed<TimeRange>(() =>
  parseRange(key('from') || DEFAULT_FROM, key('to') || 'now', {
    now: now.value + server.skewMillis,
    zone: zone.value,
    serverOffsetMinutes: server.offsetMinutes,
  }));

const refresh = computed<number>({
  get: () => {
    const asked = Number(key('refresh') || DEFAULT_REFRESH);
    return Number.isFinite(asked) && asked >= 0 ? asked : DEFAULT_REFRESH;
  },
  set: (seconds) =>
    changeQuery(router, { refresh: seconds === DEFAULT_REFRESH ? undefined : String(seconds) }, false),
});

/** From and to as a URL has them: `now-30m`, `now`, or epoch milliseconds. */
export interface NewRange {
  from?: string | number;
  to?: string | number;
  zone?: string;
}

function set(next: NewRange): void {
  const changes: Record<string, string | undefined> = {};
  if (next.from !== undefined) {
    const from = String(next.from);
    const to = String(next.to ?? 'now');
    changes.from = from === DEFAULT_FROM && to === 'now' ? undefined : from;
    changes.to = to === 'now' ? undefined : to;
  }
  if (next.zone !== undefined) {
    preferences.zone = next.zone === BROWSER_ZONE ? '' : next.zone;
    changes.zone = undefined;
  }
  changeQuery(router, changes, true);
  now.value = Date.now();
}

/** Only that stretch of time; at least a minute. */
function zoomTo(fromMillis: number, toMillis: number): void {
  const from = Math.round(Math.min(fromMillis, toMillis));
  const to = Math.max(Math.round(Math.max(fromMillis, toMillis)), from + SHORTEST_ZOOM_MILLIS);
  set({ from, to });
}

/** By that many half lengths: -1 to see what was before; 1 for what came after, up to now. */
function shift(steps: number): void {
  const { from, to } = range.value;
  const latest = now.value + server.skewMillis;
  const by = Math.min(((to - from) / 2) * steps, latest - to);
  zoomTo(from + by, to + by);
}

/** Twice the length around the same middle. */
function zoomOut(): void {
  const { from, to } = range.value;
  const half = (to - from) / 2;
  const latest = Math.min(to + half, now.value + server.skewMillis);
  zoomTo(from - half, latest);
}

function refreshNow(): void {
  refreshedAt = Date.now();
  now.value = refreshedAt;
  void ensure().finally(() => tick.value++);
}

/** Refreshes as often as asked, while somebody looks; called once. */
export function startTicking(): void {
  window.setInterval(() => {
    const due = refresh.value > 0 && (range.value.relative !== null || !server.known);
    if (due && !document.hidden && Date.now() - refreshedAt >= refresh.value * 1000) refreshNow();
  }, 500);
}

/** What time is looked at; the same for all pages, and in the URL. */
export function useTimeRange(): {
  range: ComputedRef<TimeRange>;
  set: (next: NewRange) => void;
  shift: (steps: number) => void;
  zoomTo: (fromMillis: number, toMillis: number) => void;
  zoomOut: () => void;
  /** Seconds; 0 for never. */
  refresh: Ref<number>;
  refreshNow: () => void;
  tick: Ref<number>;
} {
  return { range, set, shift, zoomTo, zoomOut, refresh, refreshNow, tick };
}
