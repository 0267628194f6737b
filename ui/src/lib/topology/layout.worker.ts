// SPDX-License-Identifier: Apache-2.0
import { layout } from './layout';
import type { LayoutInput } from './layout';

/** A question carries a number, so that late answers to older ones can be told apart. */
export interface LayoutQuestion {
  readonly number: number;
  readonly input: LayoutInput;
}

self.addEventListener('message', (event: MessageEvent<LayoutQuestion>) => {
  const { number, input } = event.data;
  self.postMessage({ number, layout: layout(input) });
});
