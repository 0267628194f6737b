// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose } from 'vue';
import { type Order, Painter, type SheetOrder } from '@/lib/topology/painter';
import PaintWorker from '@/lib/topology/painter.worker?worker';

/** Passes orders on to a painter in a worker; where there can be none, to one in the page. */
export function usePaintWorker(painted: (number: number, bitmap: ImageBitmap | null) => void): (order: Order) => void {
  let worker: Worker | null = null;
  let here: Painter | null = null;
  /** What a painter in the page would have to know, should the worker fail. */
  const latest = new Map<Order['kind'], Order>();

  function paintHere(): void {
    here = new Painter();
    for (const kind of ['look', 'scene', 'texts'] as const) {
      const order = latest.get(kind);
      if (order !== undefined) tell(here, order);
    }
    const sheet = latest.get('sheet');
    if (sheet !== undefined) tell(here, sheet);
  }

  function tell(painter: Painter, order: Order): void {
    if (order.kind === 'sheet') paintLater(painter, order);
    else painter.take(order);
  }

  /** Never in the middle of what asked for it. */
  function paintLater(painter: Painter, order: SheetOrder): void {
    queueMicrotask(() => painted(order.number, painter.draw(order)));
  }

  function start(): void {
    try {
      const started = new PaintWorker();
      started.addEventListener('message', ({ data }: MessageEvent<{ number: number; bitmap: ImageBitmap | null }>) => painted(data.number, data.bitmap));
      started.addEventListener('error', () => {
        started.terminate();
        worker = null;
        paintHere();
      });
      worker = started;
    } catch {
      paintHere();
    }
  }

  onScopeDispose(() => worker?.terminate());
  return (order) => {
    latest.set(order.kind, order);
    if (order.kind === 'scene') latest.delete('texts');
    if (worker === null && here === null) start();
    else if (here !== null) {
      tell(here, order);
      return;
    }
    worker?.postMessage(order);
  };
}
