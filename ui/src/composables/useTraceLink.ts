// SPDX-License-Identifier: Apache-2.0
import { useRouter } from 'vue-router';
import { stepMillis } from '@/lib/time';
import { useTimeRange } from './useTimeRange';

/** What the traces looked for have in common; ids. */
export interface TraceCondition {
  service?: string;
  instance?: string;
  endpoint?: string;
  state?: 'ERROR' | 'SUCCESS';
  /** Milliseconds. */
  min?: number;
}

/** Leads from a point of a chart to the traces of that step. */
export function useTraceLink() {
  const router = useRouter();
  const { range } = useTimeRange();

  function query(condition: TraceCondition): Record<string, string> {
    return Object.fromEntries(
      Object.entries(condition).filter(([, value]) => value !== undefined && value !== '').map(([key, value]) => [key, String(value)]));
  }

  function open(condition: TraceCondition, at: number): void {
    const to = at + stepMillis(range.value.step);
    void router.push({ path: '/traces', query: { ...query(condition), ...(condition.min ? { order: 'BY_DURATION' } : {}), from: String(at), to: String(to) } });
  }

  return { open, query };
}
