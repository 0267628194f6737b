// SPDX-License-Identifier: Apache-2.0

export interface SparkBox {
  width: number;
  height: number;
  min: number;
  /** The greatest value when not given. */
  max?: number | undefined;
}

/** SVG paths of a line and the area below it; a value without neighbours becomes a dot. */
export function sparkPaths(values: readonly (number | null)[], box: SparkBox): { line: string; area: string } {
  const { width, height, min } = box;
  const peak = values.reduce<number>((most, value) => Math.max(most, value ?? min), min);
  const span = (box.max ?? peak) - min;
  const stepWidth = values.length > 1 ? (width - 2) / (values.length - 1) : 0;
  const y = (value: number) => round(height - 1 - (span > 0 ? Math.min(1, Math.max(0, (value - min) / span)) : 0) * (height - 2));
  let line = '';
  let area = '';
  let start = -1;
  for (let i = 0; i <= values.length; i++) {
    const value = values[i];
    if (typeof value === 'number') {
      line += `${start < 0 ? 'M' : 'L'}${round(1 + i * stepWidth)} ${y(value)}`;
      if (start < 0) start = i;
    } else if (start >= 0) {
      area += runArea(values.slice(start, i) as number[], { left: 1 + start * stepWidth, stepWidth, bottom: height, y });
      if (i - start === 1) line += 'h.01';
      start = -1;
    }
  }
  return { line, area };
}

interface Run {
  left: number;
  stepWidth: number;
  bottom: number;
  y: (value: number) => number;
}

function runArea(values: number[], { left, stepWidth, bottom, y }: Run): string {
  const points = values.map((value, i) => `L${round(left + i * stepWidth)} ${y(value)}`).join('');
  return `M${round(left)} ${bottom}${points}L${round(left + (values.length - 1) * stepWidth)} ${bottom}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
