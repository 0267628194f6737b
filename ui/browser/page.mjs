// SPDX-License-Identifier: Apache-2.0
// Pages in a real browser, and what every page must keep: no console error, nothing axe objects to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './settings.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const LOOKS = ['light', 'dark'].flatMap((theme) => ['en', 'zh'].map((locale) => ({ theme, locale })));
export const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

export function launch(args = []) {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', ...args] });
}

/** A page with a look; `problems` collects what its console complains of. */
export async function openPage(browser, url, { theme = 'light', locale = 'en', viewport = DESK, zone = 'UTC', touch = false, onRequest = () => {} } = {}) {
  const context = await browser.newContext({ viewport, timezoneId: zone, hasTouch: touch, bypassCSP: false });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // Once: what the page changes itself outlives a reload.
  await context.addInitScript((kept) => localStorage.getItem('orrery') ?? localStorage.setItem('orrery', kept), JSON.stringify({ theme, locale, zone }));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', onRequest);
  page.problems = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && page.problems.push(message.text()));
  page.on('pageerror', (error) => page.problems.push(error.message));
  await page.goto(url);
  return page;
}

/** A finger put down at one point and lifted at another. */
export async function swipe(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, points) => session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await touch('touchStart', [from]);
  for (let step = 1; step <= 8; step++) {
    await touch('touchMove', [{ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }]);
  }
  await touch('touchEnd', []);
  await session.detach();
}

/** Chromium drops requests when the machine gets or loses an interface, as containers make it do. */
const OF_THE_MACHINE = /ERR_NETWORK_CHANGED/;

/** Closes the page, which must have had nothing to complain of but what is expected. */
export async function closePage(page, expected = []) {
  const problems = page.problems.filter((text) => ![OF_THE_MACHINE, ...expected].some((pattern) => pattern.test(text)));
  await page.context().close();
  assert.deepEqual(problems, []);
}

/** Nothing that axe objects to, and nothing that makes the page wider than its window. */
export async function checkPage(page) {
  // Through the protocol and not a script element, which the content security policy would forbid.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
  });
  assert.deepEqual(violations, []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0, 'pixels that the page is wider than its window');
}
