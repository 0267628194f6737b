// SPDX-License-Identifier: Apache-2.0

/** Whether this person asked the system for less motion. */
export function calm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
