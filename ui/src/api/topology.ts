// SPDX-License-Identifier: Apache-2.0
import type { Duration } from '@/api/schema';
import type { Request } from './client';
import { hash } from '@/lib/colours';
import { isNormal, ownerOf, ownName, serviceName } from '@/lib/ids';
import type { Answer, AnswerNode } from '@/lib/topology/model';

/** Whose view of a call: of what it is that is selected, or of either end of it. */
export type Side = 'own' | 'client' | 'server';
export const SIDES: readonly Side[] = ['own', 'client', 'server'];

/** Names of the metrics of one side. */
interface Metrics {
  readonly load: string;
  readonly success: string;
  readonly latency: string;
  readonly percentile: string | null;
}

export const RANKS = [50, 75, 95, 99] as const;

/** What is selected, with the metrics that tell more of it. */
export interface Subject {
  readonly key: string;
  readonly entity: object;
  readonly sides: Partial<Record<Side, Metrics>>;
}

interface Series {
  readonly metric: { readonly labels: readonly { readonly key: string; readonly value: string }[] };
  readonly values: readonly { readonly id: string | null; readonly value: string | null }[];
}

export interface Expression {
  readonly results: readonly Series[];
}

/** The answer to a map's request: the map, and the series of what is selected by their aliases. */
export interface MapAnswer {
  readonly map: (Answer & { readonly minutes: number }) | null;
  readonly [alias: string]: unknown;
}

/** The nodes of a map of instances: the server does not say that they are such. */
export function asInstances(nodes: readonly AnswerNode[]): AnswerNode[] {
  return nodes.map((node) => ({ ...node, kind: 'instance' as const }));
}

const TRAFFIC = '{ calls errors durationMillis apdex }';
const CALLS = `calls { id source target sourceComponents targetComponents client ${TRAFFIC} server ${TRAFFIC} }`;
const SERVICES = `map: getGlobalTopology(duration: $duration) {
  minutes nodes { id name type isReal layers traffic ${TRAFFIC} } ${CALLS} }`;
const INSTANCES = `map: getServiceInstanceTopology(clientServiceId: $client, serverServiceId: $server, duration: $duration) {
  minutes nodes { id name type isReal } ${CALLS} }`;
const SERIES = '{ results { metric { labels { key value } } values { id value } } }';

/** Two services whose instances are looked at. */
export interface Pair {
  readonly client: string;
  readonly server: string;
}

/** Everything a refresh of the page needs, in one request. */
export function mapRequest(duration: Duration, pair: Pair | null, subject: Subject | null): Request & { scope: string } {
  const detail = subject === null ? '' : detailFields(subject);
  const parameters = [
    '$duration: Duration!',
    ...(pair === null ? [] : ['$client: ID!', '$server: ID!']),
    ...(detail === '' ? [] : ['$entity: Entity!']),
  ];
  return {
    query: `query topology(${parameters.join(', ')}) { ${pair === null ? SERVICES : INSTANCES} ${detail} }`,
    variables: { duration, ...pair, ...(detail === '' ? {} : { entity: subject?.entity }) },
    scope: pair === null ? 'services' : `${pair.client}-${pair.server}`,
  };
}

function detailFields(subject: Subject): string {
  const fields: string[] = [];
  for (const side of SIDES) {
    const metrics = subject.sides[side];
    if (metrics === undefined) continue;
    for (const what of ['load', 'success', 'latency', 'percentile'] as const) {
      if (metrics[what] === null) continue;
      const expression = what === 'percentile' ? `${metrics.percentile}{p='${RANKS.join(',')}'}` : metrics[what];
      fields.push(
        `${aliasOf(subject.key, side, what)}: execExpression(expression: ${JSON.stringify(expression)}, ` +
          `entity: $entity, duration: $duration) ${SERIES}`,
      );
    }
  }
  return fields.join('\n');
}

/** Tells whose series it is, so that those of what was selected before are not taken for it. */
export function aliasOf(key: string, side: Side, what: keyof Metrics): string {
  return `s${hash(key).toString(36)}_${side}_${what}`;
}

