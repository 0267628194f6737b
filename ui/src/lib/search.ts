// SPDX-License-Identifier: Apache-2.0

/**
 * How well a text fits what is looked for: null when not at all, else smaller is better. All letters
 * must come in their order; together and at the start of words is best.
 */
export function fit(text: string, wanted: string): number | null {
  if (wanted === '') return 0;
  const hay = text.toLowerCase();
  const needle = wanted.toLowerCase();
  const whole = hay.indexOf(needle);
  if (whole >= 0) return whole === 0 ? 0 : /[\s:/._-]/.test(hay[whole - 1] ?? '') ? 1 : 2 + whole / 1000;
  let at = -1;
  let gaps = 0;
  for (const letter of needle) {
    const next = hay.indexOf(letter, at + 1);
    if (next < 0) return null;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  // Letters strewn all over the text are no find.
  return gaps > needle.length * 4 ? null : 10 + gaps;
}

/** Those that fit, best first; among equals in their order. */
export function best<T>(all: readonly T[], wanted: string, textOf: (item: T) => string, most: number): T[] {
  const words = wanted.trim().split(/\s+/);
  return all
    .map((item, index) => {
      let score: number | null = 0;
      for (const word of words) {
        const one = fit(textOf(item), word);
        score = one === null || score === null ? null : score + one;
      }
      return { item, index, score };
    })
    .filter((each): each is typeof each & { score: number } => each.score !== null)
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .slice(0, most)
    .map((each) => each.item);
}
