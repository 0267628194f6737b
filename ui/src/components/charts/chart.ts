// SPDX-License-Identifier: Apache-2.0
import type { Unit } from '@/composables/useFormat';

export interface Series {
  label: string;
  values: readonly (number | null)[];
  /** A token such as `--accent` or `var(--hue-3)`, or any colour. */
  colour: string;
  /** line, or an area down to zero, or bars. */
  kind?: 'line' | 'area' | 'bar';
  dash?: boolean;
  width?: number;
  /** The space between this line and that of the series with this index is filled. */
  bandTo?: number;
}

export interface ChartData {
  /** Starts of the buckets, epoch milliseconds, rising. */
  times: readonly number[];
  series: readonly Series[];
  unit: Unit;
  /** When the bucket still being filled begins; drawn paler from there. */
  partialFrom?: number | null;
  /** The least top of the scale; a share usually has 1. */
  max?: number;
  /** The bottom of the scale; 0 when not given. */
  min?: number;
}
