// SPDX-License-Identifier: Apache-2.0
import type { AlarmMessage } from '@/api/schema';
import { ownerOf } from './ids';

/** A rule broken for a while. */
export interface Alarm {
  /** Of the service, instance or endpoint that broke it. */
  id: string;
  serviceId: string;
  message: string;
  startMillis: number;
  /** Null while it goes on. */
  recoveryMillis: number | null;
}

/** Those that go on first, each kind newest first. */
export function alarmsOf(messages: readonly AlarmMessage[] | null | undefined): Alarm[] {
  const alarms = (messages ?? []).map(({ id, message, startTime, recoveryTime }) => ({
    id, serviceId: id.includes('_') ? ownerOf(id) : id, message, startMillis: startTime, recoveryMillis: recoveryTime,
  }));
  const ended = (alarm: Alarm): number => (alarm.recoveryMillis === null ? 0 : 1);
  return alarms.sort((a, b) => ended(a) - ended(b) || b.startMillis - a.startMillis || a.message.localeCompare(b.message));
}

/** The alarms that go on, by service. */
export function firingByService(alarms: readonly Alarm[]): Map<string, Alarm[]> {
  const firing = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    if (alarm.recoveryMillis !== null) continue;
    const known = firing.get(alarm.serviceId);
    if (known) known.push(alarm);
    else firing.set(alarm.serviceId, [alarm]);
  }
  return firing;
}
