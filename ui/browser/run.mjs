// SPDX-License-Identifier: Apache-2.0
// usage: node browser/run.mjs [part of a file's name ...]
// Runs the tests in this folder in a real browser against the real binary. What they need and is
// not there makes them fail, not pass over.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHROMIUM, HOME } from './settings.mjs';

if (!existsSync(CHROMIUM)) {
  console.error(`No browser at ${CHROMIUM}: apt-get install chromium fonts-noto-cjk, or set CHROMIUM.`);
  process.exit(1);
}
if (!existsSync(`${HOME}/bin/orrery`)) {
  console.error(`No Orrery at ${HOME}: make dist, or set ORRERY_HOME.`);
  process.exit(1);
}
const here = fileURLToPath(new URL('.', import.meta.url));
const reports = fileURLToPath(new URL('../target/surefire-reports/', import.meta.url));
mkdirSync(reports, { recursive: true });
const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => here + name);
if (files.length === 0) {
  console.error(`No test has ${wanted.join(' or ')} in its name.`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, [
  '--test', '--test-concurrency=1',
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  '--test-reporter=junit', `--test-reporter-destination=${reports}TEST-browser.xml`,
  ...files,
], { stdio: 'inherit' });
process.exit(status ?? 1);
