// SPDX-License-Identifier: Apache-2.0
import { reactive, readonly } from 'vue';
import { ApiError, ask } from '@/api/client';
import type { TimeInfo } from '@/api/schema';
import { parseOffset } from '@/lib/time';

const state = reactive({
  known: false,
  offsetMinutes: 0,
  /** How far the server's clock is ahead of the browser's. */
  skewMillis: 0,
  error: null as ApiError | null,
});
let loading: Promise<void> | null = null;

async function load(): Promise<void> {
  try {
    const { data } = await ask<{ time: TimeInfo | null }>({ query: '{ time: getTimeInfo { timezone currentTimestamp } }' });
    state.offsetMinutes = parseOffset(data.time?.timezone);
    const skew = (data.time?.currentTimestamp ?? Date.now()) - Date.now();
    // Below that it is the way of the answer, and would only make times uneven.
    state.skewMillis = Math.abs(skew) > 2000 ? skew : 0;
    state.error = null;
    state.known = true;
  } catch (cause) {
    state.error = cause instanceof ApiError ? cause : new ApiError('unreachable', String(cause));
  } finally {
    loading = null;
  }
}

/** The server's clock and zone, which the API speaks in. Asked once; again as long as it failed. */
export function useServer() {
  return {
    server: readonly(state) as Readonly<typeof state>,
    ensure(): Promise<void> {
      if (state.known) return Promise.resolve();
      loading ??= load();
      return loading;
    },
  };
}
