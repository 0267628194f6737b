// SPDX-License-Identifier: Apache-2.0
import { computed, ref, type Ref, watch } from 'vue';
import type { Column } from '@/components/table/columns';
import { RANKS, serviceRequest, type ServiceData } from '@/api/services';
import { alarmsOf } from '@/lib/alarms';
import { errorTone } from '@/lib/health';
import { fromPath, isNormal } from '@/lib/ids';
import { courseOf, rankingOf } from '@/lib/mqe';
import { neighboursOf } from '@/lib/neighbours';
import { kindOfNode } from '@/lib/kinds';
import { type Line, lineOf } from '@/lib/traffic';
import { useFormat } from './useFormat';
import { useI18n } from './useI18n';
import { useQuery } from './useQuery';
import { useTimeRange } from './useTimeRange';
import { useUrlState } from './useUrlState';

/** An instance with what its virtual machine tells. */
export interface InstanceLine extends Line {
  language: string;
  heap: number | null;
  heapMax: number | null;
  cpu: number | null;
  gc: number | null;
  threads: number | null;
}

const OUTSIDE = ['database', 'cache', 'queue', 'search'];

/** Everything the page of one service shows. */
export function useServicePage(path: Readonly<Ref<string>>) {
  const { t } = useI18n();
  const { range } = useTimeRange();
  const format = useFormat();
  const id = computed(() => fromPath(path.value));
  // Of what has no agent the layer says which metrics it has. Links bring it along; without one the
  // first answer tells, and what it lacks is asked for again.
  const layer = useUrlState('layer', '');
  const answered = ref({ id: '', layer: '' });
  const known = computed(() => layer.value || (answered.value.id === id.value ? answered.value.layer : ''));
  const query = useQuery<ServiceData>(() => serviceRequest(id.value, known.value, range.value));
  const { data } = query;
  watch(data, (answer) => {
    if (answer?.service) answered.value = { id: answer.service.id, layer: answer.service.layers[0] ?? '' };
  });

  const endpoints = computed(() => data.value?.endpoints.map((row) => lineOf(row.id, row.name, row)) ?? []);
  const instances = computed<InstanceLine[]>(() => {
    const answer = data.value;
    if (!answer) return [];
    const traffic = new Map(answer.instances.map((row) => [row.id, row]));
    const [heap, heapMax, cpu, gc, threads] = [answer.heap, answer.heapMax, answer.cpu, answer.gc, answer.threads].map(rankingOf);
    return answer.known.map((instance) => ({
      ...lineOf(instance.id, instance.name, traffic.get(instance.id) ?? null),
      language: instance.language,
      heap: heap?.get(instance.id) ?? null,
      heapMax: heapMax?.get(instance.id) ?? null,
      cpu: cpu?.get(instance.id) ?? null,
      gc: gc?.get(instance.id) ?? null,
      threads: threads?.get(instance.id) ?? null,
    }));
  });
  const java = computed(() => instances.value.some((line) => line.heap !== null));
  const jvmColumns = computed<Column<InstanceLine>[]>(() =>
    java.value
      ? [
          { key: 'cpu', label: 'CPU', value: (line) => line.cpu, number: true, width: '76px', optional: true },
          { key: 'heap', label: t('jvm.heap'), value: (line) => line.heap, number: true, width: '156px', optional: true },
          { key: 'gc', label: 'GC', value: (line) => line.gc, number: true, width: '76px', optional: true, title: t('jvm.gcTime') },
          { key: 'threads', label: t('jvm.threads'), value: (line) => line.threads, number: true, width: '80px', optional: true },
        ]
      : []);
  const neighbours = computed(() => neighboursOf(id.value, data.value?.map, data.value?.map?.minutes ?? 1));
  const stores = computed(() => neighbours.value.callees.filter((each) => OUTSIDE.includes(kindOfNode(each.type, each.layer, each.real)) || !isNormal(each.id)));
  const callees = computed(() => neighbours.value.callees.filter((each) => !stores.value.includes(each)));
  const statements = computed(() => [...(data.value?.slow0 ?? []), ...(data.value?.slow1 ?? [])].sort((a, b) => Number(b.value) - Number(a.value)));
  // Of all calls of the range, as the tables count them; the mean of minutes would be another number.
  const tiles = computed(() => {
    const own = data.value?.own[0];
    const failed = own && own.calls > 0 ? own.errors / own.calls : null;
    return [
      { label: t('services.load'), value: format.count(own?.cpm ?? null) },
      ...[0, 3, 4].map((rank) => ({ label: `p${RANKS[rank]}`, value: format.duration(own?.percentiles[rank] ?? null) })),
      { label: t('services.success'), value: format.percent(failed === null ? null : 1 - failed), tone: errorTone(failed) },
      ...(own && data.value?.apdex ? [{ label: 'Apdex', value: format.ratio(own.apdex) }] : []),
    ];
  });
  const alarms = computed(() => alarmsOf(data.value?.alarms?.msgs).filter((alarm) => alarm.serviceId === id.value));
  const hasTraffic = computed(() => courseOf(data.value?.load).values.some((value) => value !== null));

  return { ...query, id, layer, endpoints, instances, jvmColumns, callers: computed(() => neighbours.value.callers), callees, stores, statements, tiles, alarms, hasTraffic };
}
