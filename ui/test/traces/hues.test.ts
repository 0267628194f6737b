// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { HUES, serviceColour } from '@/lib/colours';
import { traceColours } from '@/lib/traces/hues';

const many = Array.from({ length: 40 }, (_, i) => `service-${i}`);

describe('colours of a trace', () => {
  it('are those of other pages where nobody else has them', () => {
    expect(traceColours(['shop']).get('shop')).toBe(serviceColour('shop'));
  });

  it('differ as long as there are enough', () => {
    for (let from = 0; from + HUES <= many.length; from++) {
      const services = many.slice(from, from + HUES);
      expect(new Set(traceColours(services).values()).size).toBe(HUES);
    }
  });

  it('do not depend on the order, and are shared when there are more services than hues', () => {
    expect(traceColours([...many].reverse())).toEqual(traceColours(many));
    expect(traceColours(many).size).toBe(40);
    expect(new Set(traceColours(many).values()).size).toBe(HUES);
  });
});
