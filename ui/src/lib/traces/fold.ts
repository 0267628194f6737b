// SPDX-License-Identifier: Apache-2.0
// Which spans are folded, short enough for a link.
import type { Folded } from './rows';
import type { Trace } from './spans';

/** A longer text is not put into links: browsers and proxies cut them. */
export const MAX_FOLD_TEXT = 1_500;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** As a list of positions, or as a bit per span that can be folded; blank when both are too long. */
export function writeFolded(trace: Trace, folded: Folded): string {
  const parents = trace.spans.filter((span) => span.children.length > 0);
  const list = parents.flatMap((span, i) => (folded.has(span.key) ? [i.toString(36)] : [])).join('.');
  const bits = parents.length > 0 && list ? `~${writeBits(parents.map((span) => folded.has(span.key)))}` : '';
  const shorter = bits && bits.length < list.length ? bits : list;
  return shorter.length <= MAX_FOLD_TEXT ? shorter : '';
}

function writeBits(bits: boolean[]): string {
  let text = '';
  for (let i = 0; i < bits.length; i += 6) {
    const six = bits.slice(i, i + 6).reduce((sum, bit, n) => sum + (bit ? 1 << n : 0), 0);
    text += DIGITS.charAt(six);
  }
  return text;
}

/** What a link says; positions that are not there are passed over. */
export function readFolded(trace: Trace, text: string): Set<string> {
  const parents = trace.spans.filter((span) => span.children.length > 0);
  if (text.startsWith('~')) {
    // charAt beyond the end is blank, which is found at 0: no bits.
    const sixOf = (i: number): number => Math.max(0, DIGITS.indexOf(text.charAt(1 + Math.floor(i / 6))));
    return new Set(parents.filter((_, i) => (sixOf(i) & (1 << (i % 6))) > 0).map((span) => span.key));
  }
  const positions = text.split('.').filter((part) => /^[0-9a-z]{1,6}$/.test(part));
  return new Set(positions.flatMap((part) => parents[parseInt(part, 36)]?.key ?? []));
}
