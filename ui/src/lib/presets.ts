// SPDX-License-Identifier: Apache-2.0
import type { MessageKey } from '@/locales/en';

export interface Preset {
  from: string;
  key: MessageKey;
  n: number;
}

const NAMES: Record<string, MessageKey> = { m: 'time.lastMinutes', h: 'time.lastHours', d: 'time.lastDays', w: 'time.lastWeeks' };

/** How `now-30m` is said; null for a text that says no such thing. */
export function presetOf(from: string): Preset | null {
  const match = /^now-(\d+)([mhdw])$/.exec(from);
  const key = NAMES[match?.[2] ?? ''];
  return match && key ? { from, key, n: Number(match[1]) } : null;
}

export const PRESETS: Preset[] = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '2d', '1w', '2w', '4w']
  .map((text) => presetOf(`now-${text}`))
  .filter((preset) => preset !== null);
