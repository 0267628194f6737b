// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import type { Service } from '@/api/schema';
import { toPath, tracePath } from '@/lib/ids';
import { PRESETS } from '@/lib/presets';
import { useI18n } from './useI18n';
import { type Theme, usePreferences } from './usePreferences';
import { useQuery } from './useQuery';
import { useTimeRange } from './useTimeRange';

export interface Command {
  key: string;
  label: string;
  kind: string;
  /** More to find it by. */
  words?: string;
  to?: string;
  act?: () => void;
}

const PAGES = [['/', 'nav.overview'], ['/services', 'nav.services'], ['/topology', 'nav.topology'], ['/traces', 'nav.traces'], ['/about', 'nav.about']] as const;
const THEMES: Theme[] = ['light', 'dark', 'system'];

/** Everything the palette can do. */
export function useCommands() {
  const { t, locale, set: setLocale } = useI18n();
  const { preferences } = usePreferences();
  const time = useTimeRange();
  const { data } = useQuery<{ services: Pick<Service, 'id' | 'name'>[] }>(() => ({ query: '{ services: listServices { id name } }' }), { live: false });

  const fixed = computed<Command[]>(() => [
    ...PAGES.map(([to, key]) => ({ key: to, to, label: t(key), kind: t('palette.page'), words: to })),
    ...PRESETS.map((preset) => ({
      key: preset.from, label: t(preset.key, { n: preset.n }), kind: t('palette.time'), words: preset.from,
      act: () => time.set({ from: preset.from }),
    })),
    { key: 'out', label: t('time.zoomOut'), kind: t('palette.time'), act: time.zoomOut },
    { key: 'now', label: t('time.refreshNow'), kind: t('palette.time'), act: time.refreshNow },
    ...THEMES.map((theme) => ({
      key: theme, label: t('palette.theme', { name: t(`theme.${theme}`) }), kind: t('palette.setting'), words: `theme ${theme}`,
      act: () => void (preferences.theme = theme),
    })),
    { key: 'language', label: t('language.switch'), kind: t('palette.setting'), words: 'language english 中文', act: () => void setLocale(locale.value === 'en' ? 'zh' : 'en') },
  ]);
  const services = computed<Command[]>(() =>
    (data.value?.services ?? []).map(({ id, name }) => ({
      key: id, label: name, kind: t('palette.service'), to: `/services/${encodeURIComponent(toPath(id))}`,
    })));

  function traceOf(text: string): Command | null {
    if (!/^[\w.-]{16,200}$/.test(text) || !/\d/.test(text)) return null;
    return { key: 'trace', label: text, kind: t('palette.trace'), to: tracePath(text) };
  }

  return { commands: computed(() => [...fixed.value, ...services.value]), traceOf };
}
