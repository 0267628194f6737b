// SPDX-License-Identifier: Apache-2.0
import { DIMMED, type Look, type Picture, type Surface, isDimmed, paintEdges } from './paint';
import type { Size, Viewport } from './viewport';

/** With fewer edges than this, drawing them costs less than keeping a picture of them. */
const WORTH_KEEPING = 250;

interface Kept {
  readonly view: Viewport;
  readonly size: Size;
  readonly strokes: unknown;
  readonly palette: unknown;
  readonly ratio: number;
}

/**
 * Keeps a picture of all edges of a sheet: when only what is pointed at changes, it is copied, and
 * thousands of curves are not drawn again.
 */
export class EdgeLayer {
  private canvas: OffscreenCanvas | null = null;
  private kept: Kept | null = null;

  constructor(private readonly make: (width: number, height: number) => OffscreenCanvas) {}

  /** Draws the edges onto a sheet whose ground is drawn. */
  draw(context: Surface, picture: Picture, look: Look): void {
    const { view, scene } = picture;
    const { ratio } = look;
    const alpha = isDimmed(picture.emphasis) ? DIMMED : 1;
    if (scene.edges.length < WORTH_KEEPING) {
      context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
      paintEdges(context, picture, look, alpha);
      return;
    }
    if (!this.serves(picture, look)) this.renew(picture, look);
    if (this.canvas === null) return;
    // On its own ground: what is half seen is as good as drawn dimmed.
    context.globalAlpha = alpha;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.canvas, 0, 0);
  }

  private serves({ view, size, strokes }: Picture, { palette, ratio }: Look): boolean {
    const { kept } = this;
    return kept !== null && kept.view === view && kept.size === size && kept.strokes === strokes && kept.palette === palette && kept.ratio === ratio;
  }

  private renew(picture: Picture, look: Look): void {
    const { view, size, strokes } = picture;
    const { ratio, palette } = look;
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.canvas === null || this.canvas.width !== wide || this.canvas.height !== high) this.canvas = this.make(wide, high);
    const context = this.canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = palette.back;
    context.fillRect(0, 0, wide, high);
    context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
    paintEdges(context, picture, look, 1);
    this.kept = { view, size, strokes, palette, ratio };
  }
}
