// SPDX-License-Identifier: Apache-2.0
import { type Ref, computed, onBeforeUnmount, onMounted, watch } from 'vue';
import { useThemeColours } from '@/composables/useThemeColours';
import { ICONS } from '@/lib/icons';
import type { Kind } from '@/lib/kinds';
import { EdgeLayer } from '@/lib/topology/edge-layer';
import { type Labels, labelsOf } from '@/lib/topology/labels';
import type { Health } from '@/lib/topology/model';
import { type Emphasis, type Look, type Palette, type Stroke, paint, strokesOf } from '@/lib/topology/paint';
import type { Scene } from '@/lib/topology/scene';
import type { Size, Viewport } from '@/lib/topology/viewport';

/** Labels are chosen anew only when the scale has changed by so much. */
const SCALE_STEP = 1.05;
/** So long after the last zoom the map is drawn sharply. */
const REST_MILLIS = 120;

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

/** Keeps the canvas up to date: one frame for any number of changes, none without. */
export function usePainter(painting: Painting): void {
  const { of, theme } = useThemeColours();
  const icons = new Map<Kind, Path2D>();
  const widths = new Map<string, number>();
  const layer = new EdgeLayer((width, height) => new OffscreenCanvas(width, height), () => performance.now());
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
  const labelScale = computed(() => SCALE_STEP ** Math.floor(Math.log(painting.view.value.scale) / Math.log(SCALE_STEP)));
  const labels = computed((): Labels =>
    labelsOf(painting.scene(), { scale: labelScale.value, wanted: painting.wanted(), width, edgeText: painting.edgeText }));

  function icon(kind: Kind): Path2D {
    const known = icons.get(kind) ?? new Path2D(ICONS[kind]);
    icons.set(kind, known);
    return known;
  }

  /** Measured once for each text; names are few. */
  function width(text: string): number {
    let known = widths.get(text);
    if (known === undefined) {
      const context = painting.canvas.value?.getContext('2d');
      if (!context) return text.length * 7;
      context.font = `500 12px ${fontOf(painting.canvas.value)}`;
      known = context.measureText(text).width;
      if (widths.size > 20_000) widths.clear();
      widths.set(text, known);
    }
    return known;
  }

  function draw(): void {
    frame = 0;
    const element = painting.canvas.value;
    const context = element?.getContext('2d', { alpha: false });
    const size = painting.size.value;
    if (!element || !context || size.width === 0) return;
    const ratio = window.devicePixelRatio;
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (element.width !== wide || element.height !== high) {
      element.width = wide;
      element.height = high;
    }
    const look: Look = { palette: palette.value, font: fontOf(element), icon, width, ratio };
    const blurred = paint(context, {
      scene: painting.scene(), strokes: strokes.value, view: painting.view.value, size,
      labels: labels.value, subtitle: painting.subtitle, emphasis: painting.emphasis(),
    }, look, layer); // prettier-ignore
    window.clearTimeout(resting);
    if (blurred) resting = window.setTimeout(sharpen, REST_MILLIS);
  }

  function sharpen(): void {
    layer.forget();
    ask();
  }

  function ask(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  watch(
    [painting.view, painting.size, palette, strokes, labels, painting.emphasis, painting.subtitle, painting.canvas],
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
