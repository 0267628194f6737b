// SPDX-License-Identifier: Apache-2.0
// A MySQL and a Redis server, no more than the clients need to talk to one; no agent here.
'use strict';

const net = require('net');
const mysql = require('mysql2');

const host = '127.0.0.1';

const database = mysql.createServer((connection) => {
  connection.on('error', () => {}); // a client that ends without a word
  connection.serverHandshake({
    protocolVersion: 10,
    serverVersion: '8.0.0',
    connectionId: 1,
    statusFlags: 2,
    characterSet: 45,
    capabilityFlags: 0xffffff ^ 0x800, // everything but TLS
  });
  connection.on('query', () => {
    connection.sequenceId = 1; // packets of an answer are numbered from 1
    const amount = { catalog: 'def', schema: 'shop', table: 'stock', orgTable: 'stock', name: 'amount', orgName: 'amount' };
    connection.writeTextResult([{ amount: 7 }], [{ ...amount, characterSet: 63, columnLength: 11, columnType: 3, flags: 0, decimals: 0 }]);
    connection.sequenceId = 0; // and those of the next question from 0
  });
});

/** Answers "7" to GET, OK to anything else; takes one whole command per array header (RESP). */
const cache = net.createServer((socket) => {
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += chunk;
    for (;;) {
      const header = /^\*(\d+)\r\n/.exec(text);
      if (!header) return;
      const lines = text.split('\r\n');
      const used = 1 + 2 * Number(header[1]);
      if (lines.length <= used) return;
      text = lines.slice(used).join('\r\n');
      socket.write(lines[2].toUpperCase() === 'GET' ? '$1\r\n7\r\n' : '+OK\r\n');
    }
  });
});

database.listen(Number(process.env.MYSQL_PORT), host, () =>
  cache.listen(Number(process.env.REDIS_PORT), host, () => console.log('ready'))
);
