// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory, type RouteLocationNormalizedLoaded, type RouteLocationRaw } from 'vue-router';
import { traceIdOf } from '@/lib/ids';

/** Keys of the query string that go with a person from page to page. */
const STICKY = ['from', 'to', 'zone', 'refresh'];

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'overview', component: () => import('@/pages/OverviewPage.vue') },
    { path: '/services', name: 'services', component: () => import('@/pages/ServicesPage.vue') },
    { path: '/services/:id', name: 'service', component: () => import('@/pages/ServicePage.vue'), props: true },
    { path: '/services/:id/instances/:instance', name: 'instance', component: () => import('@/pages/InstancePage.vue'), props: true },
    { path: '/services/:id/endpoints/:endpoint', name: 'endpoint', component: () => import('@/pages/EndpointPage.vue'), props: true },
    { path: '/topology', name: 'topology', component: () => import('@/pages/TopologyPage.vue') },
    { path: '/traces', name: 'traces', component: () => import('@/pages/TracesPage.vue') },
    { path: '/traces/:traceId', name: 'trace', component: () => import('@/pages/TracePage.vue'), props: (to) => ({ traceId: traceIdOf(String(to.params.traceId)) }) },
    { path: '/about', name: 'about', component: () => import('@/pages/AboutPage.vue') },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('@/pages/NowherePage.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

let goingTo: string | null = null;
router.beforeEach((to) => void (goingTo = to.path));
router.afterEach(() => (goingTo = null));

/** The path of a page that is on its way, being loaded for one; null when none is. */
export function destination(): string | null {
  return goingTo;
}

/** The place with the time looked at, unless it says one itself. */
function withSticky(to: RouteLocationRaw, current: RouteLocationNormalizedLoaded): RouteLocationRaw {
  const target = resolve(to);
  const said = typeof to === 'object' && to.query ? Object.keys(to.query) : [];
  const query = { ...target.query };
  for (const key of STICKY) {
    if (!(key in query) && !said.includes(key) && current.query[key]) query[key] = current.query[key];
  }
  return { path: target.path, query, hash: target.hash };
}

// Here and not in a guard: going back must find the time that was looked at then.
const { push, replace } = router;
const resolve = router.resolve.bind(router) as (to: RouteLocationRaw, from?: RouteLocationNormalizedLoaded) => ReturnType<typeof router.resolve>;
router.push = (to) => {
  const target = withSticky(to, router.currentRoute.value);
  goingTo = resolve(target).path; // at once: the guard is asked later
  return push(target);
};
router.replace = (to) => replace(withSticky(to, router.currentRoute.value));
router.resolve = ((to: RouteLocationRaw, from?: RouteLocationNormalizedLoaded) =>
  resolve(withSticky(to, router.currentRoute.value), from)) as typeof router.resolve;
