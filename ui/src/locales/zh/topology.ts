// SPDX-License-Identifier: Apache-2.0
import type { topology as english } from '../en/topology';

export const topology: Record<keyof typeof english, string> = {
  'topology.title': '拓扑',
};
