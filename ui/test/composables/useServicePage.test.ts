// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { useServicePage } from '@/composables/useServicePage';
import { type Asked, meetServer, network, query, settle, within } from './page';

const SHOP = 'c2hvcA==.1';
const MYSQL = 'bXlzcWw=.0';
const REDIS = 'cmVkaXM=.0';
const CART = 'Y2FydA==.1';

const row = (id: string, more = {}) => ({
  id, name: id, calls: 200, errors: 3, cpm: 40, respTime: 12, apdex: 0.5, percentiles: [10, 20, 30, 40, 50], cpmSeries: [], respTimeSeries: [], errorSeries: [], ...more,
}); // prettier-ignore
const result = (values: [string, string, string | null][]) => ({
  type: 'TIME_SERIES_VALUES', error: null,
  results: [{ metric: { labels: [] }, values: values.map(([id, value, instance]) => ({ id, value, owner: { serviceInstanceID: instance } })) }],
}); // prettier-ignore
const nothing = result([]);
const node = (id: string, more = {}) => ({ id, name: id, type: null, isReal: id.endsWith('.1'), layers: [], ...more });
const call = (source: string, target: string, calls: number) => ({
  id: `${source}-${target}`, source, target, sourceComponents: [], targetComponents: [], client: { calls, errors: 0, durationMillis: calls * 5 }, server: null,
}); // prettier-ignore
const service = (id: string, layers: string[]) => ({ id, name: 'it', group: '', shortName: 'it', layers, normal: id.endsWith('.1') });

function answer(more = {}): Record<string, unknown> {
  return {
    service: service(SHOP, ['GENERAL']), own: [row(SHOP)], load: result([['1', '30', null]]), success: nothing, latency: nothing, apdex: nothing,
    endpoints: [row('e1')], instances: [row('i1')],
    known: [{ id: 'i1', name: 'pod-1', language: 'JAVA' }, { id: 'i2', name: 'pod-2', language: 'JAVA' }],
    heap: nothing, heapMax: nothing, cpu: nothing, gc: nothing, threads: nothing, map: null, slow0: [], ...more,
  }; // prettier-ignore
}

describe('the page of a service', () => {
  let asked: Asked[];
  let leave = (): void => undefined;
  beforeEach(async () => {
    asked = network();
    await meetServer(asked);
  });
  afterEach(() => {
    leave();
    vi.unstubAllGlobals();
  });

  async function open(id: string, place = '/services'): Promise<ReturnType<typeof useServicePage>> {
    const opened = await within(place, () => useServicePage(ref(id)));
    leave = opened.leave;
    return opened.result;
  }
  async function show(id: string, more = {}, place = '/services'): Promise<ReturnType<typeof useServicePage>> {
    const page = await open(id, place);
    asked.at(-1)?.answer({ data: answer(more) });
    await settle();
    return page;
  }
  const tiles = (page: ReturnType<typeof useServicePage>) => Object.fromEntries(page.tiles.value.map(({ label, value }) => [label, value]));

  it('asks once for everything', async () => {
    await show(SHOP);
    expect(asked.map(({ variables }) => variables.id)).toEqual([SHOP]);
    expect(asked[0]?.query).toContain('service_percentile');
  });

  it('has the numbers of all calls of the range, not the mean of its minutes', async () => {
    const page = await show(SHOP);
    expect(tiles(page)).toEqual({ 'Calls/min': '40', p50: '10 ms', p95: '40 ms', p99: '50 ms', Success: '98.50%', Apdex: '0.50' });
    expect(page.tiles.value.find(({ label }) => label === 'Success')?.tone).toBe('warn');
  });

  it('has no numbers without traffic', async () => {
    const page = await show(SHOP, { own: [], load: nothing });
    expect(tiles(page)).toEqual({ 'Calls/min': '–', p50: '–', p95: '–', p99: '–', Success: '–' });
    expect(page.hasTraffic.value).toBe(false);
  });

  it('lists instances that are known, with or without traffic, and their virtual machine when there is one', async () => {
    const page = await show(SHOP, { heap: result([['pod-1', '1024', 'i1']]) });
    expect(page.instances.value.map(({ name, traffic, heap }) => [name, traffic?.calls ?? null, heap])).toEqual([['pod-1', 200, 1024], ['pod-2', null, null]]);
    expect(page.jvmColumns.value.map(({ key }) => key)).toEqual(['cpu', 'heap', 'gc', 'threads']);
  });

  it('has no columns of a virtual machine without one', async () => {
    expect((await show(SHOP)).jvmColumns.value).toEqual([]);
  });

  it('tells services from what they keep their data in, busiest first', async () => {
    const page = await show(SHOP, {
      map: {
        minutes: 2, nodes: [node(SHOP), node(CART), node(MYSQL, { layers: ['VIRTUAL_DATABASE'], type: 'Mysql' }), node(REDIS, { layers: ['VIRTUAL_CACHE'], type: 'Redis' })],
        calls: [call(SHOP, CART, 8), call(SHOP, MYSQL, 20), call(SHOP, REDIS, 60), call(CART, SHOP, 2)],
      },
    }); // prettier-ignore
    expect(page.callers.value.map(({ id, cpm }) => [id, cpm])).toEqual([[CART, 1]]);
    expect(page.callees.value.map(({ id }) => id)).toEqual([CART]);
    expect(page.stores.value.map(({ id, cpm, meanMillis }) => [id, cpm, meanMillis])).toEqual([[REDIS, 30, 5], [MYSQL, 10, 5]]);
  });

  it('has the slowest statements of all lists first', async () => {
    const page = await show(SHOP, { slow0: [{ id: 'a', value: '20' }, { id: 'b', value: '3' }], slow1: [{ id: 'c', value: '100' }] });
    expect(page.statements.value.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('asks again for what has no agent once its layer is known', async () => {
    const page = await show(REDIS, { service: service(REDIS, ['VIRTUAL_CACHE']), own: [row(REDIS)], apdex: undefined });
    expect(asked[0]?.query).toContain('database_access_cpm');
    expect(asked.at(-1)?.query).toContain('cache_access_cpm');
    asked.at(-1)?.answer({ data: answer({ service: service(REDIS, ['VIRTUAL_CACHE']), apdex: undefined }) });
    await settle();
    expect(asked.length).toBe(2);
    expect(Object.keys(tiles(page))).not.toContain('Apdex');
  });

  it('asks at once when the link brings the layer', async () => {
    await show(REDIS, { service: service(REDIS, ['VIRTUAL_CACHE']) }, '/services?layer=VIRTUAL_CACHE');
    expect(asked.map(({ query }) => query.includes('cache_access_cpm'))).toEqual([true]);
    expect(query()).toEqual({ layer: 'VIRTUAL_CACHE' });
  });
});
