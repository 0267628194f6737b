// SPDX-License-Identifier: Apache-2.0
// usage: node browser/measure-topology.mjs [nodes] [seconds per gesture]
// How smoothly the map of a system of so many nodes (1,000) moves, measured as measure-waterfall.mjs
// does: such a system is reported to a server of its own, its map dragged and zoomed.
import { cpus, loadavg } from 'node:os';
import { landscape, report, shown } from './landscape.mjs';
import { ask, send, startOrrery, until } from './orrery.mjs';
import { launch, openPage } from './page.mjs';
import { HEADING, measure } from './tracing.mjs';

const nodes = Number(process.argv[2] ?? 1000);
const seconds = Number(process.argv[3] ?? 5);
const MOUSE = 120;
const QUERY = `query map($duration: Duration!) { map: getGlobalTopology(duration: $duration) { nodes { id } } }`;

/** The last half hour as the API says it. */
function duration() {
  const at = (millis) => new Date(millis).toISOString().replace('T', ' ').slice(0, 16).replace(':', '');
  return { start: at(Date.now() - 1_800_000), end: at(Date.now()), step: 'MINUTE' };
}

/** A hand that draws slow circles with the map. */
async function drag(session, name, { x, y }) {
  const at = (i) => ({ x: x + Math.sin(i / 40) * 300, y: y + Math.cos(i / 66) * 150 });
  const button = { button: 'left', clickCount: 1 };
  await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at(0), ...button, buttons: 1 });
  const row = await measure(session, name, {}, (i) => ({ type: 'mouseMoved', ...at(i), button: 'left', buttons: 1 }), seconds, MOUSE);
  await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at(0), ...button, buttons: 0 });
  return row;
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
  const session = await page.context().newCDPSession(page);
  const { nodes: seen, calls } = shown(made);
  console.log(`Chromium ${browser.version()}, ${seen} nodes, ${calls} calls, ${box.width} × ${box.height} pixels, ${seconds} s a gesture, load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores\n`);
  console.log(HEADING);
  console.log(await drag(session, 'pan, whole map', middle));
  console.log(await measure(session, 'zoom in and out', middle, (i) => ({ deltaX: 0, deltaY: -Math.sin(i / 40) * 20 }), seconds));
  for (let step = 0; step < 12; step++) await page.mouse.wheel(0, -100);
  await page.waitForTimeout(500);
  console.log(await drag(session, 'pan, near', middle));
} finally {
  await browser.close();
  await orrery.stop();
}
