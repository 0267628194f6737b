// SPDX-License-Identifier: Apache-2.0
import type { Call, Traffic } from '@/api/schema';

/** The far end of a call, and what goes between. */
export interface Neighbour {
  key: string;
  id: string;
  name: string;
  type: string | null;
  real: boolean;
  layer: string;
  cpm: number | null;
  meanMillis: number | null;
  errorRate: number | null;
}

type Side = Pick<Traffic, 'calls' | 'errors' | 'durationMillis'>;

export interface Ends {
  nodes: readonly { id: string; name: string; type: string | null; isReal: boolean; layers?: readonly string[] }[];
  calls: readonly (Pick<Call, 'id' | 'source' | 'target'> & { client: Side | null; server: Side | null })[];
}

/** Who calls this, and whom it calls, busiest first. Of both sides' tellings, that of its own side goes first. */
export function neighboursOf(id: string, ends: Ends | null | undefined, minutes: number): { callers: Neighbour[]; callees: Neighbour[] } {
  const nodes = new Map(ends?.nodes.map((node) => [node.id, node]));
  const callers: Neighbour[] = [];
  const callees: Neighbour[] = [];
  for (const call of ends?.calls ?? []) {
    const incoming = call.target === id;
    if (!incoming && call.source !== id) continue;
    const other = nodes.get(incoming ? call.source : call.target);
    if (!other) continue;
    const told = (incoming ? call.server ?? call.client : call.client ?? call.server);
    const calls = told?.calls ?? 0;
    (incoming ? callers : callees).push({
      key: call.id, id: other.id, name: other.name, type: other.type, real: other.isReal, layer: other.layers?.[0] ?? '',
      cpm: told ? calls / Math.max(1, minutes) : null,
      meanMillis: told && calls > 0 ? told.durationMillis / calls : null,
      errorRate: told && calls > 0 ? told.errors / calls : null,
    });
  }
  const busiest = (a: Neighbour, b: Neighbour) => (b.cpm ?? 0) - (a.cpm ?? 0) || a.name.localeCompare(b.name);
  return { callers: callers.sort(busiest), callees: callees.sort(busiest) };
}
