// SPDX-License-Identifier: Apache-2.0
// usage: node browser/frames.mjs [nodes] [seconds]
// How smooth the map of a system of so many nodes (1,000) moves: reports such a system to a server of
// its own, drags and zooms the map in headless Chromium for so many seconds (5) each, and reads the
// browser's own trace: time between frames shown, and time the page's script took for each. The CPU
// time of the browser's processes says what a frame costs however busy the machine is.
import { loadavg } from 'node:os';
import { landscape, report, shown } from './landscape.mjs';
import { ask, send, startOrrery, until } from './orrery.mjs';
import { launch, openPage } from './page.mjs';

const nodes = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 5);
const FRAME = 1000 / 60;
const QUERY = `query map($duration: Duration!) { map: getGlobalTopology(duration: $duration) { nodes { id } } }`;

/** The last half hour as the API says it. */
function duration() {
  const at = (millis) => new Date(millis).toISOString().replace('T', ' ').slice(0, 16).replace(':', '');
  return { start: at(Date.now() - 1_800_000), end: at(Date.now()), step: 'MINUTE' };
}

/** Seconds of CPU each kind of process has used: renderer is the page, GPU draws (in software here). */
async function cpuSeconds(browser) {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  await client.detach();
  const sum = (type) => processInfo.filter((each) => each.type === type).reduce((total, each) => total + each.cpuTime, 0);
  return { page: sum('renderer'), drawing: sum('GPU') };
}

async function trace(page, act) {
  const before = await cpuSeconds(browser);
  const events = await record(page, act);
  const after = await cpuSeconds(browser);
  return { events, page: after.page - before.page, drawing: after.drawing - before.drawing };
}

async function record(page, act) {
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline.frame'] } });
  await act();
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await complete;
  return events;
}

function rank(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function summary({ events, page, drawing }) {
  const scripts = events.filter((event) => event.name === 'FireAnimationFrame' && event.dur > 0).map((event) => event.dur / 1000).sort((one, other) => one - other);
  const drawn = events.filter((event) => event.name === 'DrawFrame').map((event) => event.ts / 1000).sort((one, other) => one - other);
  const gaps = drawn.slice(1).map((at, index) => at - drawn[index]).sort((one, other) => one - other);
  const shownShare = gaps.filter((gap) => gap <= FRAME * 1.5).length / gaps.length;
  const length = (drawn.at(-1) - drawn[0]) / 1000;
  return {
    'frames a second': (gaps.length / length).toFixed(1),
    'between frames, ms': `p50 ${rank(gaps, 0.5).toFixed(1)}  p95 ${rank(gaps, 0.95).toFixed(1)}  p99 ${rank(gaps, 0.99).toFixed(1)}  most ${rank(gaps, 1).toFixed(1)}`,
    'frames on time': `${(shownShare * 100).toFixed(1)} %`,
    'script a frame, ms': `p50 ${rank(scripts, 0.5).toFixed(1)}  p95 ${rank(scripts, 0.95).toFixed(1)}  p99 ${rank(scripts, 0.99).toFixed(1)}  most ${rank(scripts, 1).toFixed(1)}`,
    'CPU a frame, ms': `page ${((page * 1000) / gaps.length).toFixed(1)}  drawing ${((drawing * 1000) / gaps.length).toFixed(1)}`,
  };
}

/** Moves as a hand does, for the time given: the next move once the page has taken the last. */
async function during(page, move) {
  const end = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < end; step++) {
    await move(step);
    await page.waitForTimeout(4);
  }
}

const orrery = await startOrrery();
const browser = await launch();
try {
  const made = landscape(nodes - 1);
  for (let round = 0; round < 2; round++) await report((part) => send(orrery, part), made, Date.now() - 60_000, { round });
  await until('the map', async () => (await ask(orrery, QUERY, { duration: duration() })).map.nodes.length === shown(made).nodes);
  const page = await openPage(browser, `${orrery.page}/topology?list=off&refresh=0`);
  await page.locator('.stage').waitFor();
  await page.waitForTimeout(2000);
  const box = await page.locator('.stage').boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const drag = async () => {
    await page.mouse.move(middle.x, middle.y + 200);
    await page.mouse.down();
    await during(page, (step) => page.mouse.move(middle.x + Math.sin(step / 20) * 300, middle.y + 200 + Math.cos(step / 33) * 150));
    await page.mouse.up();
  };
  const zoom = () => during(page, (step) => page.mouse.wheel(0, Math.sin(step / 40) * 40));
  const { nodes: seen, calls } = shown(made);
  console.log(`${seen} nodes, ${calls} calls, ${box.width} × ${box.height} pixels, load ${loadavg()[0].toFixed(1)}, ${await browser.version()}`);
  for (const [name, act] of [['pan, whole map', drag], ['zoom', zoom]]) console.log(name, summary(await trace(page, act)));
  for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -100);
  await page.waitForTimeout(500);
  console.log('pan, near', summary(await trace(page, drag)));
} finally {
  await browser.close();
  await orrery.stop();
}
