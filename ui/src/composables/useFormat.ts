// SPDX-License-Identifier: Apache-2.0
import * as format from '@/lib/format';
import { useI18n } from './useI18n';
import { useTimeRange } from './useTimeRange';

type Value = number | null | undefined;
export type Unit = 'duration' | 'count' | 'percent' | 'bytes' | 'ratio';

/** The formats of lib/format in the language and zone of now. */
export function useFormat() {
  const { locale } = useI18n();
  const { range } = useTimeRange();
  const bound = {
    duration: (value: Value) => format.formatDuration(value, locale.value),
    count: (value: Value) => format.formatCount(value, locale.value),
    percent: (value: Value) => format.formatPercent(value, locale.value),
    bytes: (value: Value) => format.formatBytes(value, locale.value),
    ratio: (value: Value) => (typeof value === 'number' ? value.toFixed(2) : format.NOTHING),
    change: (value: Value) => format.formatChange(value, locale.value),
    time: (value: Value) => format.formatTime(value, range.value.zone),
    clock: (value: Value) => format.formatTime(value, range.value.zone, true),
  };
  return { ...bound, unit: (unit: Unit) => bound[unit] };
}
