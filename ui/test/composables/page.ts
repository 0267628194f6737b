// SPDX-License-Identifier: Apache-2.0
// A page of the application for what a composable needs around it: the real router, and a server
// that answers what the test says.
import { createApp, type App } from 'vue';
import { router } from '@/router';
import { useServer } from '@/composables/useServer';
import { vi } from 'vitest';

export interface Asked {
  query: string;
  variables: Record<string, unknown>;
  signal: AbortSignal;
  /** Ends the call; anything but an object is sent as it is. */
  answer: (body: unknown, status?: number) => void;
  fail: () => void;
}

/** Replaces the network; what is asked waits in the list until the test answers. */
export function network(): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (_url: string, { body, signal }: { body: string; signal: AbortSignal }) =>
    new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      const { query, variables } = JSON.parse(body) as Pick<Asked, 'query' | 'variables'>;
      asked.push({
        query, variables, signal,
        answer: (data, status = 200) => resolve(new Response(typeof data === 'string' ? data : JSON.stringify(data), { status })),
        fail: () => reject(new TypeError('connection refused')),
      }); // prettier-ignore
    }));
  return asked;
}

/** Lets what is ready happen: answers, watchers, steps of the router. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
}

/** The server's clock is known from here on. */
export async function meetServer(asked: Asked[], currentTimestamp = Date.now(), timezone = '+0000'): Promise<void> {
  const met = useServer().ensure();
  await settle();
  asked.shift()?.answer({ data: { time: { timezone, currentTimestamp } } });
  await met;
}

/** Calls a composable within an application at this place. */
export async function within<T>(path: string, use: () => T): Promise<{ result: T; leave: () => void }> {
  await router.push(path);
  let result: T | undefined;
  const app: App = createApp({ setup: () => ((result = use()), () => null) });
  app.use(router).mount(document.createElement('div'));
  await settle();
  return { result: result as T, leave: () => app.unmount() };
}

export const query = (): Record<string, unknown> => router.currentRoute.value.query;
