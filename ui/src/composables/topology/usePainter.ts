// SPDX-License-Identifier: Apache-2.0
import { type Ref, computed, onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import { useI18n } from '@/composables/useI18n';
import { useThemeColours } from '@/composables/useThemeColours';
import { ICONS } from '@/lib/icons';
import type { Kind } from '@/lib/kinds';
import { EdgeLayer } from '@/lib/topology/edge-layer';
import { type Labels, labelsOf } from '@/lib/topology/labels';
import type { Health } from '@/lib/topology/model';
import { type Emphasis, type Look, type Palette, type Stroke, paint, strokesOf } from '@/lib/topology/paint';
import type { Scene } from '@/lib/topology/scene';
import { type Sheet, laid, serves, sheetFor } from '@/lib/topology/sheet';
import { type Size, type Viewport, bounds } from '@/lib/topology/viewport';

/** So long after the last zoom the map is drawn sharply. */
const REST_MILLIS = 120;

/** A sheet, and the place and screen it was made for. */
interface Shown extends Sheet {
  readonly shown: Size;
  readonly ratio: number;
}

export interface Painting {
  readonly canvas: Ref<HTMLCanvasElement | null>;
  readonly view: Ref<Viewport>;
  readonly size: Ref<Size>;
  readonly scene: () => Scene;
  readonly minutes: () => number;
  readonly emphasis: () => Emphasis;
  /** Nodes named whatever is in the way. */
  readonly wanted: () => readonly number[];
  readonly subtitle: (node: number) => string;
  readonly edgeText: (edge: number) => string;
}

/**
 * Keeps the canvas up to date: one frame for any number of changes, none without. A change of the view
 * alone moves the canvas and draws nothing, as long as what it bears will do.
 */
export function usePainter(painting: Painting): void {
  const { of, theme } = useThemeColours();
  const { locale } = useI18n();
  const icons = new Map<Kind, Path2D>();
  const widths = new Map<string, number>();
  const layer = new EdgeLayer((width, height) => new OffscreenCanvas(width, height));
  const paper = new OffscreenCanvas(1, 1);
  // Measures in the middle of drawing, so it must not change the font of what draws.
  const ruler = new OffscreenCanvas(1, 1);
  const sheet = shallowRef<Shown | null>(null);
  /** What the sheet was drawn from. */
  let drawn: readonly unknown[] = [];
  let drawnMillis = 0;
  let frame = 0;
  let resting = 0;

  const palette = computed((): Palette => {
    void theme.value;
    const health: Record<Health, string> = {
      unknown: of('--line-strong'),
      idle: of('--line-strong'),
      good: of('--good'),
      warn: of('--warn'),
      bad: of('--bad'),
    };
    const healthSoft = { ...health, warn: of('--warn-soft'), bad: of('--bad-soft') };
    return {
      back: of('--surface'), surface: of('--raised'), ink: of('--ink'), soft: of('--soft'),
      edge: of('--line-strong'), accent: of('--accent'), health, healthSoft,
    }; // prettier-ignore
  });
  const strokes = computed((): readonly Stroke[] => strokesOf(painting.scene(), painting.minutes()));
  const world = computed(() => bounds(painting.scene().points));
  const labels = computed((): Labels =>
    labelsOf(painting.scene(), { scale: sheet.value?.view.scale ?? 1, wanted: painting.wanted(), width, edgeText: painting.edgeText }));

  function icon(kind: Kind): Path2D {
    const known = icons.get(kind) ?? new Path2D(ICONS[kind]);
    icons.set(kind, known);
    return known;
  }

  /** Measured once for each text; names are few. */
  function width(text: string): number {
    let known = widths.get(text);
    if (known === undefined) {
      const context = ruler.getContext('2d');
      const element = painting.canvas.value;
      if (context === null || element === null) return text.length * 7; // not there yet, so its font is not known
      context.font = `500 12px ${fontOf(element)}`;
      known = context.measureText(text).width;
      if (widths.size > 20_000) widths.clear();
      widths.set(text, known);
    }
    return known;
  }

  function draw(): void {
    frame = 0;
    const element = painting.canvas.value;
    const size = painting.size.value;
    if (!element || size.width === 0) return;
    const view = painting.view.value;
    const ratio = window.devicePixelRatio;
    const age = performance.now() - drawnMillis;
    const before = sheet.value;
    const fits = before !== null && before.shown === size && before.ratio === ratio && serves(before, view, size, world.value, age);
    const used = fits ? before : { ...sheetFor(view, size, ratio), shown: size, ratio };
    sheet.value = used;
    const from = [used, strokes.value, palette.value, labels.value, painting.emphasis(), locale.value];
    if (from.some((each, at) => each !== drawn[at])) {
      drawn = from;
      drawnMillis = performance.now();
      render(element, used);
    }
    lay(element, used);
  }

  function render(element: HTMLCanvasElement, { view, size, ratio }: Shown): void {
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (paper.width !== wide || paper.height !== high) {
      paper.width = wide;
      paper.height = high;
      element.style.width = `${size.width}px`;
      element.style.height = `${size.height}px`;
    }
    const context = paper.getContext('2d', { alpha: false });
    if (context === null) return;
    const look: Look = { palette: palette.value, font: fontOf(element), icon, width, ratio };
    paint(context, {
      scene: painting.scene(), strokes: strokes.value, view, size,
      labels: labels.value, subtitle: painting.subtitle, emphasis: painting.emphasis(),
    }, look, layer); // prettier-ignore
    // Given away, not drawn in place: the browser copies a canvas that can be drawn on with each frame.
    element.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(paper.transferToImageBitmap());
  }

  /** Lays the sheet so that it shows the view; one that is stretched is drawn anew when the map rests. */
  function lay(element: HTMLCanvasElement, used: Shown): void {
    const { x, y, scale } = laid(used, painting.view.value);
    window.clearTimeout(resting);
    if (scale === 1) {
      // Whole pixels, or the picture would blur.
      const whole = (value: number): number => Math.round(value * used.ratio) / used.ratio;
      element.style.transform = `translate(${whole(x)}px, ${whole(y)}px)`;
    } else {
      element.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      resting = window.setTimeout(sharpen, REST_MILLIS);
    }
  }

  function sharpen(): void {
    sheet.value = null;
    ask();
  }

  function ask(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  watch(
    [painting.view, painting.size, palette, strokes, labels, painting.emphasis, locale, painting.canvas],
    ask,
  );
  onMounted(() => {
    ask();
    window.addEventListener('resize', ask); // also when the window moves to a screen of other density
  });
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
    window.clearTimeout(resting);
    window.removeEventListener('resize', ask);
  });
}

let font = '';

function fontOf(element: HTMLElement | null): string {
  if (font === '' && element !== null) font = getComputedStyle(element).fontFamily;
  return font;
}
