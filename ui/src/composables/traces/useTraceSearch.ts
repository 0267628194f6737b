// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { TRACES_QUERY, type TracesAnswer } from '@/api/traces';
import { useQuery } from '@/composables/useQuery';
import { useTimeRange } from '@/composables/useTimeRange';
import { changeQuery, useUrlState } from '@/composables/useUrlState';
import { ownerOf } from '@/lib/ids';
import { groupByTrace } from '@/lib/traces/found';
import type { Selection } from '@/lib/traces/scatter';
import { ANY, conditionOf, narrowed, readSearch, secondsOf, type TraceSearch, writeSearch } from '@/lib/traces/search';

/** How many segments are asked for, and how many when more are wanted: the server's most. */
const LIMIT = 500;
const MOST = 1_000;

/** The time range has no shorter ones. */
const SHORTEST_ZOOM_MILLIS = 60_000;

/** What is searched for, in the URL, and what was found. */
export function useTraceSearch() {
  const route = useRoute();
  const router = useRouter();
  const { range } = useTimeRange();
  const more = useUrlState('more', '');

  const search = computed<TraceSearch>(() =>
    readSearch(Object.fromEntries(Object.entries(route.query).map(([key, value]) => [key, typeof value === 'string' ? value : undefined]))));
  const limit = computed(() => (more.value ? MOST : LIMIT));
  const query = useQuery<TracesAnswer>(() => ({
    query: TRACES_QUERY,
    variables: { condition: conditionOf(search.value, secondsOf(range.value), limit.value) },
  }));
  const basics = computed(() => query.data.value?.traces?.traces ?? []);

  function change(changes: Partial<TraceSearch>): void {
    const next = { ...search.value, ...changes };
    // What belongs to a service goes with it.
    if (changes.service !== undefined) {
      if (ownerOf(next.instance) !== changes.service) next.instance = '';
      if (ownerOf(next.endpoint) !== changes.service) next.endpoint = '';
    }
    changeQuery(router, { ...writeSearch(next), more: undefined }, true);
  }

  /** All of a dragged box in one step of the history. */
  function narrow({ from, to, min, max }: Selection): void {
    const end = Math.max(to, from + SHORTEST_ZOOM_MILLIS);
    changeQuery(router, { ...writeSearch({ ...search.value, min, max }), from: String(from), to: String(end), more: undefined }, true);
  }

  const found = computed(() => groupByTrace(basics.value, search.value.order));
  const cut = computed(() => basics.value.length >= limit.value);
  // The newest of many cover the last moments only: then these are what the scatter shows.
  const covered = computed(() => ({
    ...range.value,
    from: cut.value && search.value.order === 'BY_START_TIME' ? Math.min(...found.value.map((trace) => trace.at)) : range.value.from,
  }));

  return {
    search,
    query,
    range,
    covered,
    found,
    cut,
    canShowMore: computed(() => cut.value && limit.value < MOST),
    narrowed: computed(() => narrowed(search.value)),
    change,
    narrow,
    clear: () => change({ ...ANY, order: search.value.order }),
    showMore: () => (more.value = '1'),
  };
}
