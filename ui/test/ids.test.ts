// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { endpointId, fromPath, instanceId, isNormal, ownName, ownerOf, serviceId, serviceName, toPath, traceIdOf, tracePath } from '@/lib/ids';

describe('ids', () => {
  it('hold the name of a service and of what belongs to it', () => {
    const id = serviceId('shop::订单 <b>🛒</b>');
    expect(serviceName(id)).toBe('shop::订单 <b>🛒</b>');
    expect(isNormal(id)).toBe(true);
    expect(isNormal(serviceId('redis:6379', false))).toBe(false);
    const endpoint = endpointId(id, 'GET:/a?b=ü');
    expect(ownerOf(endpoint)).toBe(id);
    expect(ownName(endpoint)).toBe('GET:/a?b=ü');
  });

  it('are made of names cut as the server cuts them', () => {
    expect(serviceName(serviceId('s'.repeat(71)))).toBe('s'.repeat(70));
    expect(serviceName(serviceId(`${'s'.repeat(69)}🛒`))).toBe('s'.repeat(69));
    expect(ownName(instanceId('c2hvcA==.1', 'i'.repeat(90)))).toBe('i'.repeat(70));
    expect(ownName(endpointId('c2hvcA==.1', 'e'.repeat(200)))).toBe('e'.repeat(150));
    expect(serviceName(serviceId('  '))).toBe('_blank');
  });

  it('go through a path and back', () => {
    for (const id of [serviceId('>>>???'), serviceId('~~~ÿÿÿ')]) {
      expect(toPath(id)).toMatch(/^[\w=.~!]+$/);
      expect(fromPath(toPath(id))).toBe(id);
    }
  });
});

describe('the way to a trace', () => {
  it('keeps plain ids readable', () => {
    expect(tracePath('4f2a.77.16')).toBe('/traces/4f2a.77.16');
  });

  it('has no sign that servers refuse, and leads back to the id', () => {
    for (const id of ['a/b', 'a\\b;c', '100%', '%2F', '..', '.', '~2f', 'x?y#z', '订单 🛒']) {
      const path = tracePath(id);
      expect(path.slice('/traces/'.length)).not.toMatch(/%2f|%5c|%25|[/\\;?#]|^\.+$/i);
      expect(traceIdOf(decodeURIComponent(path.slice('/traces/'.length)))).toBe(id);
    }
  });
});
