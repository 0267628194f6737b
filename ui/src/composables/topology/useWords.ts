// SPDX-License-Identifier: Apache-2.0
import type { Ref } from 'vue';
import { useFormat } from '@/composables/useFormat';
import { useI18n } from '@/composables/useI18n';
import { type Graph, type Traffic, neighboursOf } from '@/lib/topology/model';

/** Numbers of nodes and calls as people read them. */
export function useWords(graph: Ref<Graph>, minutes: Ref<number>) {
  const { t } = useI18n();
  const format = useFormat();

  const load = (traffic: Traffic | null): string =>
    traffic === null ? format.count(null) : t('topology.perMinute', { n: format.count(traffic.calls / minutes.value) });
  const errors = (traffic: Traffic | null): string =>
    format.percent(traffic === null || traffic.calls === 0 ? null : traffic.errors / traffic.calls);
  const success = (traffic: Traffic | null): string =>
    format.percent(traffic === null || traffic.calls === 0 ? null : 1 - traffic.errors / traffic.calls);
  const latency = (traffic: Traffic | null): string =>
    format.duration(traffic === null || traffic.calls === 0 ? null : Math.round(traffic.durationMillis / traffic.calls));

  function subtitle(index: number): string {
    const node = graph.value.nodes[index];
    if (node === undefined) return '';
    if (node.kind === 'group') return t('topology.members', { n: node.members });
    return node.traffic === null ? '' : `${load(node.traffic)} · ${latency(node.traffic)}`;
  }

  function edgeText(index: number): string {
    const traffic = graph.value.edges[index]?.traffic ?? null;
    if (traffic === null) return '';
    return traffic.errors === 0 ? load(traffic) : `${load(traffic)} · ${t('topology.errors', { n: errors(traffic) })}`;
  }

  function describe(index: number): string {
    const node = graph.value.nodes[index];
    if (node === undefined) return '';
    const { callers, callees } = neighboursOf(graph.value);
    return t('topology.describe', {
      name: node.name,
      kind: t(`topology.kind.${node.kind}`),
      health: t(`topology.health.${node.health}`),
      load: load(node.traffic),
      errors: errors(node.traffic),
      latency: latency(node.traffic),
      callers: callers[index]?.length ?? 0,
      callees: callees[index]?.length ?? 0,
    });
  }

  return { load, errors, success, latency, subtitle, edgeText, describe };
}

export type Words = ReturnType<typeof useWords>;
