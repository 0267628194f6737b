// SPDX-License-Identifier: Apache-2.0
import type { RawSpan, Reference } from '@/lib/traces/spans';

/** A span of service a, segment s, with what a test wants different. */
export function span(spanId: number, start: number, end: number, rest: Partial<RawSpan> = {}): RawSpan {
  return {
    traceId: 't',
    segmentId: 's',
    spanId,
    parentSpanId: spanId === 0 ? -1 : 0,
    refs: [],
    serviceCode: 'a',
    serviceInstanceName: `${rest.serviceCode ?? 'a'}-1`,
    startTime: start,
    endTime: end,
    endpointName: `op${spanId}`,
    type: spanId === 0 ? 'Entry' : 'Local',
    peer: '',
    component: 'Unknown',
    isError: false,
    layer: 'Unknown',
    tags: [],
    logs: [],
    ...rest,
  };
}

/** The first span of another segment, called from a span. */
export function callee(
  segmentId: string,
  from: { segmentId: string; spanId: number },
  start: number,
  end: number,
  rest: Partial<RawSpan> = {},
): RawSpan {
  return span(0, start, end, {
    segmentId,
    serviceCode: segmentId,
    refs: [reference(from.segmentId, from.spanId)],
    ...rest,
  });
}

export function reference(
  parentSegmentId: string,
  parentSpanId: number,
  type: Reference['type'] = 'CROSS_PROCESS',
): Reference {
  return { traceId: 't', parentSegmentId, parentSpanId, type };
}
