// SPDX-License-Identifier: Apache-2.0
// Services of a `group::name` under one line, which unfolds.
import type { TrafficRow } from '@/api/schema';
import { type Health, type ServiceLine, severity } from './traffic';

/** A group: what its services do together. */
export interface GroupLine extends ServiceLine {
  members: number;
}

export type GroupedLine = ServiceLine | GroupLine;

export function isGroup(line: object): line is GroupLine {
  return 'members' in line;
}

/** The lines, and one more for each group they are in. */
export function withGroups(lines: readonly ServiceLine[]): GroupedLine[] {
  const groups = new Map<string, ServiceLine[]>();
  for (const line of lines) {
    if (line.group === '') continue;
    const members = groups.get(line.group);
    if (members) members.push(line);
    else groups.set(line.group, [line]);
  }
  return [...[...groups].map(([name, members]) => groupLine(name, members)), ...lines];
}

/** What is to be seen of sorted lines: each group, below it its services when it is unfolded. */
export function unfolded(sorted: readonly GroupedLine[], open: ReadonlySet<string>): GroupedLine[] {
  return sorted
    .filter((line) => isGroup(line) || line.group === '')
    .flatMap((line) => isGroup(line) && open.has(line.group) ? [line, ...sorted.filter((each) => !isGroup(each) && each.group === line.group)] : [line]);
}

/** Names of groups as a link has them. */
export function writeNames(names: Iterable<string>): string {
  return [...names].map((name) => name.replaceAll('~', '~0').replaceAll(',', '~1')).join(',');
}

export function readNames(text: string): Set<string> {
  return new Set(text.split(',').filter(Boolean).map((name) => name.replaceAll('~1', ',').replaceAll('~0', '~')));
}

/** As sick as its sickest service: a group that does well must not hide one that does not. */
function groupLine(name: string, members: readonly ServiceLine[]): GroupLine {
  const rows = members.flatMap((line) => line.traffic ?? []);
  const traffic = rows.length > 0 ? together(name, rows) : null;
  const health = members.reduce<Health>((worst, line) => (severity(line.health) > severity(worst) ? line.health : worst), 'none');
  return {
    id: `group ${name}`, name, group: name, shortName: name, layers: [], layer: '', normal: true, members: members.length, alarms: members.flatMap((line) => line.alarms),
    traffic, health, errorRate: traffic !== null && traffic.calls > 0 ? traffic.errors / traffic.calls : null,
  }; // prettier-ignore
}

/** Percentiles of several services cannot be told from theirs. */
function together(name: string, rows: readonly TrafficRow[]): TrafficRow {
  const sum = (of: (row: TrafficRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const calls = sum((row) => row.calls);
  const mean = (of: (row: TrafficRow) => number): number => (calls === 0 ? 0 : sum((row) => of(row) * row.calls) / calls);
  const steps = Math.max(...rows.map((row) => row.cpmSeries.length));
  const each = (of: (step: number) => number | null): (number | null)[] => Array.from({ length: steps }, (_, step) => of(step));
  const load = (step: number): number => sum((row) => row.cpmSeries[step] ?? 0);
  const weighted = (series: (row: TrafficRow) => (number | null)[]) => (step: number): number | null =>
    load(step) === 0 ? null : sum((row) => (series(row)[step] ?? 0) * (row.cpmSeries[step] ?? 0)) / load(step);
  return {
    id: '', name, calls, errors: sum((row) => row.errors), cpm: sum((row) => row.cpm), respTime: Math.round(mean((row) => row.respTime)),
    apdex: mean((row) => row.apdex), percentiles: [], cpmSeries: each(load),
    respTimeSeries: each(weighted((row) => row.respTimeSeries)), errorSeries: each(weighted((row) => row.errorSeries)),
  }; // prettier-ignore
}
