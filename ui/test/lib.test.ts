// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { reachableFrom } from '@/lib/attach';
import { HUES, serviceColour, serviceHue } from '@/lib/colours';
import { encodeName, fromPath, isNormal, ownerOf, ownName, serviceId, serviceName, toPath } from '@/lib/ids';
import { kindOf } from '@/lib/kinds';
import { presetOf } from '@/lib/presets';
import { best, fit } from '@/lib/search';
import { sortRows } from '@/lib/sort';
import { sparkPaths } from '@/lib/spark';
import { windowOf } from '@/lib/window';

describe('ids', () => {
  it('reads the names in them', () => {
    const service = serviceId('商店::订单');
    expect(serviceName(service)).toBe('商店::订单');
    expect(isNormal(service)).toBe(true);
    expect(isNormal(serviceId('db:3306', false))).toBe(false);
    const endpoint = `${service}_${encodeName('GET:/a?b=<c>')}`;
    expect([ownerOf(endpoint), ownName(endpoint)]).toEqual([service, 'GET:/a?b=<c>']);
  });
  it('survives what is no id', () => expect([serviceName('%%%'), ownName('x'), ownName('x_%'), serviceName('')]).toEqual(['', '', '', '']));
  it('fits into a path and comes back', () => {
    const id = 'a+b/c==.1_d+/';
    expect(toPath(id)).not.toMatch(/[/+]/);
    expect(fromPath(toPath(id))).toBe(id);
  });
});

describe('colours', () => {
  it('stay with a name', () => {
    expect(serviceColour('shop')).toBe(serviceColour('shop'));
    expect(serviceColour('shop')).toMatch(/^var\(--hue-\d+\)$/);
  });
  it('are spread over all hues', () => {
    const used = new Set(Array.from({ length: 200 }, (_, i) => serviceHue(`service-${i}`)));
    expect(used.size).toBe(HUES);
  });
});

it.each([['MySQL', true, 'database'], ['Redis', true, 'cache'], ['Kafka', true, 'queue'], ['USER', true, 'user'], ['SpringMVC', true, 'service'], [null, false, 'external'], ['Nginx', true, 'gateway'], ['mongodb-driver', false, 'database'], ['VIRTUAL_MQ', false, 'queue']])(
  'knows the kind of %s', (type, real, kind) => expect(kindOf(type as string | null, real as boolean)).toBe(kind));

describe('search', () => {
  it('likes the start of a word best', () => {
    expect(fit('shop::cart', 'cart')).toBe(1);
    expect(fit('Shop', 'sh')).toBe(0);
    expect(fit('abc', 'abd')).toBeNull();
    expect(best(['discart', 'cart', 'shop::cart', 'x'], 'cart', (each) => each, 2)).toEqual(['cart', 'shop::cart']);
  });
  it('wants all words and keeps the order of equals', () => {
    expect(best(['last 5 minutes', 'last 5 hours', 'next'], '5 last', (each) => each, 9)).toEqual(['last 5 minutes', 'last 5 hours']);
    expect(best(['b', 'a'], '', (each) => each, 9)).toEqual(['b', 'a']);
  });
});

describe('sortRows', () => {
  const rows = [{ n: 2 }, { n: null }, { n: 10 }, { n: 1 }];
  it('puts what has no value last, both ways', () => {
    expect(sortRows(rows, 'n', (row) => row.n).map((row) => row.n)).toEqual([1, 2, 10, null]);
    expect(sortRows(rows, '-n', (row) => row.n).map((row) => row.n)).toEqual([10, 2, 1, null]);
  });
  it('leaves them alone without a key, and sorts names by their numbers', () => {
    expect(sortRows(rows, '', (row) => row.n)).toEqual(rows);
    expect(sortRows(['s10', 's9'], 'x', (row) => row)).toEqual(['s9', 's10']);
  });
});

describe('windowOf', () => {
  it('draws what is in sight and a little more', () => {
    expect(windowOf({ top: 0, height: 320, rowHeight: 32, count: 1000 })).toEqual({ first: 0, end: 18 });
    expect(windowOf({ top: 16_000, height: 320, rowHeight: 32, count: 1000 })).toEqual({ first: 492, end: 518 });
    expect(windowOf({ top: 99_999, height: 320, rowHeight: 32, count: 10 })).toEqual({ first: 9, end: 10 });
    expect(windowOf({ top: 0, height: 320, rowHeight: 32, count: 0 })).toEqual({ first: 0, end: 0 });
  });
});

describe('sparkPaths', () => {
  const box = { width: 12, height: 12, min: 0 };
  it('reaches from the bottom to the top and leaves gaps', () => {
    expect(sparkPaths([0, 10, null, 5], box)).toEqual({ line: 'M1 11L4.33 1M11 6h.01', area: 'M1 12L1 11L4.33 1L4.33 12ZM11 12L11 6L11 12Z' });
  });
  it('lies flat without a value above the bottom', () => expect(sparkPaths([0, 0], box).line).toBe('M1 11L11 11'));
  it('is empty without values', () => expect(sparkPaths([null, null], box)).toEqual({ line: '', area: '' }));
});

it('says a range by its unit', () => {
  expect(presetOf('now-3h')).toEqual({ from: 'now-3h', key: 'time.lastHours', n: 3 });
  expect(presetOf('1700000000000')).toBeNull();
});

it.each([['0.0.0.0:11800', 'shop.example:11800'], [':11800', 'shop.example:11800'], ['oap:11800', 'oap:11800'], ['127.0.0.1:1234/metrics', '127.0.0.1:1234/metrics']])(
  'makes %s an address one can report to', (address, reachable) => expect(reachableFrom(address, 'shop.example')).toBe(reachable));
