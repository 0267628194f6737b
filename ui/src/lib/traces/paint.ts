// SPDX-License-Identifier: Apache-2.0
import type { Dot, ScatterScale } from './scatter';

interface Mark {
  at: number;
  text: string;
}

/** Everything a scatter shows. */
export interface ScatterPicture {
  scale: ScatterScale;
  dots: readonly (Dot & { error: boolean })[];
  times: readonly Mark[];
  durations: readonly Mark[];
  pointed: Dot | null;
  colours: Record<'good' | 'bad' | 'grid' | 'text' | 'ink', string>;
}

const RADIUS = 3;

function drawAxes(context: CanvasRenderingContext2D, { scale, times, durations, colours }: ScatterPicture): void {
  const { area } = scale;
  context.font = '11px system-ui, sans-serif';
  context.fillStyle = colours.text;
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const mark of durations) {
    const y = Math.round(scale.y(mark.at)) + 0.5;
    context.beginPath();
    context.moveTo(area.left, y);
    context.lineTo(area.right, y);
    context.stroke();
    context.fillText(mark.text, area.left - 6, y);
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const mark of times) {
    context.fillText(mark.text, scale.x(mark.at), area.bottom + 8);
  }
}

/** Errors differ by shape too: not everybody sees red. */
function drawDot(context: CanvasRenderingContext2D, x: number, y: number, error: boolean): void {
  context.beginPath();
  if (error) {
    context.moveTo(x, y - RADIUS - 1);
    context.lineTo(x + RADIUS + 1, y + RADIUS);
    context.lineTo(x - RADIUS - 1, y + RADIUS);
    context.closePath();
  } else {
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  }
  context.fill();
}

export function drawScatter(canvas: HTMLCanvasElement, picture: ScatterPicture): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  context.scale(ratio, ratio);
  drawAxes(context, picture);
  const { scale, colours, pointed } = picture;
  // Failures last, so that they lie on top.
  for (const error of [false, true]) {
    context.fillStyle = error ? colours.bad : colours.good;
    context.globalAlpha = error ? 0.9 : 0.6;
    for (const dot of picture.dots) {
      if (dot.error === error) {
        drawDot(context, scale.x(dot.at), scale.y(dot.duration), error);
      }
    }
  }
  if (pointed) {
    context.globalAlpha = 1;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(scale.x(pointed.at), scale.y(pointed.duration), RADIUS + 3, 0, 2 * Math.PI);
    context.stroke();
  }
}
