// SPDX-License-Identifier: Apache-2.0
// usage: node browser/measure-services.mjs [services] [seconds]
// How smoothly the list of so many services (1,000) scrolls, measured as measure-waterfall.mjs does.
import { cpus, loadavg } from 'node:os';
import { ask, send, startOrrery, until } from './orrery.mjs';
import { launch, openPage } from './page.mjs';
import { segment, span } from './segments.mjs';
import { HEADING, measure } from './tracing.mjs';

const services = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 5);

const orrery = await startOrrery();
const browser = await launch();
try {
  const base = Date.now() - 120_000;
  const all = Array.from({ length: services }, (_, i) => segment(`m${i}`, `m${i}.1`, `group-${i % 20}::service-${i}`, base, [span(0, 0, 20 + (i % 90), { operationName: '/a', isError: i % 11 === 0 })]));
  for (let i = 0; i < all.length; i += 100) await send(orrery, all.slice(i, i + 100));
  await until('all services', async () => (await ask(orrery, '{ all: listServices { id } }')).all.length >= services);
  const page = await openPage(browser, `${orrery.page}/services?refresh=0`);
  await page.locator('tbody tr.row').first().waitFor();
  const { x, y, width, height } = await page.locator('tbody').boundingBox();
  const session = await page.context().newCDPSession(page);
  console.log(`Chromium ${browser.version()}, 1280 × 800, ${services} services, ${seconds} s a gesture, load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores\n`);
  console.log(HEADING);
  const point = { x: x + width / 2, y: y + Math.min(height, 400) / 2 };
  for (const pixels of [80, 240]) {
    console.log(await measure(session, `scroll, ${pixels} pixels a frame`, point, (i) => ({ deltaX: 0, deltaY: Math.floor(i / 120) % 2 ? -pixels : pixels }), seconds));
  }
} finally {
  await browser.close();
  await orrery.stop();
}
