// SPDX-License-Identifier: Apache-2.0
import type { Sortable } from '@/lib/sort';

export interface Column<R> {
  key: string;
  label: string;
  /** What is shown when no slot `cell-KEY` is given, and what is sorted by. */
  value: (row: R) => Sortable;
  /** Of numbers, right-aligned. */
  number?: boolean;
  /** CSS width; without one the column takes what is left. */
  width?: string;
  /** CSS width on narrow screens. */
  narrow?: string;
  sortable?: boolean;
  /** Sorted falling at first, as one wants of numbers. */
  falling?: boolean;
  /** Not shown on narrow screens. */
  optional?: boolean;
  title?: string;
}
