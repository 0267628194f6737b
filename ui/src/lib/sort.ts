// SPDX-License-Identifier: Apache-2.0

export type Sortable = number | string | null | undefined;

/** `name` rises, `-name` falls. What has no value comes last, whichever way. */
export function sortRows<R>(rows: readonly R[], sort: string, valueOf: (row: R, key: string) => Sortable): R[] {
  const falling = sort.startsWith('-');
  const key = falling ? sort.slice(1) : sort;
  if (!key) return [...rows];
  return rows
    .map((row, index) => ({ row, index, value: valueOf(row, key) }))
    .sort((a, b) => compare(a.value, b.value, falling) || a.index - b.index)
    .map(({ row }) => row);
}

function compare(a: Sortable, b: Sortable, falling: boolean): number {
  const noA = a === null || a === undefined;
  const noB = b === null || b === undefined;
  if (noA || noB) return Number(noA) - Number(noB);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });
  return falling ? -order : order;
}
