// SPDX-License-Identifier: Apache-2.0
// Uses a database, a cache and a second backend; one page always fails.
'use strict';

const { ask, serve } = require('./agent');
const mysql = require('mysql2');
const Redis = require('ioredis');

const payment = Number(process.env.PAYMENT_PORT);
const host = '127.0.0.1';

const database = mysql.createConnection({ host, port: Number(process.env.MYSQL_PORT), user: 'shop', database: 'shop' });
const cache = new Redis({ host, port: Number(process.env.REDIS_PORT), enableReadyCheck: false, lazyConnect: true });

const query = (sql) =>
  new Promise((resolve, reject) => database.query(sql, (error, rows) => (error ? reject(error) : resolve(rows))));

const pages = {
  '/stock': async () => {
    await query('SELECT amount FROM stock');
    return `${await cache.get('stock')} left`;
  },
  '/order': async () => (await ask(payment, '/pay')).text,
  '/fail': async () => ({ status: 500, text: 'on purpose' }),
};

// Connected before the first request, so that a request costs exactly one call of each store; connecting itself costs
// the three cache commands that the client greets a server with, and the agent reports them.
cache.connect().then(() => serve(Number(process.env.PORT), pages));
