// SPDX-License-Identifier: Apache-2.0
import { ICONS } from '../icons';
import type { Kind } from '../kinds';
import { EdgeLayer } from './edge-layer';
import { type Labels, labelsOf } from './labels';
import { type Emphasis, type Look, type Palette, type Stroke, paint, strokesOf } from './paint';
import { Grid, type Scene } from './scene';
import type { Sheet } from './sheet';

/** What is drawn from now on. */
export interface SceneOrder {
  readonly kind: 'scene';
  readonly scene: Omit<Scene, 'grid'>;
  readonly minutes: number;
}

/** What stands below names and on calls, from the scale on where there is room for it. */
export interface TextsOrder {
  readonly kind: 'texts';
  readonly subtitles: readonly string[];
  readonly edgeTexts: readonly string[];
}

export interface LookOrder {
  readonly kind: 'look';
  readonly palette: Palette;
  readonly font: string;
}

export interface SheetOrder {
  readonly kind: 'sheet';
  /** Comes back with the picture. */
  readonly number: number;
  readonly sheet: Sheet;
  /** Pixels of the device to one of CSS. */
  readonly ratio: number;
  /** Nodes named whatever is in the way. */
  readonly wanted: readonly number[];
  readonly emphasis: Emphasis;
}

/** All can be sent to a worker. */
export type Order = SceneOrder | TextsOrder | LookOrder | SheetOrder;

/** Draws sheets. What it needs for it comes in orders, so that it can live in a worker. */
export class Painter {
  private readonly icons = new Map<Kind, Path2D>();
  private readonly widths = new Map<string, number>();
  private readonly layer = new EdgeLayer((width, height) => new OffscreenCanvas(width, height));
  private readonly paper = new OffscreenCanvas(1, 1);
  // Measures in the middle of drawing, so it must not change the font of what draws.
  private readonly ruler = new OffscreenCanvas(1, 1);
  private scene: Scene | null = null;
  private strokes: readonly Stroke[] = [];
  private texts: TextsOrder | null = null;
  private look: LookOrder | null = null;
  private sheet: Sheet | null = null;
  private labels: { readonly from: readonly unknown[]; readonly labels: Labels } | null = null;

  take(order: SceneOrder | TextsOrder | LookOrder): void {
    switch (order.kind) {
      case 'scene':
        this.scene = { ...order.scene, grid: new Grid(order.scene.points) };
        this.strokes = strokesOf(this.scene, order.minutes);
        this.texts = null;
        break;
      case 'texts':
        this.texts = order;
        break;
      case 'look':
        if (order.font !== this.look?.font) this.widths.clear();
        this.look = order;
    }
  }

  /** The picture of a sheet; null before scene and look were taken. */
  draw({ sheet, ratio, wanted, emphasis }: SheetOrder): ImageBitmap | null {
    const { scene, look: given, paper } = this;
    if (scene === null || given === null) return null;
    // Of a sheet that is drawn again only what is pointed at has changed: its edges are kept.
    const known = this.sheet !== null && same(this.sheet, sheet) ? this.sheet : sheet;
    this.sheet = known;
    const { view, size } = known;
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (paper.width !== wide || paper.height !== high) {
      paper.width = wide;
      paper.height = high;
    }
    const context = paper.getContext('2d', { alpha: false });
    if (context === null) return null;
    const look: Look = { palette: given.palette, font: given.font, ratio, icon: (kind) => this.icon(kind), width: (text) => this.width(text) };
    paint(context, {
      scene, strokes: this.strokes, view, size, emphasis,
      labels: this.labelled(scene, view.scale, wanted), subtitle: (node) => this.texts?.subtitles[node] ?? '',
    }, look, this.layer); // prettier-ignore
    return paper.transferToImageBitmap();
  }

  private labelled(scene: Scene, scale: number, wanted: readonly number[]): Labels {
    const from = [scene, this.texts, this.look?.font, scale, wanted.join()];
    if (this.labels === null || from.some((each, at) => each !== this.labels?.from[at])) {
      const edgeText = (edge: number): string => this.texts?.edgeTexts[edge] ?? '';
      this.labels = { from, labels: labelsOf(scene, { scale, wanted, width: (text) => this.width(text), edgeText }) };
    }
    return this.labels.labels;
  }

  private icon(kind: Kind): Path2D {
    const known = this.icons.get(kind) ?? new Path2D(ICONS[kind]);
    this.icons.set(kind, known);
    return known;
  }

  /** Measured once for each text; names are few. */
  private width(text: string): number {
    let known = this.widths.get(text);
    if (known === undefined) {
      const context = this.ruler.getContext('2d');
      if (context === null) return text.length * 7;
      context.font = `500 12px ${this.look?.font ?? 'sans-serif'}`;
      known = context.measureText(text).width;
      if (this.widths.size > 20_000) this.widths.clear();
      this.widths.set(text, known);
    }
    return known;
  }
}

function same(one: Sheet, other: Sheet): boolean {
  return (
    one.view.x === other.view.x && one.view.y === other.view.y && one.view.scale === other.view.scale &&
    one.size.width === other.size.width && one.size.height === other.size.height
  ); // prettier-ignore
}
