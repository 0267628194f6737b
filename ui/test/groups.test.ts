// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Service, TrafficRow } from '@/api/schema';
import { alarmsOf } from '@/lib/alarms';
import { isGroup, readNames, unfolded, withGroups, writeNames } from '@/lib/groups';
import { serviceLines } from '@/lib/traffic';

function service(name: string): Service {
  const [group, shortName] = name.includes('::') ? name.split('::') : ['', name];
  return { id: name, name, group: group ?? '', shortName: shortName ?? '', layers: ['GENERAL'], normal: true } as Service;
}

function row(id: string, calls: number, rest: Partial<TrafficRow> = {}): TrafficRow {
  return {
    id, name: id, calls, errors: 0, cpm: calls, respTime: 10, apdex: 1, percentiles: [1, 2, 3, 4, 5],
    cpmSeries: [calls, null], respTimeSeries: [10, null], errorSeries: [0, null], ...rest,
  }; // prettier-ignore
}

const LINES = serviceLines(
  ['shop::cart', 'mail', 'shop::stock', 'money::pay'].map(service),
  [row('shop::cart', 30), row('shop::stock', 10, { errors: 2, respTime: 50, apdex: 0.6, respTimeSeries: [50, null], errorSeries: [0.2, null] }), row('mail', 5)],
  alarmsOf([{ id: 'money::pay', name: '', message: 'slow', startTime: 1, recoveryTime: null, scope: 'Service', events: [], tags: [], snapshot: { expression: '', metrics: [] } }]),
);

describe('groups of services', () => {
  it('tell what their services do together', () => {
    const [shop, money] = withGroups(LINES).filter(isGroup);
    expect(shop).toMatchObject({ name: 'shop', members: 2, health: 'bad', errorRate: 0.05 });
    expect(shop?.traffic).toEqual({
      id: '', name: 'shop', calls: 40, errors: 2, cpm: 40, respTime: 20, apdex: 0.9, percentiles: [],
      cpmSeries: [40, 0], respTimeSeries: [20, null], errorSeries: [0.05, null],
    }); // prettier-ignore
    expect(money).toMatchObject({ name: 'money', members: 1, health: 'bad', traffic: null, errorRate: null });
    expect(money?.alarms.map((alarm) => alarm.message)).toEqual(['slow']);
    expect(shop?.alarms).toEqual([]);
  });

  it('stand for their services until they are unfolded, in the order of all', () => {
    const all = withGroups(LINES);
    const names = (open: string[]): string[] => unfolded(all, new Set(open)).map((line) => line.name);
    expect(names([])).toEqual(['shop', 'money', 'mail']);
    expect(names(['shop', 'gone'])).toEqual(['shop', 'shop::cart', 'shop::stock', 'money', 'mail']);
  });

  it('are named in a link, whatever their names are', () => {
    const names = new Set(['a,b', '~1', '100%', '订单 🛒']);
    expect(readNames(writeNames(names))).toEqual(names);
    expect(readNames('')).toEqual(new Set());
  });
});
