// SPDX-License-Identifier: Apache-2.0
// What a gesture costs the browser, told by its own tracing.

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame', 'toplevel'];
const FRAME_MILLIS = 1000 / 60;

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

/** Wheel events at 60 a second, as a trackpad sends them. */
async function wheel(session, { x, y }, each, seconds) {
  const end = Date.now() + seconds * 1000;
  let pending = [];
  for (let i = 0; Date.now() < end; i++) {
    pending.push(session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, ...each(i) }).catch(() => {}));
    if (pending.length > 4) await pending.shift();
    await new Promise((resolve) => setTimeout(resolve, FRAME_MILLIS));
  }
  await Promise.all(pending);
}

/** Plays the wheel events that `each` makes and writes a row of the table. */
export async function measure(session, name, point, each, seconds) {
  await wheel(session, point, each, seconds); // once for the compiler
  const row = summarise(await record(session, () => wheel(session, point, each, seconds)));
  const write = (values) => values.map((value) => value.toFixed(1)).join(', ');
  return `| ${name} | ${write([row.perSecond])} | ${write(row.gaps)} | ${row.late} of ${row.frames} | ${write(row.work)} |`;
}
