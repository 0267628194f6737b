// SPDX-License-Identifier: Apache-2.0
import { RADIUS } from './curves';
import { severity } from './view';
import type { Scene } from './scene';
import type { Point } from './settle';
import type { Box } from './viewport';

/** Height of a line of label on the screen. */
const LINE = 16;
const MOST_WIDTH = 168;
/** A label keeps so much away from others and from discs. */
const SIDE = 4;

export interface Label {
  readonly node: number;
  readonly text: string;
}

export interface Labels {
  readonly nodes: readonly Label[];
  readonly edges: readonly EdgeLabel[];
}

export interface EdgeLabel {
  readonly edge: number;
  readonly text: string;
}

export interface Labelling {
  readonly scale: number;
  /** Nodes that get their label whatever is in the way, first come first. */
  readonly wanted: readonly number[];
  /** How wide a text is on the screen. */
  readonly width: (text: string) => number;
  /** What an edge bears; nothing for none. */
  readonly edgeText: (edge: number) => string;
}

/** From this scale on a second line stands below each name. */
export const SUBTITLE_SCALE = 0.75;
const SUBTITLE = 15;
/** From this scale on edges bear their load, where there is room. */
export const EDGE_LABEL_SCALE = 0.55;
const EDGE_LINE = 14;

/** So many of the sick are named even where that covers healthy nodes. */
const MOST_SICK = 24;

/**
 * Which nodes bear their names at a scale: those wanted, then the sick, then the busy, as long as no
 * label covers another or a disc; but names of the sick may cover the healthy. Depends on the scale and not on the part that is seen, so that
 * panning changes nothing.
 */
export function labelsOf(scene: Scene, { scale, wanted, width, edgeText }: Labelling): Labels {
  const cover = new Cover();
  const pressing = new Cover();
  const radius = Math.max(3, RADIUS * scale);
  const isSick = (node: number): boolean => severity(scene.graph.nodes[node]?.health ?? 'unknown') > severity('good');
  let sick = 0;
  scene.points.forEach((point, node) => {
    const box = boxAround(point.x * scale, point.y * scale, radius, radius);
    cover.add(box);
    if (isSick(node)) pressing.add(box);
  });
  const labels: Label[] = [];
  const asked = new Set(wanted);
  for (const node of [...asked, ...byWeight(scene).filter((index) => !asked.has(index))]) {
    const point = scene.points[node];
    if (point === undefined) continue;
    const text = shortened(scene.graph.nodes[node]?.name ?? '', MOST_WIDTH, width);
    const box = boxAround(point.x * scale, labelMiddle(point, scale), width(text) / 2 + SIDE, LINE / 2);
    const urgent = isSick(node) && sick < MOST_SICK;
    if (asked.has(node) || (urgent ? pressing : cover).isFree(box)) {
      if (urgent) sick++;
      const taken = scale >= SUBTITLE_SCALE ? { ...box, bottom: box.bottom + SUBTITLE } : box;
      cover.add(taken);
      pressing.add(taken);
      labels.push({ node, text });
    }
  }
  const edges = scale < EDGE_LABEL_SCALE ? [] : edgeLabels(scene, cover, { scale, width, edgeText });
  return { nodes: labels, edges };
}

function edgeLabels(
  scene: Scene,
  cover: Cover,
  { scale, width, edgeText }: Omit<Labelling, 'wanted'>,
): EdgeLabel[] {
  const edges = scene.graph.edges;
  const ill = (edge: number): number => severity(edges[edge]?.health ?? 'unknown');
  const calls = (edge: number): number => edges[edge]?.traffic?.calls ?? 0;
  const order = edges.map((_, edge) => edge);
  order.sort((one, other) => ill(other) - ill(one) || calls(other) - calls(one) || one - other);
  const labels: EdgeLabel[] = [];
  for (const edge of order) {
    const text = edgeText(edge);
    const at = scene.edges[edge]?.middle;
    if (text === '' || at === undefined) continue;
    const box = boxAround(at.x * scale, at.y * scale, width(text) / 2 + 2, EDGE_LINE / 2);
    if (cover.isFree(box)) {
      cover.add(box);
      labels.push({ edge, text });
    }
  }
  return labels;
}

/** Where the middle of a label lies below its node, on the screen. */
export function labelMiddle(point: Point, scale: number): number {
  return point.y * scale + Math.max(3, RADIUS * scale) + LINE / 2 + 3;
}

/** The sick first, then by calls, then by connections. */
function byWeight(scene: Scene): number[] {
  const degree = new Int32Array(scene.points.length);
  for (const edge of scene.graph.edges) {
    degree[edge.source] = (degree[edge.source] as number) + 1;
    degree[edge.target] = (degree[edge.target] as number) + 1;
  }
  const ill = (node: number): number => Math.max(2, severity(scene.graph.nodes[node]?.health ?? 'unknown'));
  const calls = (node: number): number => scene.graph.nodes[node]?.traffic?.calls ?? 0;
  return scene.points
    .map((_, node) => node)
    .sort(
      (one, other) =>
        ill(other) - ill(one) ||
        calls(other) - calls(one) ||
        (degree[other] as number) - (degree[one] as number) ||
        one - other,
    );
}

/** Cuts the middle out of a text that is too wide: both ends of a name tell things apart. */
export function shortened(text: string, most: number, width: (text: string) => number): string {
  if (width(text) <= most) return text;
  const signs = [...text];
  let fewest = 1;
  let longest = signs.length - 1;
  while (fewest < longest) {
    const half = Math.ceil((fewest + longest) / 2);
    if (width(cut(signs, half)) <= most) fewest = half;
    else longest = half - 1;
  }
  return cut(signs, fewest);
}

function cut(signs: readonly string[], kept: number): string {
  const head = Math.ceil(kept / 2);
  return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (kept - head)).join('')}`;
}

function boxAround(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

const CELL = 64;

/** What is covered already, in cells. */
class Cover {
  private readonly cells = new Map<number, Box[]>();

  add(box: Box): void {
    for (const key of Cover.keys(box)) {
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, [box]);
      else cell.push(box);
    }
  }

  isFree(box: Box): boolean {
    for (const key of Cover.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom
        ) {
          return false;
        }
      }
    }
    return true;
  }

  private static *keys(box: Box): Generator<number> {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column++) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row++) {
        yield (column + 0x10000) * 0x20000 + (row + 0x10000);
      }
    }
  }
}
