// SPDX-License-Identifier: Apache-2.0
import type { Kind as IconKind } from '../kinds';
import { RADIUS } from './curves';
import type { GraphNode, Health, Kind } from './model';
import type { Look, Picture, Surface } from './paint';
import type { Point } from './settle';

/** Below this scale a node is a dot. */
const DOT_SCALE = 0.28;
const ICON_SIZE = 16;
const FULL_TURN = Math.PI * 2;

/** What each kind of node is drawn with. */
const ICON_OF: Readonly<Record<Kind, IconKind>> = {
  user: 'user',
  service: 'service',
  database: 'database',
  cache: 'cache',
  queue: 'queue',
  search: 'search',
  gateway: 'gateway',
  function: 'function',
  browser: 'user',
  external: 'external',
  instance: 'instance',
  group: 'service',
};

/** Draws nodes in screen coordinates: all dots of a colour at once when far away, discs with icons when near. */
export function paintNodes(
  context: Surface,
  picture: Picture,
  look: Look,
  seen: readonly number[],
): void {
  const { view, scene, emphasis } = picture;
  const bright = (node: number): boolean => emphasis.bright === null || emphasis.bright.has(node);
  const screen = (node: number): Point => {
    const point = scene.points[node] as Point;
    return { x: point.x * view.scale + view.x, y: point.y * view.scale + view.y };
  };
  if (view.scale < DOT_SCALE) {
    paintDots(context, picture, look, seen);
  } else {
    for (const node of seen) {
      context.globalAlpha = bright(node) ? 1 : 0.3;
      paintDisc(context, scene.graph.nodes[node] as GraphNode, screen(node), view.scale, look);
    }
  }
  context.globalAlpha = 1;
  for (const [node, colour, width] of rings(picture, look)) {
    const at = screen(node);
    context.beginPath();
    context.arc(at.x, at.y, Math.max(3, RADIUS * view.scale) + 4, 0, FULL_TURN);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Rings round what is pointed at, chosen, or where the keys are. */
function rings({ emphasis }: Picture, { palette }: Look): [number, string, number][] {
  const rings: [number, string, number][] = [];
  if (emphasis.hover?.kind === 'node') rings.push([emphasis.hover.index, palette.soft, 1.5]);
  if (emphasis.selected?.kind === 'node') rings.push([emphasis.selected.index, palette.accent, 2.5]);
  if (emphasis.cursor !== -1) rings.push([emphasis.cursor, palette.accent, 2.5]);
  return rings;
}

function paintDots(context: Surface, picture: Picture, look: Look, seen: readonly number[]): void {
  const { view, scene, emphasis } = picture;
  const dots = new Map<string, number[]>();
  for (const node of seen) {
    const bright = emphasis.bright === null || emphasis.bright.has(node);
    const key = `${bright ? 1 : 0}${scene.graph.nodes[node]?.health ?? 'unknown'}`;
    const list = dots.get(key);
    if (list === undefined) dots.set(key, [node]);
    else list.push(node);
  }
  const radius = Math.max(3, RADIUS * view.scale);
  for (const [key, nodes] of dots) {
    const health = key.slice(1) as Health;
    context.globalAlpha = key.startsWith('1') ? 1 : 0.3;
    context.beginPath();
    for (const node of nodes) {
      const point = scene.points[node] as Point;
      const x = point.x * view.scale + view.x;
      const y = point.y * view.scale + view.y;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, FULL_TURN);
    }
    context.fillStyle = look.palette.health[health];
    context.fill();
  }
}

/** A disc with the icon of its kind, ringed in the colour of its health, with its share of errors in red. */
function paintDisc(context: Surface, node: GraphNode, at: Point, scale: number, look: Look): void {
  const { palette } = look;
  const radius = RADIUS * scale;
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, FULL_TURN);
  context.fillStyle = node.health === 'bad' ? palette.healthSoft.bad : palette.surface;
  context.fill();
  context.strokeStyle = palette.health[node.health];
  context.lineWidth = Math.max(1, (node.health === 'warn' || node.health === 'bad' ? 2.5 : 1.75) * Math.min(1, scale));
  context.stroke();
  if (node.kind === 'group') {
    context.beginPath();
    context.arc(at.x, at.y, radius + 3.5 * Math.min(1, scale), 0, FULL_TURN);
    context.lineWidth = 1;
    context.stroke();
  }
  if (node.kind === 'group' && scale >= 0.4) paintCount(context, node, at, scale, look);
  else paintIcon(context, node, at, scale, look);
  if ((node.health === 'warn' || node.health === 'bad') && scale >= 0.4) paintMark(context, node.health, at, scale, look);
}

function paintIcon(context: Surface, node: GraphNode, at: Point, scale: number, look: Look): void {
  const size = RADIUS * 1.15 * scale;
  const grow = size / ICON_SIZE;
  context.save();
  context.translate(at.x - size / 2, at.y - size / 2);
  context.scale(grow, grow);
  context.lineWidth = Math.max(1.2, 0.9 / grow);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = node.real || node.kind === 'user' ? look.palette.ink : look.palette.soft;
  context.stroke(look.icon(ICON_OF[node.kind]));
  context.restore();
}

function paintCount(context: Surface, node: GraphNode, at: Point, scale: number, look: Look): void {
  context.font = `600 ${Math.round(15 * Math.min(1.2, scale))}px ${look.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = look.palette.ink;
  context.fillText(String(node.members), at.x, at.y + 1);
}

/** An exclamation mark, so that nobody needs to tell red from green. */
function paintMark(context: Surface, health: 'warn' | 'bad', at: Point, scale: number, look: Look): void {
  const radius = 7 * Math.min(1.1, Math.max(0.7, scale));
  const x = at.x + RADIUS * scale * 0.72;
  const y = at.y - RADIUS * scale * 0.72;
  context.beginPath();
  context.arc(x, y, radius, 0, FULL_TURN);
  context.fillStyle = look.palette.health[health];
  context.fill();
  context.font = `700 ${Math.round(radius * 1.5)}px ${look.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = look.palette.surface;
  context.fillText('!', x, y + 0.5);
}
