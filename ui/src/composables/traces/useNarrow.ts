// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whether the window is as narrow as a telephone. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const media = window.matchMedia('(max-width: 640px)');
  const narrow = ref(media.matches);
  const follow = (): void => void (narrow.value = media.matches);
  media.addEventListener('change', follow);
  onScopeDispose(() => media.removeEventListener('change', follow));
  return readonly(narrow);
}
