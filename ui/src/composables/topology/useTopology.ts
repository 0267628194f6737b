// SPDX-License-Identifier: Apache-2.0
import { type ComputedRef, computed, shallowRef, watch } from 'vue';
import { type MapAnswer, type Pair, asInstances, mapRequest, subjectOf } from '@/api/topology';
import { useQuery } from '@/composables/useQuery';
import { useTimeRange } from '@/composables/useTimeRange';
import { useUrlState } from '@/composables/useUrlState';
import { durationOf } from '@/lib/time';
import { EMPTY_GRAPH, type Graph, graphOf } from '@/lib/topology/model';
import type { Hit } from '@/lib/topology/scene';
import { MAX_HOPS, groupId, groupsOf, layersOf, matching, viewOf } from '@/lib/topology/view';

const DEFAULT_HOPS = 2;

/** The map that is looked at, all of it in the URL, and its data. */
export function useTopology() {
  const { range } = useTimeRange();
  const focus = useUrlState('focus', '', { push: true });
  const hopsText = useUrlState('hops', String(DEFAULT_HOPS));
  const layer = useUrlState('layer', '', { push: true });
  const folded = useUrlState('groups', '', { push: true });
  const open = useUrlState('open', '', { push: true });
  const selected = useUrlState('selected', '', { push: true });
  const between = useUrlState('between', '', { push: true });
  const find = useUrlState('find', '');

  const hops = computed({
    get: () => Math.min(MAX_HOPS, Math.max(1, Math.trunc(Number(hopsText.value)) || DEFAULT_HOPS)),
    set: (value) => (hopsText.value = String(value)),
  });
  const fold = computed({ get: () => folded.value === 'folded', set: (on) => (folded.value = on ? 'folded' : '') });
  const pair = computed((): Pair | null => {
    const [client, server] = between.value.split('-');
    return client !== undefined && server !== undefined && server !== '' ? { client, server } : null;
  });

  // What no agent runs in says only by its layers which metrics it has; they are in the answer before.
  const layersOfSelected = shallowRef<readonly string[] | null>(null);
  const { data, error, loading, stale, slow, reload } = useQuery<MapAnswer>(() =>
    mapRequest(durationOf(range.value), pair.value, subjectOf(selected.value, layersOfSelected.value)));
  const graph: ComputedRef<Graph> = computed(() => {
    const map = data.value?.map;
    if (!map) return EMPTY_GRAPH;
    return graphOf(pair.value === null ? map : { nodes: asInstances(map.nodes), calls: map.calls });
  });
  watch([graph, selected], () => {
    const index = graph.value.indexOf.get(selected.value);
    layersOfSelected.value = index === undefined ? null : (graph.value.nodes[index]?.layers ?? null);
  }, { flush: 'sync' });

  const openGroups = computed(() => new Set(open.value.split(',').filter((name) => name !== '').map(decodeURIComponent)));
  const view = computed((): Graph => {
    if (pair.value !== null) return graph.value;
    return viewOf(graph.value, {
      focus: focus.value === '' ? null : focus.value,
      hops: hops.value,
      layer: layer.value === '' ? null : layer.value,
      fold: fold.value,
      open: openGroups.value,
    });
  });
  /** Names the view: with another name, another picture. */
  const viewKey = computed(() =>
    JSON.stringify([between.value, focus.value, focus.value === '' ? 0 : hops.value, layer.value, fold.value, open.value]));
  const hit = computed((): Hit | null => hitOf(view.value, selected.value));
  const found = computed(() => (find.value.trim() === '' ? null : new Set(matching(view.value, find.value))));

  function setGroup(name: string, isOpen: boolean): void {
    const names = new Set(openGroups.value);
    if (isOpen) names.add(name);
    else names.delete(name);
    open.value = [...names].sort().map(encodeURIComponent).join(',');
    if (selected.value === groupId(name)) selected.value = '';
    if (focus.value === groupId(name)) focus.value = '';
  }

  return {
    data, error, loading, stale, slow, reload,
    focus, hops, layer, fold, selected, between, find, pair,
    graph, view, viewKey, hit, found, openGroups, setGroup,
    minutes: computed(() => data.value?.map?.minutes ?? 1),
    layers: computed(() => layersOf(graph.value)),
    groups: computed(() => groupsOf(graph.value)),
  }; // prettier-ignore
}

export type Topology = ReturnType<typeof useTopology>;

function hitOf(graph: Graph, id: string): Hit | null {
  if (id === '') return null;
  const node = graph.indexOf.get(id);
  if (node !== undefined) return { kind: 'node', index: node };
  const edge = graph.edges.findIndex((each) => each.id === id);
  return edge === -1 ? null : { kind: 'edge', index: edge };
}
