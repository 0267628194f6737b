// SPDX-License-Identifier: Apache-2.0
// usage: node browser/measure-waterfall.mjs [seconds per gesture]
// How smoothly a trace of 5,000 spans scrolls and zooms. Chromium records a trace while gestures
// are played as input events through its protocol; what is counted are the frames it presented.
import { cpus, loadavg } from 'node:os';
import { largeTrace } from './segments.mjs';
import { ask, send, startOrrery, until } from './orrery.mjs';
import { launch, openPage } from './page.mjs';
import { HEADING, measure } from './tracing.mjs';

const seconds = Number(process.argv[2] ?? 5);
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
  console.log(HEADING);
  for (const [name, each] of Object.entries(GESTURES)) {
    if (name.startsWith('pan')) await page.goto(`${orrery.page}/traces/large?zoom=2000-3000`).then(() => page.locator('[role=treegrid] [role=row]').first().waitFor());
    console.log(await measure(session, name, point, each, seconds));
  }
} finally {
  await browser.close();
  await orrery.stop();
}
