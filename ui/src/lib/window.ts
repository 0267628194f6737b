// SPDX-License-Identifier: Apache-2.0

export interface Scrolled {
  /** Pixels scrolled past. */
  top: number;
  height: number;
  rowHeight: number;
  count: number;
}

const OVERSCAN = 8;

/** Which rows of a long list are worth drawing: those in sight and a few more. `end` is not among them. */
export function windowOf({ top, height, rowHeight, count }: Scrolled): { first: number; end: number } {
  const first = Math.min(Math.max(0, Math.floor(top / rowHeight) - OVERSCAN), Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  return { first: count === 0 ? 0 : first, end: Math.max(end, Math.min(count, first + OVERSCAN)) };
}
