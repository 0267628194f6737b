// SPDX-License-Identifier: Apache-2.0
import { shallowRef } from 'vue';
import { about, type About } from '@/api/client';

const known = shallowRef<About | null>(null);
let asked: Promise<void> | null = null;

/** Version and addresses of the server that sent the page; asked once. Null until then. */
export function useAbout() {
  asked ??= about().then((facts) => void (known.value = facts), () => void (asked = null));
  return known;
}
