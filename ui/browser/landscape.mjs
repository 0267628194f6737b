// SPDX-License-Identifier: Apache-2.0
// A system of any size for tests: who calls whom is the same each time, and every call really is
// reported, by a segment at either end.

/** Numbers that are the same every time: a linear congruential generator. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
}

const TIERS = 7;
const IN_GROUP = 12;

/**
 * Nodes with what they call. Of a hundred, eighty are services in groups of twelve, spread over seven
 * tiers, that call mostly their own group; the rest are databases, caches and queues of the groups.
 * The user, who is one node more, calls the first tier.
 */
export function landscape(nodes, seed = 7) {
  const next = numbers(seed);
  const services = Math.max(2, Math.round(nodes * 0.8));
  const made = [];
  for (let at = 0; at < services; at++) {
    const group = Math.floor(at / IN_GROUP);
    const tier = at === 0 ? 0 : Math.min(TIERS - 1, Math.floor((at % IN_GROUP) / 2) + (group % 2));
    made.push({ name: `domain-${String(group).padStart(2, '0')}::service-${String(at).padStart(4, '0')}`, group, tier, calls: [], called: tier === 0 });
  }
  const later = (from, group) => made.filter((each) => each.tier > from.tier && (group === null || each.group === group));
  for (const service of made) {
    const near = later(service, service.group);
    for (let count = 1 + next(3); count > 0 && near.length > 0; count--) join(service, near[next(near.length)]);
    const far = next(4) === 0 ? later(service, null) : [];
    if (far.length > 0) join(service, far[next(far.length)]);
  }
  for (const service of made) {
    if (service.called) continue;
    const callers = made.filter((each) => each.tier < service.tier && Math.abs(each.group - service.group) <= 1);
    if (callers.length === 0) service.called = true;
    else join(callers[next(callers.length)], service);
  }
  stores(made, nodes - services, next);
  return made;
}

function join(from, to) {
  if (from.calls.includes(to)) return;
  from.calls.push(to);
  to.called = true;
}

const STORES = [
  { kind: 'postgres', layer: 'Database', component: 37, tags: { 'db.type': 'PostgreSQL', 'db.statement': 'select 1' } },
  { kind: 'redis', layer: 'Cache', component: 57, tags: { 'cache.type': 'Redis', 'cache.op': 'read', 'cache.cmd': 'GET', 'cache.key': 'k' } },
  { kind: 'kafka', layer: 'MQ', component: 40, tags: { 'mq.topic': 'orders', 'mq.broker': 'kafka' } },
];

function stores(made, count, next) {
  const services = [...made];
  for (let at = 0; at < count; at++) {
    const store = STORES[at % STORES.length];
    const made1 = { name: `${store.kind}-${String(at).padStart(3, '0')}.db:5432`, store, calls: [] };
    for (let users = 1 + next(3); users > 0; users--) join(services[(at * 4 + next(IN_GROUP)) % services.length], made1);
    made.push(made1);
  }
}

/** How many nodes and calls the server is to show of a landscape: with the user and what it calls. */
export function shown(made) {
  const roots = made.filter((each) => !each.store && isRoot(made, each)).length;
  return { nodes: made.length + (roots > 0 ? 1 : 0), calls: made.reduce((sum, each) => sum + each.calls.length, 0) + roots };
}

function isRoot(made, service) {
  return !made.some((each) => each.calls.includes(service));
}

/** Segments of one round of calls at a time; so many of each thousand calls fail. */
export function segmentsOf(made, base, { failing = 5, round = 0 } = {}) {
  const next = numbers(base % 1_000_003);
  const segments = [];
  const callers = new Map(made.map((each) => [each, []]));
  for (const each of made) for (const callee of each.calls) callers.get(callee).push(each);
  for (const service of made) {
    if (service.store) continue;
    const froms = callers.get(service).length === 0 ? [null] : callers.get(service);
    froms.forEach((from, at) => segments.push(segmentOf(service, from, at === 0, { base, round, fails: next(1000) < failing })));
  }
  return segments;
}

const idOf = (service, from, round) => `${round}.${service.name}.${from?.name ?? 'user'}`;

function segmentOf(service, from, whole, { base, round, fails }) {
  const id = idOf(service, from, round);
  const traceId = `trace.${id}`;
  const entry = {
    spanId: 0, parentSpanId: -1, startTime: base, endTime: base + 20 + (service.name.length * 7) % 60, operationName: '/work', spanType: 'Entry',
    spanLayer: 'Http', componentId: 14, isError: fails, tags: [], logs: [],
  };
  if (from !== null) {
    entry.refs = [{
      refType: 'CrossProcess', traceId, parentTraceSegmentId: `${id}.from`, parentSpanId: 1, parentService: from.name,
      parentServiceInstance: `${from.name}-1`, parentEndpoint: '/work', networkAddressUsedAtPeer: `${service.name}:80`,
    }];
  }
  const exits = !whole ? [] : service.calls.map((callee, at) => ({
    spanId: at + 1, parentSpanId: 0, startTime: base + 1, endTime: base + 15, operationName: '/work', spanType: 'Exit',
    spanLayer: callee.store?.layer ?? 'Http', componentId: callee.store?.component ?? 2, isError: false,
    peer: callee.store ? callee.name : `${callee.name}:80`,
    tags: Object.entries(callee.store?.tags ?? {}).map(([key, value]) => ({ key, value })), logs: [],
  }));
  return { traceId, traceSegmentId: id, service: service.name, serviceInstance: `${service.name}-1`, spans: [entry, ...exits] };
}

const BATCH = 200;

/** Reports a landscape: first so that every address is known, then so that both sides are counted. */
export async function report(send, made, base, options = {}) {
  const segments = segmentsOf(made, base, options);
  for (let at = 0; at < segments.length; at += BATCH) await send(segments.slice(at, at + BATCH));
}
