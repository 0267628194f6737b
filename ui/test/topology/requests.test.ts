// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { aliasOf, mapRequest, seriesOf, subjectOf } from '../../src/api/topology';
import type { MapAnswer } from '../../src/api/topology';
import { serviceId } from '../../src/lib/ids';

const SHOP = serviceId('shop');
const MYSQL = serviceId('mysql:3306', false);
const POD = `${SHOP}_cG9kLTE=`;
const DURATION = { start: '2026-03-01 1200', end: '2026-03-01 1230', step: 'MINUTE' as const };

describe('subjectOf', () => {
  it('knows the metrics of a service by its id alone', () => {
    const subject = subjectOf(SHOP, null);
    expect(subject?.entity).toEqual({ serviceName: 'shop', normal: true });
    expect(subject?.sides.own?.load).toBe('service_cpm');
  });

  it('knows those of a database once its layer is known', () => {
    expect(subjectOf(MYSQL, null)).toBeNull();
    expect(subjectOf(MYSQL, ['UNDEFINED'])).toBeNull();
    expect(subjectOf(MYSQL, ['VIRTUAL_DATABASE'])?.sides.own?.percentile).toBe('database_access_percentile');
    expect(subjectOf(MYSQL, ['VIRTUAL_MQ'])?.sides.own?.latency).toBe('mq_service_consume_latency');
  });

  it('knows both sides of a call', () => {
    const subject = subjectOf(`${SHOP}-${MYSQL}`, null);
    expect(subject?.entity).toEqual({
      serviceName: 'shop', normal: true, destServiceName: 'mysql:3306', destNormal: false,
    }); // prettier-ignore
    expect(subject?.sides.client?.success).toBe('service_relation_client_call_sla');
    expect(subject?.sides.server?.load).toBe('service_relation_server_cpm');
  });

  it('knows instances and calls between them', () => {
    expect(subjectOf(POD, null)?.entity).toEqual({ serviceName: 'shop', normal: true, serviceInstanceName: 'pod-1' });
    expect(subjectOf(POD, null)?.sides.own?.percentile).toBeNull();
    const call = subjectOf(`${POD}-${POD}`, null);
    expect(call?.entity).toMatchObject({ serviceInstanceName: 'pod-1', destServiceInstanceName: 'pod-1' });
    expect(call?.sides.client?.load).toBe('service_instance_relation_client_cpm');
  });

  it('has nothing to ask about groups and about what is no id', () => {
    for (const id of ['', 'group:shop', 'group:shop-group:bank', '-', 'what', '%%%.1']) expect(subjectOf(id, [])).toBeNull();
  });
});

describe('mapRequest', () => {
  it('asks for the map alone when nothing is selected', () => {
    const { query, variables, scope } = mapRequest(DURATION, null, null);
    expect(query).toContain('query topology($duration: Duration!) { map: getGlobalTopology(duration: $duration) {');
    expect(query).not.toContain('execExpression');
    expect(variables).toEqual({ duration: DURATION });
    expect(scope).toBe('services');
  });

  it('asks for four expressions of each side of what is selected, in the same request', () => {
    const { query, variables } = mapRequest(DURATION, null, subjectOf(`${SHOP}-${MYSQL}`, null));
    expect(query.match(/execExpression/g)?.length).toBe(8);
    expect(query).toContain(`"service_relation_client_percentile{p='50,75,95,99'}"`);
    expect(Object.keys(variables ?? {})).toEqual(['duration', 'entity']);
    expect(mapRequest(DURATION, null, subjectOf(POD, null)).query.match(/execExpression/g)?.length).toBe(3);
  });

  it('asks for instances of two services', () => {
    const { query, variables, scope } = mapRequest(DURATION, { client: SHOP, server: MYSQL }, null);
    expect(query).toContain('getServiceInstanceTopology(clientServiceId: $client, serverServiceId: $server, duration: $duration)');
    expect(variables).toEqual({ duration: DURATION, client: SHOP, server: MYSQL });
    expect(scope).toBe(`${SHOP}-${MYSQL}`);
  });
});

describe('seriesOf', () => {
  const series = (values: (string | null)[], rank?: string) => ({
    metric: { labels: rank === undefined ? [] : [{ key: 'p', value: rank }] },
    values: values.map((value, at) => ({ id: String(60_000 * at), value })),
  });
  const answer: MapAnswer = {
    map: null,
    [aliasOf(SHOP, 'own', 'load')]: { results: [series(['3', null])] },
    [aliasOf(SHOP, 'own', 'success')]: { results: [series(['9950', null])] },
    [aliasOf(SHOP, 'own', 'latency')]: { results: [series(['12.5', null])] },
    [aliasOf(SHOP, 'own', 'percentile')]: { results: [series(['10', null], '50'), series(['90', null], '99')] },
  };

  it('reads load, success as a share, latency and percentiles by rank', () => {
    expect(seriesOf(answer, SHOP, 'own')).toEqual({
      times: [0, 60_000],
      load: [3, null],
      success: [0.995, null],
      latency: [12.5, null],
      percentiles: [{ rank: 50, values: [10, null] }, { rank: 99, values: [90, null] }],
    }); // prettier-ignore
  });

  it('does not take the series of what was selected before', () => {
    expect(seriesOf(answer, MYSQL, 'own')).toBeNull();
    expect(seriesOf(answer, SHOP, 'client')).toBeNull();
  });
});
