// SPDX-License-Identifier: Apache-2.0
import type { Service, TrafficRow } from '@/api/schema';
import { type Alarm, firingByService } from './alarms';
import { change } from './format';
import { gradeOf } from './health';

export type Health = 'good' | 'warn' | 'bad' | 'none';

/** A line of a table: what is known of a thing, and its traffic when it has any. */
export interface Line {
  id: string;
  name: string;
  traffic: TrafficRow | null;
  health: Health;
  errorRate: number | null;
}

export interface ServiceLine extends Line {
  group: string;
  shortName: string;
  layers: string[];
  layer: string;
  normal: boolean;
  /** What goes on. */
  alarms: readonly Alarm[];
}

/** From the share of errors and how satisfied callers are. */
export function healthOf(traffic: Pick<TrafficRow, 'calls' | 'errors' | 'apdex'> | null | undefined): Health {
  if (!traffic || traffic.calls === 0) return 'none';
  return gradeOf(traffic.errors / traffic.calls, traffic.apdex);
}

const SEVERITY: Record<Health, number> = { bad: 3, warn: 2, good: 1, none: 0 };

export function severity(health: Health): number {
  return SEVERITY[health];
}

export function lineOf(id: string, name: string, traffic: TrafficRow | null): Line {
  return { id, name, traffic, health: healthOf(traffic), errorRate: traffic && traffic.calls > 0 ? traffic.errors / traffic.calls : null };
}

/** All services known, with their traffic where they have some; one with an alarm is in a bad state whatever its traffic says. */
export function serviceLines(services: readonly Service[], rows: readonly TrafficRow[], alarms: readonly Alarm[]): ServiceLine[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const firing = firingByService(alarms);
  return services.map((service) => {
    const line = lineOf(service.id, service.name, byId.get(service.id) ?? null);
    const own = firing.get(service.id) ?? [];
    return {
      ...line,
      health: own.length > 0 ? 'bad' : line.health,
      group: service.group,
      shortName: service.shortName,
      layers: service.layers,
      layer: service.layers[0] ?? '',
      normal: service.normal ?? true,
      alarms: own,
    };
  });
}

/** How often each value occurs, most first. */
export function countBy<T>(items: readonly T[], valuesOf: (item: T) => readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) {
    for (const value of valuesOf(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

export interface Change {
  id: string;
  name: string;
  what: 'latency' | 'load' | 'errors' | 'new' | 'gone';
  now: number | null;
  then: number | null;
  /** Of errors the difference of the shares, else the change as a part of what was. */
  by: number | null;
  /** Whether it is for the worse; load and comings are neither. */
  worse: boolean | null;
  weight: number;
}

const FEW_CALLS = 5;

/** What differs most from the time before, the weightiest first. */
export function changesOf(rows: readonly TrafficRow[], earlier: readonly TrafficRow[], most: number): Change[] {
  const then = new Map(earlier.map((row) => [row.id, row]));
  const now = new Set(rows.map((row) => row.id));
  const changes: Change[] = [];
  const common = commonLoad(rows, then);
  const [cpm, cpmThen] = [rows, earlier].map((all) => all.reduce((sum, row) => sum + row.cpm, 0));
  if (Math.abs(common - 1) >= 0.3) changes.push({ id: '', name: '', what: 'load', now: cpm ?? 0, then: cpmThen ?? 0, by: common - 1, worse: null, weight: 10 });
  for (const row of rows) {
    const old = then.get(row.id);
    if (old) changes.push(...differences(row, old, common));
    else if (earlier.length > 0) changes.push({ id: row.id, name: row.name, what: 'new', now: row.cpm, then: null, by: null, worse: null, weight: 0.5 });
  }
  for (const old of earlier) {
    if (!now.has(old.id) && old.calls >= FEW_CALLS) {
      changes.push({ id: old.id, name: old.name, what: 'gone', now: null, then: old.cpm, by: null, worse: true, weight: 2 });
    }
  }
  return changes.sort((a, b) => b.weight - a.weight || a.name.localeCompare(b.name)).slice(0, most);
}

/** By how much the load of the middle service changed: what all have in common is told once. */
function commonLoad(rows: readonly TrafficRow[], then: ReadonlyMap<string, TrafficRow>): number {
  const ratios = rows.flatMap((row) => {
    const old = then.get(row.id);
    return old && old.cpm > 0 ? [row.cpm / old.cpm] : [];
  }).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 1;
}

function differences(row: TrafficRow, old: TrafficRow, common: number): Change[] {
  if (row.calls < FEW_CALLS || old.calls < FEW_CALLS) return [];
  const found: Change[] = [];
  const base = { id: row.id, name: row.name };
  const latency = change(row.respTime, old.respTime);
  if (latency !== null && Math.abs(latency) >= 0.2 && Math.abs(row.respTime - old.respTime) >= 5) {
    found.push({ ...base, what: 'latency', now: row.respTime, then: old.respTime, by: latency, worse: latency > 0, weight: Math.abs(Math.log(1 + latency)) });
  }
  const load = change(row.cpm, old.cpm * common);
  if (load !== null && Math.abs(load) >= 0.3) {
    found.push({ ...base, what: 'load', now: row.cpm, then: old.cpm, by: load, worse: null, weight: Math.abs(Math.log(1 + Math.max(load, -0.99))) / 2 });
  }
  const errors = row.errors / row.calls - old.errors / old.calls;
  if (Math.abs(errors) >= 0.005) {
    found.push({ ...base, what: 'errors', now: row.errors / row.calls, then: old.errors / old.calls, by: errors, worse: errors > 0, weight: Math.abs(errors) * 20 });
  }
  return found;
}
