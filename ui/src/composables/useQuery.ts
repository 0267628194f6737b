// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue';
import { ApiError, ask, type Request } from '@/api/client';
import { useServer } from './useServer';
import { useTimeRange } from './useTimeRange';

const SLOW_MILLIS = 4000;

export interface Query<T> {
  /** Of the last answer, kept while the next is on its way. */
  data: ShallowRef<T | null>;
  error: ShallowRef<ApiError | null>;
  loading: Ref<boolean>;
  /** The data shown is older than it should be: the last refresh failed. */
  stale: Ref<boolean>;
  /** The answer takes long. */
  slow: Ref<boolean>;
  reload: () => void;
}

/**
 * Asks when what is to be asked changes, and at every tick; the older call is aborted.
 *
 * @param build the request, or null when there is nothing to ask yet; another `scope` text means
 *     that the data kept belongs to something else and must not be shown any longer
 */
export function useQuery<T>(build: () => (Request & { scope?: string }) | null, options: { live?: boolean } = {}): Query<T> {
  const { server, ensure } = useServer();
  const { tick } = useTimeRange();
  const data = shallowRef<T | null>(null);
  const error = shallowRef<ApiError | null>(null);
  const loading = ref(true);
  const stale = ref(false);
  const slow = ref(false);
  const again = ref(0);
  let running: AbortController | null = null;
  let lastScope: string | undefined;

  async function run(request: Request & { scope?: string }): Promise<void> {
    running?.abort();
    const controller = (running = new AbortController());
    if (request.scope !== lastScope) {
      data.value = null;
      stale.value = false;
    }
    lastScope = request.scope;
    loading.value = true;
    const timer = window.setTimeout(() => (slow.value = true), SLOW_MILLIS);
    try {
      const answer = await ask<T>({ query: request.query, variables: request.variables }, controller.signal);
      data.value = answer.data;
      error.value = answer.partial;
      stale.value = false;
    } catch (cause) {
      if (controller.signal.aborted) return;
      error.value = cause instanceof ApiError ? cause : new ApiError('query', String(cause));
      stale.value = data.value !== null;
    } finally {
      window.clearTimeout(timer);
      if (running === controller) {
        loading.value = false;
        slow.value = false;
        running = null;
      }
    }
  }

  watch(
    () => {
      if (!server.known) return null;
      const request = build();
      return request ? { text: JSON.stringify(request), tick: options.live === false ? 0 : tick.value, again: again.value } : null;
    },
    (next, last) => {
      if (next && next.text === last?.text && next.tick === last.tick && next.again === last.again) return;
      if (next) {
        void run(JSON.parse(next.text) as Request & { scope?: string });
      } else if (server.known) {
        running?.abort();
        running = null;
        data.value = null;
        error.value = null;
        loading.value = false;
      }
    },
    { immediate: true },
  );
  watch(
    () => (server.known ? null : server.error),
    (problem) => {
      if (!problem) return;
      error.value = problem;
      loading.value = false;
    },
    { immediate: true },
  );
  const waiting = window.setTimeout(() => (slow.value = !server.known && loading.value), SLOW_MILLIS);
  onScopeDispose(() => {
    window.clearTimeout(waiting);
    running?.abort();
  });

  function reload(): void {
    loading.value = true;
    if (server.known) again.value++;
    else void ensure();
  }

  return { data, error, loading, stale, slow, reload };
}
