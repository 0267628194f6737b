// SPDX-License-Identifier: Apache-2.0
import { common } from './en/common';
import { services } from './en/services';
import { topology } from './en/topology';
import { traces } from './en/traces';

export const en = { ...common, ...services, ...topology, ...traces };

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;
