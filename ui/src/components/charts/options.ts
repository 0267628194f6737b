// SPDX-License-Identifier: Apache-2.0
import uPlot from 'uplot';
import { formatTime } from '@/lib/format';
import { ticksOf } from '@/lib/ticks';
import type { ChartData, Series } from './chart';

/** What a chart needs beyond its data. */
export interface Look {
  width: number;
  height: number;
  group: string;
  zone: string;
  colour: (token: string) => string;
  number: (value: number | null) => string;
  onZoom: (fromMillis: number, toMillis: number) => void;
  onCursor: (index: number | null) => void;
}

const FONT = '11px system-ui, sans-serif';
const SHORTEST_DRAG_PIXELS = 6;

export function columnsOf(data: ChartData): uPlot.AlignedData {
  return [data.times.map((time) => time / 1000), ...data.series.map((series) => [...series.values])] as uPlot.AlignedData;
}

export function optionsOf(data: ChartData, look: Look): uPlot.Options {
  const { colour } = look;
  return {
    width: look.width,
    height: look.height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_chart, _min, max) => [data.min ?? 0, top(data, max)] } },
    axes: axes(data, look),
    series: [{}, ...data.series.map((series) => strokeOf(series, colour))],
    bands: data.series.flatMap((series, i) =>
      series.bandTo === undefined ? [] : [{ series: [i + 1, series.bandTo + 1] as [number, number], fill: fade(colour(series.colour), 0.12) }]),
    cursor: {
      y: false,
      sync: { key: look.group, setSeries: false },
      drag: { x: true, y: false, setScale: false, dist: SHORTEST_DRAG_PIXELS },
      points: { size: 6 },
    },
    hooks: {
      setSelect: [(chart) => {
        if (chart.select.width < SHORTEST_DRAG_PIXELS) return;
        const from = chart.posToVal(chart.select.left, 'x') * 1000;
        const to = chart.posToVal(chart.select.left + chart.select.width, 'x') * 1000;
        chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        look.onZoom(from, to);
      }],
      setCursor: [(chart) => look.onCursor(chart.cursor.idx ?? null)],
      draw: [(chart) => shadePartial(chart, data, colour('--surface'))],
    },
  };
}

function top(data: ChartData, max: number | null): number {
  const least = data.max ?? 0;
  const peak = max === null || !Number.isFinite(max) ? 0 : max;
  if (data.max !== undefined && peak <= data.max) return data.max;
  return Math.max(least, peak * 1.08) || 1;
}

function axes(data: ChartData, { colour, zone, number }: Look): uPlot.Axis[] {
  const grid = { stroke: colour('--grid'), width: 1 };
  const shared = { stroke: colour('--soft'), font: FONT, ticks: { show: false }, grid };
  return [
    {
      ...shared,
      size: 22,
      gap: 4,
      grid: { show: false },
      splits: (chart) => ticksOf((chart.scales.x?.min ?? 0) * 1000, (chart.scales.x?.max ?? 0) * 1000, { zone, most: Math.max(2, Math.floor(chart.width / 90)) }).map((at) => at / 1000),
      values: (chart, splits) => {
        const days = ((chart.scales.x?.max ?? 0) - (chart.scales.x?.min ?? 0)) > 2 * 86_400;
        return splits.map((at) => {
          const text = formatTime(at * 1000, zone);
          return days || text.slice(11, 16) === '00:00' ? text.slice(5, 10) : text.slice(11, 16);
        });
      },
    },
    {
      ...shared,
      size: 54,
      gap: 4,
      space: 28,
      values: (_chart, splits) => splits.map((value) => (data.unit === 'count' && value % 1 ? value.toFixed(1) : number(value))),
    },
  ];
}

function strokeOf(series: Series, colour: (token: string) => string): uPlot.Series {
  const stroke = colour(series.colour);
  const kind = series.kind ?? 'line';
  const shape: uPlot.Series = kind === 'bar' && uPlot.paths.bars
    ? { paths: uPlot.paths.bars({ size: [0.7, 24] }), fill: fade(stroke, 0.55), points: { show: false } }
    : kind === 'area' ? { fill: fade(stroke, 0.14) } : {};
  return {
    label: series.label,
    stroke,
    width: series.width ?? 1.5,
    spanGaps: false,
    ...(series.dash ? { dash: [4, 4] } : {}),
    // A lone value between gaps has no line to be seen by.
    points: { show: false, filter: (chart, seriesIndex) => lonely(chart.data[seriesIndex] ?? []), size: 4, fill: stroke },
    ...shape,
  };
}

function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) found.push(i);
  }
  return found;
}

function shadePartial(chart: uPlot, data: ChartData, surface: string): void {
  const last = data.times.at(-2);
  if (data.partialFrom === null || data.partialFrom === undefined || last === undefined) return;
  const left = chart.valToPos(last / 1000, 'x', true);
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = fade(surface, 0.65);
  ctx.fillRect(left + 1, bbox.top, bbox.left + bbox.width - left, bbox.height);
  ctx.restore();
}

/** A #rrggbb colour, let through. */
export function fade(colour: string, alpha: number): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour + Math.round(alpha * 255).toString(16).padStart(2, '0') : colour;
}
