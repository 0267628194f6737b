// SPDX-License-Identifier: Apache-2.0
import type { traces as english } from '../en/traces';

export const traces: Record<keyof typeof english, string> = {
  'traces.title': '链路',
};