function traffic(prefix: string, success = '_sla'): Metrics {
  return {
    load: `${prefix}_cpm`,
    success: `${prefix}${success}`,
    latency: `${prefix}_resp_time`,
    percentile: `${prefix}_percentile`,
  };
}

const QUEUE: Metrics = {
  load: 'mq_service_consume_cpm',
  success: 'mq_service_consume_sla',
  latency: 'mq_service_consume_latency',
  percentile: 'mq_service_consume_percentile',
};

const INSTANCE: Metrics = {
  load: 'service_instance_cpm',
  success: 'service_instance_sla',
  latency: 'service_instance_resp_time',
  percentile: null,
};

/** Of what no agent runs in, by its layer. */
const VIRTUAL: Readonly<Record<string, Metrics>> = {
  VIRTUAL_DATABASE: traffic('database_access'),
  VIRTUAL_CACHE: traffic('cache_access'),
  VIRTUAL_MQ: QUEUE,
};

/**
 * What can be asked about a node or call of this id: a service, an instance, or two of either with a
 * hyphen between. Null for what has no metrics of its own, such as a group, and for what no agent
 * runs in as long as its layers are not known.
 */
export function subjectOf(id: string, layers: readonly string[] | null): Subject | null {
  if (id === '' || id.includes(GROUP_MARK)) return null;
  const [source, target] = id.split('-');
  if (source === undefined || serviceName(ownerOf(source)) === '') return null;
  if (target !== undefined) return subjectOfCall(id, source, target);
  if (source.includes('_')) return { key: id, entity: entityOf(source), sides: { own: INSTANCE } };
  const layer = layers?.find((each) => each in VIRTUAL);
  const own = isNormal(source) ? traffic('service') : VIRTUAL[layer ?? ''];
  return own === undefined ? null : { key: id, entity: entityOf(source), sides: { own } };
}

const GROUP_MARK = ':';

function subjectOfCall(id: string, source: string, target: string): Subject {
  const prefix = source.includes('_') ? 'service_instance_relation' : 'service_relation';
  const to = entityOf(target);
  return {
    key: id,
    entity: {
      ...entityOf(source),
      destServiceName: to.serviceName,
      destNormal: to.normal,
      ...(to.serviceInstanceName === undefined ? {} : { destServiceInstanceName: to.serviceInstanceName }),
    },
    sides: { client: traffic(`${prefix}_client`, '_call_sla'), server: traffic(`${prefix}_server`, '_call_sla') },
  };
}

function entityOf(id: string): { serviceName: string; normal: boolean; serviceInstanceName?: string } {
  const owner = ownerOf(id);
  const instance = ownName(id);
  return { serviceName: serviceName(owner), normal: isNormal(owner), ...(instance === '' ? {} : { serviceInstanceName: instance }) };
}

/** Series of one side, by what they tell; percentiles by rank. */
export interface SideSeries {
  readonly times: readonly number[];
  readonly load: readonly (number | null)[];
  readonly success: readonly (number | null)[];
  readonly latency: readonly (number | null)[];
  readonly percentiles: readonly { readonly rank: number; readonly values: readonly (number | null)[] }[];
}

/** Takes the series of a subject's side out of an answer; null while they are not there. */
export function seriesOf(answer: MapAnswer, key: string, side: Side): SideSeries | null {
  const of = (what: keyof Metrics): readonly Series[] | null =>
    (answer[aliasOf(key, side, what)] as Expression | null | undefined)?.results ?? null;
  const load = of('load')?.[0];
  if (load === undefined) return null;
  const percentiles = (of('percentile') ?? []).map((series) => ({
    rank: Number(series.metric.labels.find((label) => label.key === 'p')?.value ?? NaN),
    values: numbers(series),
  }));
  return {
    times: load.values.map((value) => Number(value.id)),
    load: numbers(load),
    success: numbers(of('success')?.[0]).map((value) => (value === null ? null : value / 10_000)),
    latency: numbers(of('latency')?.[0]),
    percentiles,
  };
}

function numbers(series: Series | undefined): (number | null)[] {
  return (series?.values ?? []).map(({ value }) => (value === null ? null : Number(value)));
}
