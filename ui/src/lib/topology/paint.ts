// SPDX-License-Identifier: Apache-2.0
import type { Kind } from '../kinds';
import type { EdgeLayer } from './edge-layer';
import { SUBTITLE_SCALE, labelMiddle } from './labels';
import type { Labels } from './labels';
import type { Health } from './model';
import { paintNodes } from './paint-nodes';
import { edgesWithin } from './scene';
import type { Hit, Scene, SceneEdge } from './scene';
import { toScreen, visible } from './viewport';
import type { Size, Viewport } from './viewport';

/** The colours of the theme, as a canvas needs them. */
export interface Palette {
  readonly back: string;
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly edge: string;
  readonly accent: string;
  readonly health: Readonly<Record<Health, string>>;
  readonly healthSoft: Readonly<Record<Health, string>>;
}

export interface Look {
  readonly palette: Palette;
  readonly font: string;
  readonly icon: (kind: Kind) => Path2D;
  /** How wide a text is in the size of names. */
  readonly width: (text: string) => number;
  /** Pixels of the device to one of CSS. */
  readonly ratio: number;
}

/** What is pointed at, chosen or looked for. */
export interface Emphasis {
  readonly hover: Hit | null;
  readonly selected: Hit | null;
  /** Node the keys are at; -1 for none. */
  readonly cursor: number;
  /** Nodes that stay bright; null for all. */
  readonly bright: ReadonlySet<number> | null;
  /** Edges drawn strongly above the others. */
  readonly strong: ReadonlySet<number>;
}

export interface Picture {
  readonly scene: Scene;
  readonly strokes: readonly Stroke[];
  readonly view: Viewport;
  readonly size: Size;
  readonly labels: Labels;
  /** What stands below a node's name when there is room. */
  readonly subtitle: (node: number) => string;
  readonly emphasis: Emphasis;
}

/** All edges of one look as one path in the world's coordinates: one stroke draws them. */
export interface Stroke {
  readonly health: Health;
  readonly width: number;
  readonly path: Path2D;
}

const ARROW_SCALE = 0.35;
const MARGIN = 120;
/** Size of numbers to that of names. */
const SMALLER = 11 / 12;

/** Width of an edge on the screen by its load: 1 to 4.5 pixels, a step for each tenfold. */
export function widthOf(calls: number, minutes: number): number {
  const perMinute = calls / Math.max(1, minutes);
  return 1 + Math.min(3.5, Math.max(0, Math.log10(perMinute + 1)) * 0.85);
}

/** Gathers the edges of a scene into few strokes; once for each scene. */
export function strokesOf(scene: Scene, minutes: number): Stroke[] {
  const strokes = new Map<string, Stroke>();
  scene.graph.edges.forEach((edge, at) => {
    const width = Math.round(widthOf(edge.traffic?.calls ?? 0, minutes) * 2) / 2;
    const key = `${edge.health} ${width}`;
    let stroke = strokes.get(key);
    if (stroke === undefined) {
      stroke = { health: edge.health, width, path: new Path2D() };
      strokes.set(key, stroke);
    }
    trace(stroke.path, scene.edges[at] as SceneEdge);
  });
  const order: readonly Health[] = ['unknown', 'idle', 'good', 'warn', 'bad'];
  return [...strokes.values()].sort((one, other) => order.indexOf(one.health) - order.indexOf(other.health));
}

function trace(path: Path2D | Surface, { curve }: SceneEdge): void {
  path.moveTo(curve[0] as number, curve[1] as number);
  for (let at = 2; at < curve.length; at += 6) {
    const [x1, y1, x2, y2, x3, y3] = curve.subarray(at, at + 6) as unknown as [number, number, number, number, number, number];
    path.bezierCurveTo(x1, y1, x2, y2, x3, y3);
  }
}

/** Draws all that is on a sheet. With a layer that keeps the edges, another emphasis costs little. */
export function paint(context: Surface, picture: Picture, look: Look, layer: EdgeLayer): void {
  const { view, size } = picture;
  const { ratio, palette } = look;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = palette.back;
  context.fillRect(0, 0, size.width, size.height);
  const box = visible(view, size, MARGIN);
  layer.draw(context, picture, look);
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
  paintStrong(context, picture, look);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintNodes(context, picture, look, picture.scene.grid.within(box));
  paintLabels(context, picture, look);
  context.globalAlpha = 1;
}

/** What draws: a canvas that is not seen. */
export type Surface = OffscreenCanvasRenderingContext2D;

/** Whether edges stand back, as something else is in the light. */
export function isDimmed({ bright, strong }: Emphasis): boolean {
  return bright !== null || strong.size > 0;
}

/** How much of the edges is seen when something else is in the light, and otherwise. */
export const DIMMED = 0.27;
const EDGE_ALPHA = 0.85;

