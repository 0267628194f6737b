// SPDX-License-Identifier: Apache-2.0
// A running Orrery for tests: fresh data, free ports, and a way between page and server that can be
// made slow or cut.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME, ROOT } from './settings.mjs';

const START_MILLIS = 90_000;
const WAIT_MILLIS = 20_000;
const LOWEST_PORT = 14_000;
const PORTS = 17_000;

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

export async function freePort() {
  for (let tried = 0; tried < 100; tried++) {
    const port = LOWEST_PORT + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port found');
}

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Until the check holds; fails with what was waited for. */
export async function until(what, check, millis = WAIT_MILLIS) {
  const end = Date.now() + millis;
  for (;;) {
    const found = await Promise.resolve(check()).catch(() => null);
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${millis / 1000} s in vain for ${what}`);
    await sleep(150);
  }
}

/** Passes requests on to a port: at once, later, or not at all. */
async function way(target) {
  const state = { delayMillis: 0, cut: false };
  const server = http.createServer((request, response) => {
    if (state.cut) return void request.socket.destroy();
    setTimeout(() => {
      const onward = http.request({ host: '127.0.0.1', port: target, method: request.method, path: request.url, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    }, state.delayMillis);
  });
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, state, close: () => server.closeAllConnections() ?? server.close() };
}

function run(command, args, env, log) {
  const out = openSync(log, 'w');
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return { child, stop: async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(timer);
  } };
}

function settings({ grpc, rest, page, metrics, between }) {
  return {
    SW_CORE_GRPC_HOST: '127.0.0.1', SW_CORE_GRPC_PORT: String(grpc), SW_CORE_REST_HOST: '127.0.0.1', SW_CORE_REST_PORT: String(rest),
    SW_SERVER_HOST: '127.0.0.1', SW_SERVER_PORT: String(page), SW_TELEMETRY_PROMETHEUS_HOST: '127.0.0.1',
    SW_TELEMETRY_PROMETHEUS_PORT: String(metrics), SW_OAP_ADDRESS: `http://127.0.0.1:${between}`,
  };
}

/** Starts `orrery oap` and `orrery ui`, and a way between them that `way` rules: { delayMillis, cut }. */
export async function startOrrery() {
  const directory = mkdtempSync(join(tmpdir(), 'orrery-browser-'));
  const ports = { grpc: await freePort(), rest: await freePort(), page: await freePort(), metrics: await freePort() };
  const between = await way(ports.rest);
  const env = settings({ ...ports, between: between.port });
  const program = join(HOME, 'bin/orrery');
  const servers = [
    run(program, ['oap'], { ...env, SW_ORRERY_DATA_DIRECTORY: join(directory, 'data') }, join(directory, 'oap.log')),
    run(program, ['ui'], env, join(directory, 'ui.log')),
  ];
  const api = `http://127.0.0.1:${ports.rest}`;
  const page = `http://127.0.0.1:${ports.page}`;
  async function stop() {
    await Promise.all(servers.map((server) => server.stop()));
    between.close();
    rmSync(directory, { recursive: true, force: true });
  }
  try {
    await until('Orrery to start', async () => (await fetch(page)).ok && (await fetch(`${api}/internal/l7check`)).ok, START_MILLIS);
  } catch (cause) {
    const said = ['oap.log', 'ui.log'].map((name) => readFileSync(join(directory, name), 'utf8')).join('\n');
    await stop();
    throw new Error(`${cause.message}; the logs:\n${said}`);
  }
  return { page, api, grpc: ports.grpc, directory, way: between.state, stop };
}

/** Asks the API directly. */
export async function ask(orrery, query, variables = {}) {
  const response = await fetch(`${orrery.api}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  const body = await response.json();
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** Reports segments as agents do over HTTP. */
export async function send(orrery, segments) {
  const response = await fetch(`${orrery.api}/v3/segments`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(segments) });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
}

/** The sample shop reports until stopped. */
export function startShop(orrery) {
  return run(join(ROOT, 'bench/run.sh'), ['Shop', '--port', String(orrery.grpc)], {}, join(orrery.directory, 'shop.log'));
}
