// SPDX-License-Identifier: Apache-2.0
import type { Messages } from './en';
import { common } from './zh/common';
import { services } from './zh/services';
import { topology } from './zh/topology';
import { traces } from './zh/traces';

export const zh: Messages = { ...common, ...services, ...topology, ...traces };
