// SPDX-License-Identifier: Apache-2.0
import type { services as english } from '../en/services';

export const services: Record<keyof typeof english, string> = {
  'services.title': '服务',
};
