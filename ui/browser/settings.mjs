// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const HOME = process.env.ORRERY_HOME ?? `${ROOT}dist/orrery`;
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
