// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const SAID_MILLIS = 2_000;

/** Pages over plain HTTP have no clipboard; a selection in a hidden field can still be copied. */
function copyOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
  }
}

/** Copies texts; `copied` names the last one for two seconds, to be confirmed where it was asked for. */
export function useClipboard(): { copied: Readonly<Ref<string>>; copy: (name: string, text: string) => Promise<void> } {
  const copied = ref('');
  let timer = 0;
  async function copy(name: string, text: string): Promise<void> {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyOldWay(text);
    }
    copied.value = done ? name : '';
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (copied.value = ''), SAID_MILLIS);
  }
  onScopeDispose(() => window.clearTimeout(timer));
  return { copied: readonly(copied), copy };
}
