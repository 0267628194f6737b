// SPDX-License-Identifier: Apache-2.0
import { type Order, Painter } from './painter';

const painter = new Painter();

self.addEventListener('message', ({ data: order }: MessageEvent<Order>) => {
  if (order.kind !== 'sheet') {
    painter.take(order);
    return;
  }
  const bitmap = painter.draw(order);
  const answer = { number: order.number, bitmap };
  if (bitmap === null) self.postMessage(answer);
  else self.postMessage(answer, { transfer: [bitmap] });
});
