// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTimeRange } from '@/composables/useTimeRange';
import { usePreferences } from '@/composables/usePreferences';
import { router } from '@/router';
import { type Asked, meetServer, network, query, settle } from './page';

const MINUTE = 60_000;

describe('the time looked at', () => {
  const { range, set, shift, zoomTo, zoomOut, refresh, refreshNow, tick } = useTimeRange();
  const { preferences } = usePreferences();
  let asked: Asked[];
  beforeEach(async () => {
    asked = network();
    await meetServer(asked);
    await router.push({ path: '/about', query: { from: undefined, to: undefined, zone: undefined, refresh: undefined } });
  });
  afterEach(() => vi.unstubAllGlobals());

  async function at(from: number, to: number): Promise<void> {
    set({ from, to });
    await settle();
  }

  it('is the last half hour unless the link says otherwise', async () => {
    expect([range.value.relative, range.value.to - range.value.from]).toEqual(['now-30m', 30 * MINUTE]);
    set({ from: 'now-2d' });
    await settle();
    expect(query()).toEqual({ from: 'now-2d' });
    expect(range.value.step).toBe('HOUR');
    set({ from: 'now-30m' });
    await settle();
    expect(query()).toEqual({});
  });

  it('zooms to a stretch, whichever end comes first, of at least a minute', async () => {
    const now = Date.now();
    zoomTo(now - 10 * MINUTE, now - 20 * MINUTE);
    await settle();
    expect(query()).toEqual({ from: String(now - 20 * MINUTE), to: String(now - 10 * MINUTE) });
    zoomTo(now - 5000, now - 4000);
    await settle();
    expect(Number(query().to) - Number(query().from)).toBe(MINUTE);
  });

  it('goes to earlier and later by half its length, not beyond now', async () => {
    const to = Date.now() - 60 * MINUTE;
    await at(to - 20 * MINUTE, to);
    shift(-1);
    await settle();
    expect(query()).toEqual({ from: String(to - 30 * MINUTE), to: String(to - 10 * MINUTE) });
    for (let step = 0; step < 10; step++) {
      shift(1);
      await settle();
    }
    expect(Number(query().to)).toBeLessThanOrEqual(Date.now());
    expect(Number(query().to)).toBeGreaterThan(Date.now() - MINUTE);
  });

  it('zooms out around its middle', async () => {
    const to = Date.now() - 60 * MINUTE;
    await at(to - 20 * MINUTE, to);
    zoomOut();
    await settle();
    expect(query()).toEqual({ from: String(to - 30 * MINUTE), to: String(to + 10 * MINUTE) });
  });

  it('keeps a zone in the preferences, and lets a link have its own', async () => {
    set({ zone: 'Asia/Tokyo' });
    await settle();
    expect([preferences.zone, range.value.zone, query().zone]).toEqual(['Asia/Tokyo', 'Asia/Tokyo', undefined]);
    await router.push('/about?zone=Europe/Paris');
    expect(range.value.zone).toBe('Europe/Paris');
    await router.push('/about?zone=No/Where');
    expect(range.value.zone).not.toBe('No/Where');
    preferences.zone = '';
  });

  it('refreshes as often as the link says, nonsense being the default', async () => {
    refresh.value = 60;
    await settle();
    expect(query().refresh).toBe('60');
    await router.push('/about?refresh=often');
    expect(refresh.value).toBe(15);
    await router.push('/about?refresh=0');
    expect(refresh.value).toBe(0);
  });

  it('ticks when it is refreshed', async () => {
    const before = tick.value;
    refreshNow();
    await settle();
    expect(tick.value).toBe(before + 1);
  });
});
