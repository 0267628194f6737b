// SPDX-License-Identifier: Apache-2.0
// Starts the unmodified agent. It must come before the modules it instruments are loaded; its settings are SW_AGENT_* in the environment.
'use strict';

require('skywalking-backend-js').default.start();

const http = require('http');

/** Asks for a page with http.request, which the agent instruments (http.get it does not), and reads it to the end. */
exports.ask = (port, path) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject);
    request.end();
  });

/** Serves pages ({path: async () => text or {status, text}}) and tells the test on stdout when it listens. */
exports.serve = (port, pages) => {
  const server = http.createServer(async (request, response) => {
    const page = pages[request.url];
    let answer = { status: 404, text: 'no such page' };
    if (page) {
      try {
        const result = await page();
        answer = typeof result === 'string' ? { status: 200, text: result } : result;
      } catch (error) {
        answer = { status: 500, text: String(error) };
      }
    }
    response.writeHead(answer.status, { 'Content-Type': 'text/plain' });
    response.end(answer.text);
  });
  server.listen(port, '127.0.0.1', () => console.log('ready'));
};
