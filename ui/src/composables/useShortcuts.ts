// SPDX-License-Identifier: Apache-2.0
import { onBeforeUnmount, onMounted } from 'vue';
import { DEFAULT_FROM } from '@/lib/time';
import { useTimeRange } from './useTimeRange';

/** Opens the time range; the picker listens. */
export const OPEN_TIME = 'orrery-time';

/** The keys that work everywhere but in a field. */
export function useShortcuts({ palette }: { palette: () => void }): void {
  const { shift, zoomOut, refreshNow, set } = useTimeRange();
  const keys: Record<string, () => void> = {
    t: () => window.dispatchEvent(new Event(OPEN_TIME)),
    '[': () => shift(-1),
    ']': () => shift(1),
    '-': zoomOut,
    r: refreshNow,
    0: () => set({ from: DEFAULT_FROM }),
    '/': palette,
  };

  function pressed(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      palette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  onMounted(() => window.addEventListener('keydown', pressed));
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed));
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('dialog') !== null);
}
