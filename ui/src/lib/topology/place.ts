// SPDX-License-Identifier: Apache-2.0
import type { Columns } from './order';

/** Distances between nodes, in pixels at full size. A node with its label fits in this much. */
export const COLUMN_PITCH = 200;
export const ROW_PITCH = 84;
const WAY_PITCH = 28;
/** A column no taller than so many nodes is never folded. */
const LEAST_ROWS = 12;
/** Width to height of the whole picture that folding aims at. */
const ASPECT = 1.7;
/** Folding leaves about so much of the picture empty. */
const FILLED = 0.7;
const PASSES = 10;

export interface Placed {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Whether columns were too tall: edges go straight, and tall columns stand as several. */
  readonly folded: boolean;
}

/** A row of one column: one node or way point, or several nodes side by side where it is folded. */
interface Row {
  readonly members: readonly number[];
  readonly height: number;
}

/**
 * Gives every node and way point of sorted columns its coordinates: rows keep their order and
 * distance, and are otherwise as near to their neighbours as can be. Where a column would make the
 * picture much taller than wide, way points are given up and tall columns folded into bricks.
 */
export function place(graph: Columns): Placed {
  const most = rowsAtMost(graph.real);
  const folded = graph.columns.some((column) => tall(graph, column) > most * ROW_PITCH);
  const rows = graph.columns.map((column) => rowsOf(graph, column, folded ? most : Infinity));
  const x = new Float64Array(graph.left.length);
  const y = new Float64Array(graph.left.length);
  let at = 0;
  for (const column of rows) {
    const wide = column.reduce((widest, row) => Math.max(widest, row.members.length), 1);
    for (const row of column) {
      row.members.forEach((node, index) => (x[node] = (at + index) * COLUMN_PITCH));
    }
    at += wide;
  }
  straighten(graph, rows, y);
  if (folded) stagger(rows, y);
  return { x, y, folded };
}

function tall(graph: Columns, column: readonly number[]): number {
  return column.reduce((sum, node) => sum + (node < graph.real ? ROW_PITCH : WAY_PITCH), 0);
}

function rowsAtMost(nodes: number): number {
  const area = (nodes * COLUMN_PITCH * ROW_PITCH) / FILLED;
  return Math.max(LEAST_ROWS, Math.round(Math.sqrt(area / ASPECT) / ROW_PITCH));
}

/** In a folded picture way points take no room: edges go straight there. */
function rowsOf(graph: Columns, column: readonly number[], most: number): Row[] {
  const nodes = column.filter((node) => node < graph.real);
  if (most === Infinity) {
    return column.map((node) => ({ members: [node], height: node < graph.real ? ROW_PITCH : WAY_PITCH }));
  }
  const wide = Math.max(1, Math.ceil(nodes.length / most));
  const rows: Row[] = [];
  for (let at = 0; at < nodes.length; at += wide) {
    rows.push({ members: nodes.slice(at, at + wide), height: ROW_PITCH });
  }
  return rows;
}

/** To and fro, each column towards its neighbours; the last pass looks at both sides. */
function straighten(graph: Columns, rows: readonly Row[][], y: Float64Array): void {
  for (const column of rows) {
    spread(column, new Float64Array(column.length), new Float64Array(column.length).fill(1), y);
  }
  for (let pass = 0; pass < PASSES; pass++) {
    const both = pass >= PASSES - 2;
    const rightwards = pass % 2 === 0;
    const order = rightwards ? rows : [...rows].reverse();
    for (const column of order) {
      const sides = both ? [graph.left, graph.right] : [rightwards ? graph.left : graph.right];
      const wanted = new Float64Array(column.length);
      const weight = new Float64Array(column.length);
      column.forEach((row, at) => {
        const pull = pullOf(graph, row, sides, y);
        wanted[at] = pull.y;
        weight[at] = pull.weight;
      });
      spread(column, wanted, weight, y);
    }
  }
}

/** Where a row's neighbours draw it; way points pull hard, so that long edges are straight. */
function pullOf(
  graph: Columns,
  row: Row,
  sides: readonly number[][][],
  y: Float64Array,
): { y: number; weight: number } {
  let sum = 0;
  let weight = 0;
  let own = 0;
  for (const node of row.members) {
    own += (y[node] as number) / row.members.length;
    for (const side of sides) {
      for (const other of side[node] as number[]) {
        const pull = (node >= graph.real ? 3 : 1) * (other >= graph.real ? 2 : 1);
        sum += pull * (y[other] as number);
        weight += pull;
      }
    }
  }
  return weight === 0 ? { y: own, weight: 0.1 } : { y: sum / weight, weight };
}

interface Pool {
  sum: number;
  weight: number;
  rows: number;
}

/**
 * Moves the rows of a column to where they want to be, as near as their order and heights allow:
 * the least squares fit, found by pooling neighbours that get in each other's way.
 */
function spread(column: readonly Row[], wanted: Float64Array, weight: Float64Array, y: Float64Array): void {
  const offset = new Float64Array(column.length);
  for (let at = 1; at < column.length; at++) {
    const gap = ((column[at - 1] as Row).height + (column[at] as Row).height) / 2;
    offset[at] = (offset[at - 1] as number) + gap;
  }
  const pools: Pool[] = [];
  column.forEach((_, at) => {
    const heavy = weight[at] as number;
    let pool: Pool = { sum: ((wanted[at] as number) - (offset[at] as number)) * heavy, weight: heavy, rows: 1 };
    let above = pools.at(-1);
    while (above !== undefined && above.sum / above.weight > pool.sum / pool.weight) {
      pools.pop();
      pool = { sum: above.sum + pool.sum, weight: above.weight + pool.weight, rows: above.rows + pool.rows };
      above = pools.at(-1);
    }
    pools.push(pool);
  });
  let at = 0;
  for (const pool of pools) {
    for (let row = 0; row < pool.rows; row++, at++) {
      for (const node of (column[at] as Row).members) y[node] = pool.sum / pool.weight + (offset[at] as number);
    }
  }
}

/** Every other node of a folded row half a row lower, so that edges find a way between. */
function stagger(rows: readonly Row[][], y: Float64Array): void {
  for (const column of rows) {
    for (const row of column) {
      row.members.forEach((node, index) => {
        if (index % 2 === 1) y[node] = (y[node] as number) + ROW_PITCH / 2;
      });
    }
  }
}
