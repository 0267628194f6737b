// SPDX-License-Identifier: Apache-2.0
import { type Ref, computed, onBeforeUnmount, onMounted, watch } from 'vue';
import { useI18n } from '@/composables/useI18n';
import { useThemeColours } from '@/composables/useThemeColours';
import { EDGE_LABEL_SCALE } from '@/lib/topology/labels';
import type { Health } from '@/lib/topology/model';
import type { Emphasis, Palette } from '@/lib/topology/paint';
import type { Hit, Scene } from '@/lib/topology/scene';
import { type Sheet, laid, serves, sheetFor } from '@/lib/topology/sheet';
import { type Size, type Viewport, bounds } from '@/lib/topology/viewport';
import { usePaintWorker } from './usePaintWorker';

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
 * alone moves the canvas and draws nothing, as long as what it bears will do. Sheets are drawn by a
 * worker, one at a time and the latest wish next; until one comes, the one before is moved and
 * stretched.
 */
export function usePainter(painting: Painting): void {
  const { of, theme } = useThemeColours();
  const { locale } = useI18n();
  const order = usePaintWorker(painted);
  /** The sheet that is seen. */
  let sheet: Shown | null = null;
  /** The sheet asked for last, whether it is there or not; null when another is due. */
  let asked: Shown | null = null;
  let askedMillis = 0;
  /** What it was asked for with. */
  let from: readonly unknown[] = [];
  /** The sheet that is being drawn, its number, and whether another must be drawn after it. */
  let working: Shown | null = null;
  let number = 0;
  let again = false;
  let sent: { scene: unknown; minutes: unknown; palette: unknown; texts: unknown } = { scene: null, minutes: null, palette: null, texts: null };
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
  const world = computed(() => bounds(painting.scene().points));
  const texts = computed(() => {
    void locale.value;
    const { nodes, edges } = painting.scene().graph;
    return { subtitles: nodes.map((_, node) => painting.subtitle(node)), edgeTexts: edges.map((_, edge) => painting.edgeText(edge)) };
  });

  function draw(): void {
    frame = 0;
    const element = painting.canvas.value;
    const size = painting.size.value;
    if (!element || size.width === 0) return;
    const view = painting.view.value;
    const ratio = window.devicePixelRatio;
    const age = performance.now() - askedMillis;
    const fits = asked !== null && asked.shown === size && asked.ratio === ratio && serves(asked, view, size, world.value, age);
    if (!fits) asked = { ...sheetFor(view, size, ratio), shown: size, ratio };
    const now = [asked, painting.scene(), painting.minutes(), palette.value, painting.emphasis(), painting.wanted(), locale.value];
    if (now.some((each, at) => each !== from[at])) {
      from = now;
      askedMillis = performance.now();
      if (working === null) send(element);
      else again = true;
    }
    if (sheet !== null) lay(element, sheet);
  }

  /** Has the sheet asked for drawn. */
  function send(element: HTMLElement): void {
    if (asked === null) return;
    again = false;
    working = asked;
    const scene = painting.scene();
    const minutes = painting.minutes();
    if (sent.palette !== palette.value) order({ kind: 'look', palette: palette.value, font: fontOf(element) });
    const fresh = sent.scene !== scene || sent.minutes !== minutes;
    if (fresh) order({ kind: 'scene', scene: { graph: scene.graph, points: scene.points, edges: scene.edges }, minutes });
    // Words for thousands of calls are made only where there is room for them.
    const worded = asked.view.scale >= EDGE_LABEL_SCALE ? texts.value : fresh ? null : sent.texts;
    if (worded !== null && (fresh || sent.texts !== worded)) order({ kind: 'texts', ...texts.value });
    sent = { scene, minutes, palette: palette.value, texts: worded };
    order({
      kind: 'sheet', number: ++number, sheet: { view: asked.view, size: asked.size }, ratio: asked.ratio,
      wanted: [...painting.wanted()], emphasis: plain(painting.emphasis()),
    }); // prettier-ignore
  }

  function painted(answered: number, bitmap: ImageBitmap | null): void {
    const element = painting.canvas.value;
    if (answered !== number || working === null || element === null) {
      bitmap?.close();
      return;
    }
    const used = working;
    working = null;
    if (bitmap !== null) {
      sheet = used;
      element.style.width = `${used.size.width}px`;
      element.style.height = `${used.size.height}px`;
      // Given away, not drawn in place: the browser copies a canvas that can be drawn on with each frame.
      element.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(bitmap);
      lay(element, used);
    }
    if (again) send(element);
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
    asked = null;
    ask();
  }

  function ask(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  watch(
    [painting.view, painting.size, palette, painting.scene, painting.minutes, painting.wanted, painting.emphasis, locale, painting.canvas],
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

/** As a worker can take it: what Vue watches cannot be sent. */
function plain({ hover, selected, cursor, bright, strong }: Emphasis): Emphasis {
  const bare = (hit: Hit | null): Hit | null => hit && { kind: hit.kind, index: hit.index };
  return { hover: bare(hover), selected: bare(selected), cursor, bright: bright && new Set(bright), strong: new Set(strong) };
}

let font = '';

function fontOf(element: HTMLElement): string {
  if (font === '') font = getComputedStyle(element).fontFamily;
  return font;
}
