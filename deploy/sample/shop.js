// SPDX-License-Identifier: Apache-2.0
// A shop of three services with SkyWalking's unmodified Node agent, and its customers. One program, four roles:
// SHOP_ROLE=storefront|orders|payment|customers. NEXT_HOST is whom the role asks; SW_AGENT_* are the agent's settings.
'use strict';

const role = process.env.SHOP_ROLE || 'storefront';
// Customers are no service. The agent must be started before the modules that it instruments are loaded.
if (role !== 'customers') require('skywalking-backend-js').default.start();
const http = require('http');

const port = Number(process.env.PORT || 8000);
const [nextHost, nextPort] = (process.env.NEXT_HOST || '').split(':');
const visitsPerSecond = Number(process.env.VISITS_PER_SECOND || 2);

/** The agent instruments http.request, http.get it does not. */
const ask = (path) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: nextHost, port: Number(nextPort || 8000), path }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
    request.end();
  });

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** What a role answers, as an HTTP status; every tenth payment is declined. */
const work = {
  storefront: async (path) => (path === '/catalogue' ? 200 : ask(path === '/checkout' ? '/order' : '/stock')),
  orders: async (path) => (path === '/order' ? ask('/pay') : 200),
  payment: async () => (Math.random() < 0.1 ? 500 : 200),
};

const serve = () => {
  const server = http.createServer(async (request, response) => {
    let status;
    try {
      if (request.url === '/healthz') status = 200;
      else {
        await pause(5 + Math.random() * 40);
        status = await work[role](request.url);
      }
    } catch {
      status = 502;
    }
    response.writeHead(status, { 'Content-Type': 'text/plain' });
    response.end(`${status}\n`);
  });
  server.listen(port, () => console.log(`${role} listens on ${port}`));
};

const shop = async () => {
  const pages = ['/catalogue', '/catalogue', '/item', '/checkout'];
  for (;;) {
    const page = pages[Math.floor(Math.random() * pages.length)];
    ask(page).catch((error) => console.log(`${page}: ${error.message}`));
    await pause(1000 / visitsPerSecond);
  }
};

// As process 1 of a container, node must end by itself.
process.on('SIGTERM', () => process.exit(0));
if (role === 'customers') shop();
else serve();