/** All edges, in the world's coordinates, with heads for those seen. */
export function paintEdges(context: Surface, picture: Picture, look: Look, alpha: number): void {
  const { scene, strokes, view, size } = picture;
  const { palette } = look;
  const thin = Math.min(1, 0.35 + view.scale);
  const colourOf = (health: Health): string =>
    health === 'warn' || health === 'bad' ? palette.health[health] : palette.edge;
  context.globalAlpha = EDGE_ALPHA * alpha;
  context.lineCap = 'butt';
  for (const stroke of strokes) {
    context.strokeStyle = colourOf(stroke.health);
    context.lineWidth = (stroke.width * thin) / view.scale;
    context.stroke(stroke.path);
  }
  if (view.scale >= ARROW_SCALE) {
    for (const at of edgesWithin(scene, visible(view, size, MARGIN))) {
      paintArrow(context, scene.edges[at] as SceneEdge, colourOf(scene.graph.edges[at]?.health ?? 'unknown'), view.scale);
    }
  }
}

/** The edges that stand out. */
function paintStrong(context: Surface, { scene, view, emphasis }: Picture, { palette }: Look): void {
  context.globalAlpha = 1;
  for (const at of emphasis.strong) {
    const edge = scene.edges[at];
    if (edge === undefined) continue;
    const health = scene.graph.edges[at]?.health ?? 'unknown';
    const colour = health === 'warn' || health === 'bad' ? palette.health[health] : palette.accent;
    context.strokeStyle = colour;
    context.lineWidth = 2.2 / view.scale;
    context.beginPath();
    trace(context, edge);
    context.stroke();
    paintArrow(context, edge, colour, view.scale);
  }
}

/** A head where the edge ends, at least so large that it can be seen. */
function paintArrow(context: Surface, { curve }: SceneEdge, colour: string, scale: number): void {
  const last = curve.length;
  const [x0, y0, x1, y1] = [curve[last - 4], curve[last - 3], curve[last - 2], curve[last - 1]] as [number, number, number, number];
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const long = Math.max(8, 6 / scale);
  const wide = long * 0.42;
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x1 + dx * 2, y1 + dy * 2);
  context.lineTo(x1 - dx * long - dy * wide, y1 - dy * long + dx * wide);
  context.lineTo(x1 - dx * long + dy * wide, y1 - dy * long - dx * wide);
  context.fill();
}

/** Names, and numbers where there is room; each on a ground of its own, so that edges do not cross it out. */
function paintLabels(context: Surface, picture: Picture, look: Look): void {
  const { labels, view, size, scene, emphasis } = picture;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  paintEdgeLabels(context, picture, look);
  for (const { node, text } of labels.nodes) {
    const point = scene.points[node];
    if (point === undefined) continue;
    const x = point.x * view.scale + view.x;
    const y = labelMiddle(point, view.scale) + view.y;
    if (x < -MARGIN || y < -40 || x > size.width + MARGIN || y > size.height + 40) continue;
    const chosen = emphasis.selected?.kind === 'node' && emphasis.selected.index === node;
    context.globalAlpha = emphasis.bright !== null && !emphasis.bright.has(node) ? 0.35 : 1;
    context.font = `${chosen ? 600 : 500} 12px ${look.font}`;
    grounded(context, text, { x, y, width: look.width(text) }, look.palette.back, look.palette.ink);
    const subtitle = view.scale >= SUBTITLE_SCALE ? picture.subtitle(node) : '';
    if (subtitle !== '') {
      context.font = `11px ${look.font}`;
      grounded(context, subtitle, { x, y: y + 15, width: look.width(subtitle) * SMALLER }, look.palette.back, look.palette.soft);
    }
  }
}

function paintEdgeLabels(context: Surface, picture: Picture, look: Look): void {
  const { labels, view, size, scene, emphasis } = picture;
  context.font = `11px ${look.font}`;
  for (const { edge, text } of labels.edges) {
    const middle = scene.edges[edge]?.middle;
    if (middle === undefined) continue;
    const at = toScreen(view, middle);
    if (at.x < -MARGIN || at.y < -20 || at.x > size.width + MARGIN || at.y > size.height + 20) continue;
    const strong = emphasis.strong.has(edge);
    const dimmed = isDimmed(emphasis) && !strong;
    context.globalAlpha = dimmed ? 0.25 : 1;
    const health = scene.graph.edges[edge]?.health ?? 'unknown';
    const ill = health === 'warn' || health === 'bad';
    const colour = ill ? look.palette.health[health] : strong ? look.palette.ink : look.palette.soft;
    grounded(context, text, { ...at, width: look.width(text) * SMALLER }, look.palette.back, colour);
  }
}

/** Text on a ground of its own. */
function grounded(context: Surface, text: string, { x, y, width }: Place, back: string, ink: string): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.8;
  context.fillStyle = back;
  context.fillRect(x - width / 2 - 2, y - 7, width + 4, 14);
  context.globalAlpha = alpha;
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}
