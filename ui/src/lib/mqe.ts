// SPDX-License-Identifier: Apache-2.0
import type { ExpressionResult } from '@/api/schema';

/** What useQuery gets for `type error results { metric { labels { key value } } values { id value owner { … } } }`. */
export type Expression = ExpressionResult | null | undefined;

export interface Course {
  /** Starts of the buckets, epoch milliseconds. */
  times: number[];
  values: (number | null)[];
}

function numberOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A course over time; of several by labels, the one with this label's value. */
export function courseOf(result: Expression, label?: string): Course {
  const found = result?.results.find((each) => label === undefined || each.metric.labels.some(({ value }) => value === label));
  const values = found?.values ?? [];
  return { times: values.map((value) => Number(value.id)), values: values.map((value) => numberOf(value.value)) };
}

/** The values of a ranking by the id of what is ranked: an instance, endpoint or service. */
export function rankingOf(result: Expression): Map<string, number> {
  const ranking = new Map<string, number>();
  for (const { owner, value } of result?.results[0]?.values ?? []) {
    const id = owner?.serviceInstanceID ?? owner?.endpointID ?? owner?.serviceID;
    const number = numberOf(value);
    if (id && number !== null) ranking.set(id, number);
  }
  return ranking;
}

/** All values multiplied, nulls kept. */
export function scaled(values: readonly (number | null)[], factor: number): (number | null)[] {
  return values.map((value) => (value === null ? null : value * factor));
}
