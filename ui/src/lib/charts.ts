// SPDX-License-Identifier: Apache-2.0
import type { ChartData, Series } from '@/components/charts/chart';
import { type Course, courseOf, type Expression, scaled } from './mqe';

/** Lines for percentiles with the space between the middle and the upper ones filled. */
export function percentileChart(result: Expression, partialFrom: number | null): ChartData {
  const at = (rank: string) => courseOf(result, rank);
  const p50 = at('50');
  const series: Series[] = [
    { label: 'p50', values: p50.values, colour: '--hue-5', width: 2 },
    { label: 'p75', values: at('75').values, colour: '--hue-5', width: 1, bandTo: 0 },
    { label: 'p95', values: at('95').values, colour: '--hue-4', width: 1, bandTo: 1 },
    { label: 'p99', values: at('99').values, colour: '--hue-11', width: 1.5, bandTo: 2 },
  ];
  return { times: p50.times, series, unit: 'duration', partialFrom };
}

export function lineChart(course: Course, look: Omit<Series, 'values'>, more: Omit<ChartData, 'times' | 'series'>): ChartData {
  return { times: course.times, series: [{ ...look, values: course.values }], ...more };
}

/** From ten-thousandths as the metrics have them, the share that failed. */
export function errorCourse(result: Expression): Course {
  const { times, values } = courseOf(result);
  return { times, values: values.map((value) => (value === null ? null : Math.max(0, 1 - value / 10_000))) };
}

export function shareCourse(result: Expression): Course {
  const { times, values } = courseOf(result);
  return { times, values: scaled(values, 1 / 10_000) };
}

/** Several metrics in one chart. */
export function manyChart(courses: readonly [Course, Omit<Series, 'values'>][], more: Omit<ChartData, 'times' | 'series'>): ChartData {
  return {
    times: courses.find(([course]) => course.times.length > 0)?.[0].times ?? [],
    series: courses.map(([course, look]) => ({ ...look, values: course.values })),
    ...more,
  };
}

/** Whether there is anything to draw. */
export function hasValues(data: ChartData): boolean {
  return data.series.some((series) => series.values.some((value) => value !== null));
}

/** Without the step that is still being filled: a rate over a part of it would look like a fall. */
export function wholeSteps({ times, values }: Course, partialFrom: number | null): Course {
  return { times, values: values.map((value, i) => (partialFrom !== null && i === times.length - 1 && times.length > 2 ? null : value)) };
}
