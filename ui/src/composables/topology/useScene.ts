// SPDX-License-Identifier: Apache-2.0
import { type Ref, type ShallowRef, onScopeDispose, ref, shallowRef, watch } from 'vue';
import LayoutWorker from '@/lib/topology/layout.worker?worker';
import { type Layout, type LayoutInput, MAX_NODES, layout } from '@/lib/topology/layout';
import type { Graph } from '@/lib/topology/model';
import { type Scene, sceneOf } from '@/lib/topology/scene';
import { type Places, fits, placesOf, settle } from '@/lib/topology/settle';
import { calm } from './motion';

/** Pictures of other views are remembered, so that going back finds them as they were. */
const MOST_VIEWS = 12;
/** A larger picture jumps to its new places: too much would move. */
const MOST_MOVING = 300;
const MOVE_MILLIS = 260;

export interface SceneState {
  /** Graph and places that belong together; null until the first layout is done. */
  scene: ShallowRef<Scene | null>;
  /** Goes up when a new picture is drawn from scratch, and the view should fit it. */
  drawn: Ref<number>;
  /** More nodes than can be laid out. */
  tooMany: Ref<boolean>;
  /** Draws the picture of now from scratch. */
  arrange: () => void;
}

/**
 * Finds places for a graph: those it has stay, a new view is laid out in a worker. The scene of
 * before stays until the new one is there.
 *
 * @param key names the view: each has places of its own
 */
export function useScene(graph: Ref<Graph>, key: Ref<string>): SceneState {
  const scene = shallowRef<Scene | null>(null);
  const drawn = ref(0);
  const tooMany = ref(false);
  const known = new Map<string, Places>();
  const worker = useLayoutWorker();
  let frame = 0;
  let shownKey = '';

  function show(places: Places, fresh: boolean): void {
    const next = graph.value;
    remember(known, key.value, places);
    cancelAnimationFrame(frame);
    const before = scene.value;
    const moved = fresh || shownKey !== key.value;
    shownKey = key.value;
    if (moved && before !== null && before.points.length > 0 && next.nodes.length <= MOST_MOVING && !calm()) {
      move(before, next, places);
    } else {
      scene.value = sceneOf(next, places);
    }
    if (moved) drawn.value++;
  }

  /** Lets what both pictures have glide to its new place. */
  function move(before: Scene, next: Graph, places: Places): void {
    const began = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - began) / MOVE_MILLIS));
      scene.value = part === 1 ? sceneOf(next, places) : sceneOf(next, between(before, places, 1 - (1 - part) ** 3));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    step(began);
  }

  function draw(): void {
    const asked = graph.value;
    const askedKey = key.value;
    const input: LayoutInput = {
      count: asked.nodes.length,
      edges: asked.edges.map((edge) => [edge.source, edge.target] as const),
      first: asked.nodes.flatMap((node, index) => (node.kind === 'user' ? [index] : [])),
    };
    worker.ask(input, (answer) => {
      if (askedKey !== key.value) return;
      const places = placesOf(asked, answer);
      show(asked === graph.value ? places : settle(graph.value, places), true);
    });
  }

  watch(
    [graph, key],
    () => {
      tooMany.value = graph.value.nodes.length > MAX_NODES;
      if (tooMany.value) return;
      const places = known.get(key.value);
      if (graph.value.nodes.length === 0) scene.value = null;
      else if (places !== undefined && fits(graph.value, places)) show(settle(graph.value, places), false);
      else draw();
    },
    { immediate: true },
  );
  onScopeDispose(() => cancelAnimationFrame(frame));
  return { scene, drawn, tooMany, arrange: draw };
}

/** The latest view last; the oldest go. */
function remember(known: Map<string, Places>, key: string, places: Places): void {
  known.delete(key);
  known.set(key, places);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_VIEWS) break;
    known.delete(oldest);
  }
}

/** Part of the way from a scene to other places; what is new is there at once, and edges go straight. */
function between(before: Scene, places: Places, part: number): Places {
  const points = new Map(places.points);
  before.graph.nodes.forEach((node, at) => {
    const to = points.get(node.id);
    const from = before.points[at];
    if (to === undefined || from === undefined) return;
    points.set(node.id, { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  });
  return { points, bends: new Map() };
}

/** Lays out in a worker; where there can be none, here. Only the latest question is answered. */
function useLayoutWorker(): { ask: (input: LayoutInput, then: (layout: Layout) => void) => void } {
  let number = 0;
  let worker: Worker | null = null;
  let answered: (layout: Layout) => void = () => undefined;
  let waiting: LayoutInput | null = null;

  function start(): Worker | null {
    try {
      const started = new LayoutWorker();
      started.addEventListener('message', (event: MessageEvent<{ number: number; layout: Layout }>) => {
        if (event.data.number !== number) return;
        waiting = null;
        answered(event.data.layout);
      });
      started.addEventListener('error', () => {
        worker = null;
        started.terminate();
        if (waiting !== null) answered(layout(waiting));
        waiting = null;
      });
      return started;
    } catch {
      return null;
    }
  }

  onScopeDispose(() => worker?.terminate());
  return {
    ask(input, then) {
      number++;
      answered = then;
      waiting = input;
      worker ??= start();
      if (worker === null) then(layout(input));
      else worker.postMessage({ number, input });
    },
  };
}
