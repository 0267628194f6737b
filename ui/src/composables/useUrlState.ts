// SPDX-License-Identifier: Apache-2.0
import { computed, type WritableComputedRef } from 'vue';
import { type LocationQuery, useRoute, useRouter, type Router } from 'vue-router';
import { destination } from '@/router';

// Changes of one moment go into one step of the history.
let pending: { query: Record<string, string | undefined>; push: boolean; path: string } | null = null;

/** Sets keys of the query string; undefined takes one away. */
export function changeQuery(router: Router, changes: Record<string, string | undefined>, push: boolean): void {
  const { path } = router.currentRoute.value;
  if (pending && pending.path === path) {
    Object.assign(pending.query, changes);
    pending.push ||= push;
    return;
  }
  pending = { query: { ...changes }, push, path };
  queueMicrotask(() => {
    const change = pending;
    pending = null;
    const route = router.currentRoute.value;
    // The person goes elsewhere meanwhile: what was set belongs to the page left behind.
    if (!change || route.path !== change.path || (destination() ?? change.path) !== change.path) return;
    const query: Record<string, LocationQuery[string] | undefined> = { ...route.query, ...change.query };
    const location = { path: route.path, query: query as LocationQuery, hash: route.hash };
    void (change.push ? router.push(location) : router.replace(location));
  });
}

/**
 * A text mirrored in the URL's query string, so that every view is a link. The default is not
 * written.
 *
 * @param options push: whether a change makes a step for the back button
 */
export function useUrlState(key: string, fallback: string, options: { push?: boolean } = {}): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[key];
      return typeof value === 'string' ? value : fallback;
    },
    set: (value) => changeQuery(router, { [key]: value === fallback ? undefined : value }, options.push ?? false),
  });
}
