// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { AlarmMessage } from '@/api/schema';
import { alarmsOf, firingByService } from '@/lib/alarms';
import { encodeName, endpointId, serviceId } from '@/lib/ids';

const SHOP = serviceId('shop');
const POD = `${SHOP}_${encodeName('pod-1')}`;

function told(id: string, message: string, startTime: number, recoveryTime: number | null = null): AlarmMessage {
  return { id, name: '', message, startTime, recoveryTime, scope: 'Service', events: [], tags: [], snapshot: { expression: '', metrics: [] } };
}

describe('alarmsOf', () => {
  it('puts what goes on first, and then what is newest', () => {
    const alarms = alarmsOf([told(SHOP, 'over', 50, 60), told(SHOP, 'old', 10), told(SHOP, 'b', 20), told(SHOP, 'a', 20)]);
    expect(alarms.map((alarm) => alarm.message)).toEqual(['a', 'b', 'old', 'over']);
  });
  it('finds the service of an instance and of an endpoint', () => {
    expect(alarmsOf([told(POD, '', 1), told(endpointId(SHOP, '/a_b'), '', 1)]).map((alarm) => alarm.serviceId)).toEqual([SHOP, SHOP]);
  });
  it('takes no answer for none', () => expect(alarmsOf(null)).toEqual([]));
});

it('gathers what goes on by service', () => {
  const firing = firingByService(alarmsOf([told(SHOP, 'a', 1), told(POD, 'b', 2), told(serviceId('cart'), 'over', 1, 2)]));
  expect([...firing].map(([id, alarms]) => [id, alarms.map((alarm) => alarm.message)])).toEqual([[SHOP, ['b', 'a']]]);
});
