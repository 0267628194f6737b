// SPDX-License-Identifier: Apache-2.0
import { DIMMED, type Look, type Picture, isDimmed, paintEdges } from './paint';
import { type Box, type Size, type Viewport, toWorld } from './viewport';

/** With fewer edges than this, drawing them costs less than keeping a picture of them. */
const WORTH_KEEPING = 250;
/** The picture kept reaches so far beyond what is seen, in parts of its size. */
const MARGIN = 0.4;
/** Pixels of the device a picture may have. */
const MOST_PIXELS = 24_000_000;
/** A picture may be stretched by so much until it is drawn again. */
const MOST_STRETCH = 2.5;
/** While zooming a picture serves at least so long, even where it is too small. */
const LEAST_AGE_MILLIS = 90;

interface Kept {
  readonly view: Viewport;
  readonly size: Size;
  readonly strokes: unknown;
  readonly palette: unknown;
  readonly ratio: number;
  readonly drawnMillis: number;
}

/**
 * Keeps a picture of all edges, larger than what is seen: panning only copies it, zooming stretches
 * it until the map rests. Thousands of curves are then drawn a few times a second at most.
 */
export class EdgeLayer {
  private canvas: OffscreenCanvas | null = null;
  private kept: Kept | null = null;

  constructor(
    private readonly make: (width: number, height: number) => OffscreenCanvas,
    private readonly nowMillis: () => number,
  ) {}

  /** The next picture is drawn afresh. */
  forget(): void {
    this.kept = null;
  }

  /**
   * Draws the edges onto a map whose ground is drawn.
   *
   * @returns whether they are blurred
   */
  draw(context: CanvasRenderingContext2D, picture: Picture, look: Look): boolean {
    const { view, scene } = picture;
    const { ratio } = look;
    context.globalAlpha = 1;
    if (scene.edges.length < WORTH_KEEPING) {
      context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
      paintEdges(context, picture, look, isDimmed(picture.emphasis) ? DIMMED : 1);
      return false;
    }
    if (!this.serves(picture, look)) this.renew(picture, look);
    const { kept, canvas } = this;
    if (kept === null || canvas === null) return false;
    // On its own ground: what is half seen is as good as drawn dimmed.
    context.globalAlpha = isDimmed(picture.emphasis) ? DIMMED : 1;
    const stretch = view.scale / kept.view.scale;
    const left = view.x - kept.view.x * stretch;
    const top = view.y - kept.view.y * stretch;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (stretch === 1) {
      // Whole pixels, or the copy would blur.
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(canvas, Math.round(left * ratio), Math.round(top * ratio));
      return false;
    }
    context.imageSmoothingQuality = 'low';
    context.drawImage(canvas, left, top, kept.size.width * stretch, kept.size.height * stretch);
    return true;
  }

  /** Whether the picture kept can stand for the one wanted. */
  private serves(picture: Picture, look: Look): boolean {
    const { kept } = this;
    if (kept === null || kept.strokes !== picture.strokes || kept.palette !== look.palette) return false;
    if (kept.ratio !== look.ratio) return false;
    const stretch = picture.view.scale / kept.view.scale;
    const covering = covers(boxOf(kept.view, kept.size), boxOf(picture.view, picture.size));
    if (stretch === 1) return covering;
    const young = this.nowMillis() - kept.drawnMillis < LEAST_AGE_MILLIS;
    return young || (covering && stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH);
  }

  private renew(picture: Picture, look: Look): void {
    const { view, size, strokes } = picture;
    const { ratio, palette } = look;
    const room = Math.max(0, Math.sqrt(MOST_PIXELS / (size.width * size.height * ratio * ratio)) - 1) / 2;
    const margin = Math.min(MARGIN, room);
    const aside = { x: Math.round(size.width * margin), y: Math.round(size.height * margin) };
    const whole = { width: size.width + 2 * aside.x, height: size.height + 2 * aside.y };
    const moved = { x: view.x + aside.x, y: view.y + aside.y, scale: view.scale };
    const [wide, high] = [Math.ceil(whole.width * ratio), Math.ceil(whole.height * ratio)];
    if (this.canvas === null || this.canvas.width !== wide || this.canvas.height !== high) this.canvas = this.make(wide, high);
    const context = this.canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = palette.back;
    context.fillRect(0, 0, wide, high);
    context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * moved.x, ratio * moved.y);
    paintEdges(context, { ...picture, view: moved, size: whole }, look, 1);
    this.kept = { view: moved, size: whole, strokes, palette, ratio, drawnMillis: this.nowMillis() };
  }
}

function boxOf(view: Viewport, size: Size): Box {
  const topLeft = toWorld(view, { x: 0, y: 0 });
  const bottomRight = toWorld(view, { x: size.width, y: size.height });
  return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
}

/** With room for errors of rounding. */
function covers(outer: Box, inner: Box): boolean {
  const slack = (outer.right - outer.left) * 1e-6;
  return (
    outer.left <= inner.left + slack && outer.top <= inner.top + slack &&
    outer.right >= inner.right - slack && outer.bottom >= inner.bottom - slack
  ); // prettier-ignore
}
