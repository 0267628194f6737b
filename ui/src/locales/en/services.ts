// SPDX-License-Identifier: Apache-2.0

export const services = {
  'services.title': 'Services',
};
