// SPDX-License-Identifier: Apache-2.0
import { computed, reactive, watch } from 'vue';

export type Theme = 'light' | 'dark' | 'system';
export type Locale = 'en' | 'zh';

interface Preferences {
  theme: Theme;
  locale: Locale;
  /** An IANA zone; blank for the browser's own. */
  zone: string;
}

const KEY = 'orrery';

function initial(): Preferences {
  const defaults: Preferences = {
    theme: 'system',
    locale: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    zone: '',
  };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : defaults.theme,
      locale: kept.locale === 'en' || kept.locale === 'zh' ? kept.locale : defaults.locale,
      zone: typeof kept.zone === 'string' ? kept.zone : defaults.zone,
    };
  } catch {
    return defaults; // storage is forbidden, or somebody else wrote into it
  }
}

const preferences = reactive(initial());
const system = reactive({ dark: false });
const theme = computed<'light' | 'dark'>(() =>
  preferences.theme === 'system' ? (system.dark ? 'dark' : 'light') : preferences.theme);

/** Follows the system and the document; called once, before anything is drawn. */
export function startPreferences(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  system.dark = dark.matches;
  dark.addEventListener('change', () => (system.dark = dark.matches));
  watch(theme, (value) => (document.documentElement.dataset.theme = value), { immediate: true, flush: 'sync' });
  watch(preferences, (value) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(value));
    } catch {
      // Then they last as long as the page.
    }
  });
}

/** What this person prefers, kept in the browser; `theme` is what the choice comes to now. */
export function usePreferences() {
  return { preferences, theme };
}
