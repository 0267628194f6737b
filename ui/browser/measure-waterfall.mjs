// SPDX-License-Identifier: Apache-2.0
// usage: node browser/measure-waterfall.mjs [seconds per gesture]
// How smoothly a trace of 5,000 spans scrolls and zooms. Chromium records a trace while gestures
// are played as input events through its protocol; what is counted are the frames it presented.
import { cpus, loadavg } from 'node:os';
import { largeTrace } from './segments.mjs';
import { ask, send, startOrrery, until } from './orrery.mjs';
import { launch, openPage } from './page.mjs';

const seconds = Number(process.argv[2] ?? 5);
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame', 'toplevel'];
const FRAME_MILLIS = 1000 / 60;

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
async function wheel(session, { x, y }, each) {
  const end = Date.now() + seconds * 1000;
  let pending = [];
  for (let i = 0; Date.now() < end; i++) {
    pending.push(session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, ...each(i) }).catch(() => {}));
    if (pending.length > 4) await pending.shift();
    await new Promise((resolve) => setTimeout(resolve, FRAME_MILLIS));
  }
  await Promise.all(pending);
}

const CONTROL = 2;
const SHIFT = 8;
const GESTURES = {
  'scroll': (i) => ({ deltaX: 0, deltaY: Math.floor(i / 120) % 2 ? -240 : 240 }),
  'zoom in and out': (i) => ({ deltaX: 0, deltaY: Math.floor(i / 60) % 2 ? 24 : -24, modifiers: CONTROL }),
  'pan, zoomed in': (i) => ({ deltaX: 0, deltaY: Math.floor(i / 60) % 2 ? -40 : 40, modifiers: SHIFT }),
};

async function open(browser, orrery) {
  const page = await openPage(browser, `${orrery.page}/traces/large`);
  await page.locator('[role=treegrid] [role=row]').first().waitFor();
  const area = await page.locator('[role=treegrid]').boundingBox();
  const session = await page.context().newCDPSession(page);
  return { page, session, point: { x: area.x + area.width * 0.7, y: area.y + area.height / 2 } };
}

const orrery = await startOrrery();
const browser = await launch();
try {
  const segments = largeTrace('large', Date.now() - 120_000);
  for (let i = 0; i < segments.length; i += 20) await send(orrery, segments.slice(i, i + 20));
  await until('the trace', async () => (await ask(orrery, '{ t: queryTrace(traceId: "large") { spans { spanId } } }')).t.spans.length === 5000);
  const { page, session, point } = await open(browser, orrery);
  console.log(`Chromium ${browser.version()}, 1280 × 800, 5,000 spans, ${seconds} s a gesture, load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores\n`);
  console.log('| gesture | frames/s | between frames, ms: p50, p95, p99, worst | over 25 ms | main thread, CPU ms a frame: p50, p95, p99, worst |');
  console.log('|---|---|---|---|---|');
  for (const [name, each] of Object.entries(GESTURES)) {
    if (name.startsWith('pan')) await page.goto(`${orrery.page}/traces/large?zoom=2000-3000`).then(() => page.locator('[role=treegrid] [role=row]').first().waitFor());
    await wheel(session, point, each); // once for the compiler
    const row = summarise(await record(session, () => wheel(session, point, each)));
    const write = (values) => values.map((value) => value.toFixed(1)).join(', ');
    console.log(`| ${name} | ${write([row.perSecond])} | ${write(row.gaps)} | ${row.late} of ${row.frames} | ${write(row.work)} |`);
  }
} finally {
  await browser.close();
  await orrery.stop();
}
