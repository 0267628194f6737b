// SPDX-License-Identifier: Apache-2.0

/** How many hues tokens.css declares as --hue-0 …, in both themes. */
export const HUES = 12;

/** FNV-1a, so that a service has the same hue on every page and every day. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}

export function serviceHue(name: string): number {
  return hash(name) % HUES;
}

/** For CSS. A canvas needs the real colour: useThemeColours().of(serviceColour(name)). */
export function serviceColour(name: string): string {
  return `var(--hue-${serviceHue(name)})`;
}
