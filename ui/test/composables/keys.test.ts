// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { useI18n } from '@/composables/useI18n';
import { startPreferences, usePreferences } from '@/composables/usePreferences';
import { OPEN_TIME, useShortcuts } from '@/composables/useShortcuts';
import { useTraceLink } from '@/composables/useTraceLink';
import { router } from '@/router';
import { meetServer, network, query, settle, within } from './page';

let leave = (): void => {};
beforeEach(async () => {
  await meetServer(network());
});
afterEach(() => {
  leave();
  vi.unstubAllGlobals();
});

describe('shortcuts', () => {
  const palette = vi.fn();
  beforeEach(async () => {
    palette.mockClear();
    ({ leave } = await within('/about?from=now-3h', () => useShortcuts({ palette })));
  });

  function press(key: string, options: KeyboardEventInit = {}, target: EventTarget = window): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
    target.dispatchEvent(event);
    return event;
  }

  it('open the palette, from a field too when it is Ctrl-K', () => {
    const field = document.body.appendChild(document.createElement('input'));
    expect(press('k', { ctrlKey: true }, field).defaultPrevented).toBe(true);
    press('K', { metaKey: true });
    press('/');
    expect(palette).toHaveBeenCalledTimes(3);
    press('/', {}, field);
    expect(palette).toHaveBeenCalledTimes(3);
    field.remove();
  });

  it('move the time', async () => {
    const opened = vi.fn();
    window.addEventListener(OPEN_TIME, opened);
    press('t');
    window.removeEventListener(OPEN_TIME, opened);
    expect(opened).toHaveBeenCalledTimes(1);
    press('0');
    await settle();
    expect(query()).toEqual({});
    press('[');
    await settle();
    expect(Number(query().to)).toBeLessThan(Date.now() - 10 * 60_000);
  });

  it('leave keys of the browser and unknown ones alone', async () => {
    for (const event of [press('r', { ctrlKey: true }), press('[', { altKey: true }), press('q')]) expect(event.defaultPrevented).toBe(false);
    await settle();
    expect(query()).toEqual({ from: 'now-3h' });
  });

  it('end with the page', () => {
    leave();
    expect(press('/').defaultPrevented).toBe(false);
  });
});

describe('the way from a chart to traces', () => {
  it('leads to the step of that point, the slowest first where time is the question', async () => {
    const page = await within('/about?from=now-30m&zone=UTC', useTraceLink);
    leave = page.leave;
    const at = Date.UTC(2026, 0, 2, 3, 4);
    page.result.open({ service: 'c2hvcA==.1', state: 'ERROR', endpoint: '' }, at);
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/traces'), 5000); // the page is loaded
    expect(query()).toEqual({ service: 'c2hvcA==.1', state: 'ERROR', from: String(at), to: String(at + 60_000), zone: 'UTC' });
    page.result.open({ service: 'c2hvcA==.1', min: 250 }, at);
    await settle();
    expect(query()).toMatchObject({ min: '250', order: 'BY_DURATION' });
  });
});

describe('preferences', () => {
  const { preferences, theme } = usePreferences();

  it('follow the system until one is chosen, are shown at once and kept', async () => {
    startPreferences();
    expect([preferences.theme, theme.value, document.documentElement.dataset.theme]).toEqual(['system', 'light', 'light']);
    preferences.theme = 'dark';
    expect(document.documentElement.dataset.theme).toBe('dark');
    await nextTick();
    expect(JSON.parse(localStorage.getItem('orrery') ?? '')).toMatchObject({ theme: 'dark' });
    preferences.theme = 'system';
    await nextTick();
  });

  it('change the language of all that is drawn', async () => {
    const { t, locale, set } = useI18n();
    expect(t('nav.services')).toBe('Services');
    await set('zh');
    expect([locale.value, t('nav.services'), document.documentElement.lang]).toEqual(['zh', '服务', 'zh-CN']);
    await set('en');
    expect(t('nav.services')).toBe('Services');
  });
});
