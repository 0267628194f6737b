// SPDX-License-Identifier: Apache-2.0
// What a gesture costs the browser, told by its own tracing.

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame', 'toplevel'];
const FRAME_MILLIS = 1000 / 60;
const MOST_PENDING = 8;

export const HEADING = '| gesture | frames/s | between frames, ms: p50, p95, p99, worst | over 25 ms | main thread, CPU ms a frame: p50, p95, p99, worst |\n|---|---|---|---|---|';

async function record(session, gesture) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await gesture();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

const rank = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Frames by the instants at which they were drawn; work by the processor time of the main thread's
 * tasks between two frames, which says what a frame costs also when the machine is busy with others.
 */
function summarise(events) {
  const main = events.find((event) => event.name === 'UpdateLayoutTree' && event.tid);
  if (!main) throw new Error('the trace has no events of the page');
  const tasks = events.filter((event) => event.name === 'RunTask' && event.ph === 'X' && event.tid === main.tid && event.pid === main.pid);
  const drawn = events.filter((event) => event.name === 'DrawFrame' && event.pid === main.pid).map((event) => event.ts).sort((a, b) => a - b);
  const gaps = drawn.slice(1).map((at, i) => (at - drawn[i]) / 1000).sort((a, b) => a - b);
  const work = drawn.slice(1).map(() => 0);
  let frame = 0;
  for (const task of tasks.sort((a, b) => a.ts - b.ts)) {
    while (frame < work.length && drawn[frame + 1] <= task.ts) frame++;
    if (frame < work.length && task.ts >= drawn[0]) work[frame] += (task.tdur ?? 0) / 1000;
  }
  if (drawn.length < 10) throw new Error(`only ${drawn.length} frames were drawn`);
  work.sort((a, b) => a - b);
  return {
    frames: drawn.length, perSecond: ((drawn.length - 1) * 1e6) / (drawn.at(-1) - drawn[0]),
    gaps: [0.5, 0.95, 0.99, 1].map((share) => rank(gaps, share)),
    work: [0.5, 0.95, 0.99, 1].map((share) => rank(work, share)),
    late: gaps.filter((gap) => gap > 1.5 * FRAME_MILLIS).length,
  };
}

/**
 * Events at the pace of a device, which does not wait for the page; where the page falls behind by
 * MOST_PENDING events, it is waited for, as the browser's own queue would.
 */
async function play(session, point, each, { seconds, perSecond }) {
  const began = performance.now();
  const pending = [];
  for (let i = 0; i < seconds * perSecond; i++) {
    const early = began + (i * 1000) / perSecond - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    pending.push(session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...point, ...each(i) }).catch(() => {}));
    if (pending.length > MOST_PENDING) await pending.shift();
  }
  await Promise.all(pending);
}

/**
 * Plays the events that `each` makes and writes a row of the table.
 *
 * @param perSecond 60 as a trackpad's wheel, 120 as a mouse
 */
export async function measure(session, name, point, each, seconds, perSecond = 60) {
  const pace = { seconds, perSecond };
  await play(session, point, each, pace); // once for the compiler
  const row = summarise(await record(session, () => play(session, point, each, pace)));
  const write = (values) => values.map((value) => value.toFixed(1)).join(', ');
  return `| ${name} | ${write([row.perSecond])} | ${write(row.gaps)} | ${row.late} of ${row.frames} | ${write(row.work)} |`;
}
