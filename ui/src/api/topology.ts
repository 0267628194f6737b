// SPDX-License-Identifier: Apache-2.0
import type { Duration } from '@/api/schema';
import type { Request } from './client';
import { hash } from '@/lib/colours';
import { isNormal, ownerOf, serviceName } from '@/lib/ids';
import type { Answer, AnswerCall, GraphEdge, GraphNode } from '@/lib/topology/model';

/** Whose view of a call: of what it is that is selected, or of either end of it. */
export type Side = 'own' | 'client' | 'server';
export const SIDES: readonly Side[] = ['own', 'client', 'server'];

/** Names of the metrics of one side. */
interface Metrics {
  readonly load: string;
  readonly success: string;
  readonly latency: string;
  readonly percentile: string;
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

interface InstanceNode {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly isReal: boolean;
  readonly serviceId: string;
  readonly serviceName: string;
}

/** The answer to the request for instances of two services, as a map. */
export function instancesOf(nodes: readonly InstanceNode[], calls: readonly AnswerCall[]): Answer {
  return { nodes: nodes.map((node) => ({ ...node, layers: [], kind: 'instance' as const })), calls };
}

const TRAFFIC = '{ calls errors durationMillis apdex }';
const CALLS = `calls { id source target sourceComponents targetComponents client ${TRAFFIC} server ${TRAFFIC} }`;
const SERVICES = `map: getGlobalTopology(duration: $duration) {
  minutes nodes { id name type isReal layers traffic ${TRAFFIC} } ${CALLS} }`;
const INSTANCES = `map: getServiceInstanceTopology(clientServiceId: $client, serverServiceId: $server, duration: $duration) {
  minutes nodes { id name type isReal serviceId serviceName } ${CALLS} }`;
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

function metricsOf(node: GraphNode): Metrics | null {
  if (node.kind === 'instance') return null;
  if (node.layers.includes('VIRTUAL_DATABASE')) return traffic('database_access');
  if (node.layers.includes('VIRTUAL_CACHE')) return traffic('cache_access');
  if (node.layers.includes('VIRTUAL_MQ')) return QUEUE;
  return node.real && node.kind !== 'group' ? traffic('service') : null;
}

/** What can be asked about a node; null for what has no metrics of its own. */
export function subjectOfNode(node: GraphNode): Subject | null {
  const own = metricsOf(node);
  if (own === null) return null;
  return { key: node.id, entity: { serviceName: node.name, normal: node.real }, sides: { own } };
}

/** What can be asked about a call between services, or instances; null when groups are at its ends. */
export function subjectOfEdge(edge: GraphEdge, source: GraphNode, target: GraphNode): Subject | null {
  if (source.kind === 'group' || target.kind === 'group') return null;
  const instances = source.kind === 'instance' || target.kind === 'instance';
  const prefix = instances ? 'service_instance_relation' : 'service_relation';
  const sides: Partial<Record<Side, Metrics>> = {};
  if (edge.client !== null) sides.client = traffic(`${prefix}_client`, '_call_sla');
  if (edge.server !== null) sides.server = traffic(`${prefix}_server`, '_call_sla');
  const from = ownerOf(source.id);
  const to = ownerOf(target.id);
  const entity = {
    serviceName: serviceName(from),
    normal: isNormal(from),
    destServiceName: serviceName(to),
    destNormal: isNormal(to),
    ...(instances ? { serviceInstanceName: source.name, destServiceInstanceName: target.name } : {}),
  };
  return { key: edge.id, entity, sides };
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
