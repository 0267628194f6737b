// SPDX-License-Identifier: Apache-2.0
// What users call: every page asks the backend for one of its own.
'use strict';

const { ask, serve } = require('./agent');

const backend = Number(process.env.BACKEND_PORT);

serve(Number(process.env.PORT), {
  '/home': async () => (await ask(backend, '/stock')).text,
  '/buy': async () => (await ask(backend, '/order')).text,
  '/broken': async () => {
    const answer = await ask(backend, '/fail');
    return { status: answer.status, text: answer.text };
  },
});
