// SPDX-License-Identifier: Apache-2.0
import type { BasicTrace } from '@/lib/traces/found';
import type { RawSpan } from '@/lib/traces/spans';

/** The server shows at most this many segments of one trace. */
export const MAX_SEGMENTS = 1_000;

export const TRACE_QUERY = `query Trace($traceId: ID!) {
  trace: queryTrace(traceId: $traceId) {
    spans {
      traceId segmentId spanId parentSpanId refs { traceId parentSegmentId parentSpanId type }
      serviceCode serviceInstanceName startTime endTime endpointName type peer component isError layer
      tags { key value } logs { time data { key value } }
    }
  }
}`;

export interface TraceAnswer {
  trace: { spans: RawSpan[] } | null;
}

export const TRACES_QUERY = `query Traces($condition: TraceQueryCondition) {
  traces: queryBasicTraces(condition: $condition) {
    traces { segmentId endpointNames duration start isError traceIds serviceCode spanCount }
  }
}`;

export interface TracesAnswer {
  traces: { traces: BasicTrace[] } | null;
}

interface Named {
  id: string;
  name: string;
}

export const SERVICES_QUERY = '{ services: listServices { id name normal layers } }';

export interface ServicesAnswer {
  services: (Named & { normal: boolean | null; layers: string[] })[];
}

export const INSTANCES_QUERY = `query Instances($service: ID!, $duration: Duration!) {
  instances: listInstances(serviceId: $service, duration: $duration) { id name }
}`;

export interface InstancesAnswer {
  instances: Named[];
}

export const ENDPOINTS_QUERY = `query Endpoints($service: ID!, $keyword: String, $duration: Duration) {
  endpoints: findEndpoint(serviceId: $service, keyword: $keyword, limit: 50, duration: $duration) { id name }
}`;

export interface EndpointsAnswer {
  endpoints: Named[];
}

export const TAG_KEYS_QUERY = 'query TagKeys($duration: Duration!) { keys: queryTraceTagAutocompleteKeys(duration: $duration) }';

export interface TagKeysAnswer {
  keys: string[] | null;
}

export const TAG_VALUES_QUERY = `query TagValues($key: String!, $duration: Duration!) {
  values: queryTraceTagAutocompleteValues(tagKey: $key, duration: $duration)
}`;

export interface TagValuesAnswer {
  values: string[] | null;
}
