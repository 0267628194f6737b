// SPDX-License-Identifier: Apache-2.0
// What the pages of services ask for: each one request.
import type { Alarms, BasicTrace, EndpointTopology, EndpointInfo, Record as SlowRecord, Service, ServiceInstance, Topology, TrafficRow } from './schema';
import type { Request } from './client';
import type { Expression } from '@/lib/mqe';
import { before, durationOf, recent, type TimeRange } from '@/lib/time';
import { isNormal, ownName, ownerOf, serviceName } from '@/lib/ids';

const ROW = 'id name calls errors cpm respTime apdex percentiles cpmSeries respTimeSeries errorSeries';
const RESULT = '{ type error results { metric { labels { key value } } values { id value owner { serviceID serviceInstanceID endpointID } } } }';
export const RANKS = ['50', '75', '90', '95', '99'] as const;

/** What breaks rules, or did so just now. */
const ALARMS = 'duration: $recent, paging: { pageSize: 1000 }) { msgs { id message startTime recoveryTime } }';

type Scoped = Request & { scope: string };

export interface ServicesData {
  services: Service[];
  rows: TrafficRow[];
  alarms: Alarms | null;
}

export function servicesRequest(range: TimeRange): Scoped {
  return {
    scope: 'services',
    query: `query services($duration: Duration!, $recent: Duration!) {
      services: listServices { id name group shortName layers normal }
      rows: listTraffic(scope: Service, duration: $duration, limit: 10000) { ${ROW} }
      alarms: getAlarm(scope: Service, ${ALARMS}
    }`,
    variables: { duration: durationOf(range), recent: durationOf(recent(range)) },
  };
}

export interface OverviewData extends ServicesData {
  earlier: TrafficRow[];
  failed: { traces: BasicTrace[] } | null;
  slowest: Expression;
  map: Pick<Topology, 'nodes' | 'calls'> | null;
}

export function overviewRequest(range: TimeRange): Scoped {
  return {
    scope: 'overview',
    query: `query overview($duration: Duration!, $recent: Duration!, $earlier: Duration!, $failed: TraceQueryCondition) {
      services: listServices { id name group shortName layers normal }
      rows: listTraffic(scope: Service, duration: $duration, limit: 10000) { ${ROW} }
      alarms: getAlarm(scope: Service, ${ALARMS}
      earlier: listTraffic(scope: Service, duration: $earlier, limit: 10000) { id name calls errors cpm respTime apdex }
      slowest: execExpression(expression: "top_n(endpoint_resp_time,8,des)", entity: {}, duration: $duration) ${RESULT}
      failed: queryBasicTraces(condition: $failed) { traces { segmentId endpointNames duration start isError traceIds } }
      map: getGlobalTopology(duration: $duration) { nodes { id name type isReal layers } calls { id } }
    }`,
    variables: {
      duration: durationOf(range),
      recent: durationOf(recent(range)),
      earlier: durationOf(before(range)),
      failed: {
        queryDuration: durationOf(range), traceState: 'ERROR', queryOrder: 'BY_START_TIME', paging: { pageNum: 1, pageSize: 8 },
      },
    },
  };
}

/** Names of the metrics of a service; what has no agent is known by its calls. */
export function metricsOf(id: string, layer: string): { load: string; success: string; latency: string; apdex: string | null; slow: string[] } {
  if (isNormal(id)) return { load: 'service_cpm', success: 'service_sla', latency: 'service_percentile', apdex: 'service_apdex', slow: ['top_n_service_database_statement'] };
  if (layer === 'VIRTUAL_CACHE') {
    return { load: 'cache_access_cpm', success: 'cache_access_sla', latency: 'cache_access_percentile', apdex: null, slow: ['top_n_cache_read_command', 'top_n_cache_write_command'] };
  }
  if (layer === 'VIRTUAL_MQ') {
    return { load: 'mq_service_consume_cpm', success: 'mq_service_consume_sla', latency: 'mq_service_consume_percentile', apdex: null, slow: [] };
  }
  return { load: 'database_access_cpm', success: 'database_access_sla', latency: 'database_access_percentile', apdex: null, slow: ['top_n_database_statement'] };
}

export interface ServiceData {
  service: Service | null;
  /** Of the service itself over the whole range; empty without traffic. */
  own: TrafficRow[];
  load: Expression;
  success: Expression;
  latency: Expression;
  apdex?: Expression;
  endpoints: TrafficRow[];
  instances: TrafficRow[];
  known: ServiceInstance[];
  heap: Expression;
  heapMax: Expression;
  cpu: Expression;
  gc: Expression;
  threads: Expression;
  map: Topology | null;
  alarms: Alarms | null;
  slow0?: SlowRecord[];
  slow1?: SlowRecord[];
}

const JVM = { heap: 'memory_heap', heapMax: 'memory_heap_max', cpu: 'cpu', gc: 'young_gc_time', threads: 'thread_live_count' };

function expression(alias: string, text: string): string {
  return `${alias}: execExpression(expression: ${JSON.stringify(text)}, entity: $entity, duration: $duration) ${RESULT}`;
}

