// SPDX-License-Identifier: Apache-2.0
import { HUES, serviceHue } from '@/lib/colours';

/**
 * Colours of the services of one trace: each its own as on other pages, but where two would share
 * one and others are free, the later one (by name) takes the next free.
 */
export function traceColours(services: readonly string[]): Map<string, string> {
  const colours = new Map<string, string>();
  const taken = new Set<number>();
  const wait: string[] = [];
  const take = (service: string, hue: number): void => {
    taken.add(hue);
    colours.set(service, `var(--hue-${hue})`);
  };
  for (const service of [...new Set(services)].sort()) {
    if (taken.has(serviceHue(service))) wait.push(service);
    else take(service, serviceHue(service));
  }
  for (const service of wait) {
    let hue = serviceHue(service);
    for (let tried = 0; tried < HUES && taken.has(hue); tried++) hue = (hue + 1) % HUES;
    take(service, taken.has(hue) ? serviceHue(service) : hue);
  }
  return colours;
}
