// SPDX-License-Identifier: Apache-2.0
// usage: node browser/measure.mjs [address of a running UI]
// What a first visit costs: JavaScript that comes over the wire as gzip, and how long until something
// and until everything is there, on this machine. The middle of several visits with an empty cache.
import { launch } from './page.mjs';

const VISITS = 7;
const base = process.argv[2] ?? 'http://127.0.0.1:8080';
const PAGES = ['/', '/services', '/topology', '/traces'];
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function visit(browser, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  // Without brotli, so that what is counted is gzip.
  await session.send('Network.setExtraHTTPHeaders', { headers: { 'Accept-Encoding': 'gzip' } });
  const scripts = new Map();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => response.url.endsWith('.js') && scripts.set(requestId, true));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => scripts.has(requestId) && (bytes += encodedDataLength));
  await page.addInitScript(() => {
    window.busyUntil = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.busyUntil = entry.startTime + entry.duration))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(base + path);
  await page.locator('main :is(table, canvas, svg, .state.empty, form)').first().waitFor();
  const drawn = await page.evaluate(() => performance.now());
  await page.waitForLoadState('networkidle');
  const { paint, busy } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, busy: window.busyUntil,
  }));
  await context.close();
  // Interactive: the content is there and the last task over 50 ms has ended.
  return { bytes, paint, interactive: Math.max(drawn, busy) };
}

const browser = await launch();
for (const path of PAGES) {
  const visits = [];
  for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, path));
  const of = (key) => Math.round(middle(visits.map((each) => each[key])));
  console.log(`${path.padEnd(10)} JavaScript ${(of('bytes') / 1024).toFixed(1).padStart(6)} KB gzip   first paint ${String(of('paint')).padStart(5)} ms   interactive ${String(of('interactive')).padStart(5)} ms`);
}
await browser.close();