export function serviceRequest(id: string, layer: string, range: TimeRange): Scoped {
  const metrics = metricsOf(id, layer);
  return {
    scope: id,
    query: `query service($id: ID!, $text: String!, $entity: Entity!, $duration: Duration!, $recent: Duration!) {
      service: getService(serviceId: $text) { id name group shortName layers normal }
      own: listTraffic(scope: Service, serviceId: $id, duration: $duration) { id name calls errors cpm respTime apdex percentiles }
      ${expression('load', metrics.load)}
      ${expression('success', metrics.success)}
      ${expression('latency', `${metrics.latency}{p='${RANKS.join(',')}'}`)}
      ${metrics.apdex ? expression('apdex', metrics.apdex) : ''}
      endpoints: listTraffic(scope: Endpoint, serviceId: $id, duration: $duration, limit: 1000) { ${ROW} }
      instances: listTraffic(scope: ServiceInstance, serviceId: $id, duration: $duration) { ${ROW} }
      known: listInstances(serviceId: $id, duration: $duration) { id name language layer instanceUUID attributes { name value } }
      ${Object.entries(JVM).map(([alias, metric]) => expression(alias, `top_n(instance_jvm_${metric},200,des)`)).join('\n')}
      alarms: getAlarm(${ALARMS}
      map: getServiceTopology(serviceId: $id, duration: $duration) {
        minutes nodes { id name type isReal layers }
        calls { id source target sourceComponents targetComponents client { calls errors durationMillis } server { calls errors durationMillis } }
      }
      ${metrics.slow.map((name, i) => `slow${i}: readRecords(condition: { name: "${name}", parentEntity: $entity, topN: 20, order: DES }, duration: $duration) { id name value refId }`).join('\n')}
    }`,
    variables: {
      id, text: id, duration: durationOf(range), recent: durationOf(recent(range)),
      entity: { scope: 'Service', serviceName: serviceName(id), normal: isNormal(id) },
    },
  };
}

export interface InstanceData {
  instance: ServiceInstance | null;
  [metric: string]: Expression | ServiceInstance;
}

const INSTANCE_METRICS = {
  load: 'service_instance_cpm', success: 'service_instance_sla', time: 'service_instance_resp_time',
  cpu: 'instance_jvm_cpu', heap: 'instance_jvm_memory_heap', heapMax: 'instance_jvm_memory_heap_max',
  nonHeap: 'instance_jvm_memory_noheap', youngTime: 'instance_jvm_young_gc_time', oldTime: 'instance_jvm_old_gc_time',
  normalTime: 'instance_jvm_normal_gc_time', youngCount: 'instance_jvm_young_gc_count', oldCount: 'instance_jvm_old_gc_count',
  live: 'instance_jvm_thread_live_count', daemon: 'instance_jvm_thread_daemon_count', peak: 'instance_jvm_thread_peak_count',
  runnable: 'instance_jvm_thread_runnable_state_thread_count', blocked: 'instance_jvm_thread_blocked_state_thread_count',
  waiting: 'instance_jvm_thread_waiting_state_thread_count', classes: 'instance_jvm_class_loaded_class_count',
};
export type InstanceMetric = keyof typeof INSTANCE_METRICS;

export function instanceRequest(id: string, range: TimeRange): Scoped {
  const owner = ownerOf(id);
  return {
    scope: id,
    query: `query instance($id: String!, $entity: Entity!, $duration: Duration!) {
      instance: getInstance(instanceId: $id) { id name language layer instanceUUID attributes { name value } }
      ${Object.entries(INSTANCE_METRICS).map(([alias, metric]) => expression(alias, metric)).join('\n')}
    }`,
    variables: {
      id, duration: durationOf(range),
      entity: { scope: 'ServiceInstance', serviceName: serviceName(owner), normal: isNormal(owner), serviceInstanceName: ownName(id) },
    },
  };
}

export interface EndpointData {
  endpoint: EndpointInfo | null;
  load: Expression;
  success: Expression;
  latency: Expression;
  map: EndpointTopology | null;
}

export function endpointRequest(id: string, range: TimeRange): Scoped {
  const owner = ownerOf(id);
  return {
    scope: id,
    query: `query endpoint($id: ID!, $entity: Entity!, $duration: Duration!) {
      endpoint: getEndpointInfo(endpointId: $id) { id name serviceId serviceName }
      ${expression('load', 'endpoint_cpm')}
      ${expression('success', 'endpoint_sla')}
      ${expression('latency', `endpoint_percentile{p='${RANKS.join(',')}'}`)}
      map: getEndpointDependencies(endpointId: $id, duration: $duration) {
        nodes { id name serviceId serviceName type isReal } calls { id source target client { calls errors durationMillis } server { calls errors durationMillis } }
      }
    }`,
    variables: {
      id, duration: durationOf(range),
      entity: { scope: 'Endpoint', serviceName: serviceName(owner), normal: isNormal(owner), endpointName: ownName(id) },
    },
  };
}
