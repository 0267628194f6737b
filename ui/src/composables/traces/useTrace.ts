// SPDX-License-Identifier: Apache-2.0
import { computed, shallowRef } from 'vue';
import { TRACE_QUERY, type TraceAnswer } from '@/api/traces';
import { useQuery } from '@/composables/useQuery';
import { useUrlState } from '@/composables/useUrlState';
import { serviceColour } from '@/lib/colours';
import { culprits, errorOrigins, repeats } from '@/lib/traces/findings';
import { readFolded, writeFolded } from '@/lib/traces/fold';
import { traceColours } from '@/lib/traces/hues';
import { openTrace, type OpenedTrace } from '@/lib/traces/open';
import type { Stretch } from '@/lib/traces/path';
import { foldedFrom, nextMatch, revealing, search, showing, toggled, visibleRows } from '@/lib/traces/rows';
import type { TraceSpan } from '@/lib/traces/spans';
import { isWhole, readView, type View, whole, writeView } from '@/lib/traces/zoom';
import { useMirrored } from './useMirrored';

export const VIEWS = ['waterfall', 'table', 'statistics'] as const;
export type TraceView = (typeof VIEWS)[number];

const MAX_CULPRITS = 5;
const MAX_REPEATS = 2;

function useOpened(traceId: () => string) {
  const clocks = useUrlState('clocks', '', { push: true });
  const query = useQuery<TraceAnswer>(
    () => ({ query: TRACE_QUERY, variables: { traceId: traceId() }, scope: traceId() }),
    { live: false },
  );
  const opened = computed<OpenedTrace | null>(() => {
    const spans = query.data.value?.trace?.spans;
    return spans && spans.length > 0 ? openTrace(spans, clocks.value !== 'reported') : null;
  });
  return { query, opened, clocks };
}

/** By span, what of the critical path passes in it. */
function stretchesOf(path: readonly Stretch[]): Map<TraceSpan, Stretch[]> {
  const found = new Map<TraceSpan, Stretch[]>();
  for (const stretch of path) {
    const known = found.get(stretch.span);
    if (known) known.push(stretch);
    else found.set(stretch.span, [stretch]);
  }
  return found;
}

function useFolding(opened: { value: OpenedTrace | null }) {
  const text = useMirrored('fold');
  // What is too much for a link lasts as long as the page.
  const unwritten = shallowRef<Set<string> | null>(null);
  const folded = computed<ReadonlySet<string>>(() => {
    const trace = opened.value?.trace;
    return !trace ? new Set() : !text.value && unwritten.value ? unwritten.value : readFolded(trace, text.value);
  });
  function set(next: ReadonlySet<string>): void {
    if (!opened.value) return;
    text.value = writeFolded(opened.value.trace, next);
    unwritten.value = text.value === '' && next.size > 0 ? new Set(next) : null;
  }
  return { folded, set };
}

/** A trace and how it is looked at. All of it is in the URL. */
export function useTrace(traceId: () => string) {
  const { query, opened, clocks } = useOpened(traceId);
  const tab = useUrlState('view', 'waterfall', { push: true });
  const spanText = useMirrored('span');
  const zoomText = useMirrored('zoom');
  const searchText = useMirrored('q');
  const folding = useFolding(opened);

  const trace = computed(() => opened.value?.trace ?? null);
  const colours = computed(() => traceColours(trace.value?.services ?? []));
  const duration = computed(() => trace.value?.duration ?? 0);
  const rows = computed(() => (trace.value ? visibleRows(trace.value, folding.folded.value) : []));
  const selected = computed(() => trace.value?.byKey.get(spanText.value) ?? null);
  const view = computed<View>({
    get: () => readView(zoomText.value, duration.value),
    set: (next) => (zoomText.value = writeView(next, duration.value)),
  });
  const found = computed(() => (trace.value ? search(trace.value, searchText.value) : []));

  function select(span: TraceSpan | null): void {
    spanText.value = span?.key ?? '';
    if (span) folding.set(revealing(folding.folded.value, span));
  }
  function toggle(span: TraceSpan): void {
    folding.set(toggled(folding.folded.value, span));
    if (selected.value) spanText.value = showing(rows.value, selected.value).key;
  }
  function seek(forward: boolean): void {
    const next = nextMatch(found.value, selected.value, forward);
    if (next) select(next);
  }

  return {
    query,
    opened,
    clocks,
    tab: computed<TraceView>({
      get: () => VIEWS.find((each) => each === tab.value) ?? 'waterfall',
      set: (next) => (tab.value = next),
    }),
    trace,
    colourOf: (service: string) => colours.value.get(service) ?? serviceColour(service),
    rows,
    folded: folding.folded,
    selected,
    view,
    searchText,
    found,
    stretches: computed(() => stretchesOf(opened.value?.path ?? [])),
    culprits: computed(() => (trace.value ? culprits(trace.value, MAX_CULPRITS) : [])),
    origins: computed(() => (trace.value ? errorOrigins(trace.value) : [])),
    repeats: computed(() => (trace.value ? repeats(trace.value, MAX_REPEATS) : [])),
    zoomedIn: computed(() => !isWhole(view.value, duration.value)),
    showWhole: () => (view.value = whole(duration.value)),
    select,
    toggle,
    seek,
    foldFrom: (depth: number) => trace.value && folding.set(foldedFrom(trace.value, depth)),
  };
}

export type TraceState = ReturnType<typeof useTrace>;
