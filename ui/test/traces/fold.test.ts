// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { MAX_FOLD_TEXT, readFolded, writeFolded } from '@/lib/traces/fold';
import { foldedFrom } from '@/lib/traces/rows';
import { buildTree, type RawSpan } from '@/lib/traces/spans';
import { span } from './samples';

function chain(length: number) {
  const raws: RawSpan[] = [];
  for (let i = 0; i < length; i++) raws.push(span(i, i, 3 * length - i, { parentSpanId: i - 1 }));
  return buildTree(raws);
}

describe('what is folded, in a link', () => {
  it('is a list when little is, and bits when much is', () => {
    const trace = chain(100);
    expect(writeFolded(trace, new Set())).toBe('');
    expect(writeFolded(trace, new Set(['s/0', 's/40', 'unknown/1']))).toBe('0.14');
    expect(writeFolded(trace, foldedFrom(trace, 3))).toBe('~4_______________H');
  });

  it('is read back', () => {
    const trace = chain(100);
    for (const depth of [0, 1, 3, 50, 97, 98]) {
      const folded = foldedFrom(trace, depth);
      expect(readFolded(trace, writeFolded(trace, folded))).toEqual(folded);
    }
  });

  it('is nothing when the text means nothing, or is too much', () => {
    const trace = chain(10);
    for (const text of ['', 'zz.zzz', '<b>', '~', '~!!!', '-1', '....']) {
      expect(readFolded(trace, text).size).toBe(0);
    }
    const deep = chain(12_000);
    expect(writeFolded(deep, foldedFrom(deep, 0)).length).toBe(0);
    expect(writeFolded(deep, foldedFrom(deep, 11_990)).length).toBeLessThan(MAX_FOLD_TEXT);
  });
});
