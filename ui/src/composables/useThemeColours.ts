// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { usePreferences } from './usePreferences';

/** The real colours behind the tokens, for a canvas; `of` is reactive to the theme. */
export function useThemeColours() {
  const { theme } = usePreferences();
  const style = computed(() => {
    void theme.value;
    return { known: new Map<string, string>(), computed: getComputedStyle(document.documentElement) };
  });
  /** Of `--name` or `var(--name)`; anything else is returned as it is. */
  function of(colour: string): string {
    const name = /^(?:var\()?(--[\w-]+)\)?$/.exec(colour)?.[1];
    if (!name) return colour;
    const { known, computed: values } = style.value;
    const found = known.get(name) ?? values.getPropertyValue(name).trim();
    known.set(name, found);
    return found;
  }
  return { of, theme };
}
