// SPDX-License-Identifier: Apache-2.0
// The end of the chain.
'use strict';

const { serve } = require('./agent');

serve(Number(process.env.PORT), { '/pay': async () => 'paid' });
