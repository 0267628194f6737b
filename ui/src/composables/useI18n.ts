// SPDX-License-Identifier: Apache-2.0
import { computed, shallowRef } from 'vue';
import { en, type MessageKey, type Messages } from '@/locales/en';
import { type Locale, usePreferences } from './usePreferences';

const { preferences } = usePreferences();
const tables = shallowRef<Partial<Record<Locale, Messages>>>({ en });
// The language shown: the one preferred, once its table is there.
const locale = computed<Locale>(() => (tables.value[preferences.locale] ? preferences.locale : 'en'));

export type Values = Record<string, string | number>;

/** Puts values into `{name}`; of `one | many` takes what fits the value `n`. */
export function fill(text: string, values: Values = {}): string {
  const forms = text.split(' | ');
  const form = forms.length > 1 && values.n !== 1 ? forms[1] : forms[0];
  return (form ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function t(key: MessageKey, values?: Values): string {
  const message = tables.value[locale.value]?.[key] ?? en[key];
  return values || message.includes(' | ') ? fill(message, values) : message;
}

/** Changes the language; loads its table when it is the first time. */
async function set(next: Locale): Promise<void> {
  if (next === 'zh' && !tables.value.zh) {
    const { zh } = await import('@/locales/zh');
    tables.value = { ...tables.value, zh };
  }
  preferences.locale = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}

/** The language and its messages. `t` is reactive: what is drawn with it follows the language. */
export function useI18n() {
  return { t, locale, set };
}
