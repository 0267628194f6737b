// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, ref, type Ref, watch } from 'vue';
import { useUrlState } from '@/composables/useUrlState';

/** Browsers slow a page down that changes its address many times a second. */
const SETTLE_MILLIS = 200;

/**
 * A text that changes at once and is put into the URL when it has settled, for what follows the
 * pointer. Follows the URL when that is changed by others, by the back button for one.
 */
export function useMirrored(key: string): Ref<string> {
  const url = useUrlState(key, '');
  const text = ref(url.value);
  let written = url.value;
  let timer = 0;
  watch(text, (value) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      written = value;
      url.value = value;
    }, SETTLE_MILLIS);
  });
  watch(url, (value) => {
    if (value !== written) {
      written = value;
      text.value = value;
    }
  });
  onScopeDispose(() => window.clearTimeout(timer));
  return text;
}
