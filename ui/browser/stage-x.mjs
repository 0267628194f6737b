import { writeFileSync, existsSync } from 'node:fs';
import { startOrrery, startShop, send, ask, sleep } from './orrery.mjs';
import { landscape, report } from './landscape.mjs';
import { segment, span, EVIL, largeTrace, evilTrace, slowCheckout, brokenTrace } from './segments.mjs';
const LONG = 'GET:/' + 'very-long-path/'.repeat(20);
const shop = await startOrrery(); const traffic = startShop(shop);
const evil = await startOrrery(); 
const base = Date.now() - 120_000;
const names = Array.from({length: 500}, (_, i) => i === 0 ? `shop ${EVIL}` : i === 1 ? 'x'.repeat(50) + '订单🛒'.repeat(20) : i===2 ? '  spaced name  ' : i===3 ? 'a/b+c?d#e%2F' : `team-${i % 12}::service-${i} ${'订单'.repeat(i % 3)}`);
for (let round = 0; round < 3; round++) for (let k = 0; k < 500; k += 50) {
  await send(evil, names.slice(k, k + 50).map((name, i) => segment(`t/${k + i}/${round}`, `t.${k + i}.${round}`, name, base + round * 30000, [
    span(0, 0, 20 + ((k + i) * 37) % 900, { operationName: (k+i) % 5 ? `GET:/api/${k + i}` : LONG, isError: (k + i) % 17 === 0 }),
    span(1, 1, 15, { operationName: 'q', spanType: 'Exit', spanLayer: 'Database', peer: `db-${(k + i) % 9}:3306`, componentId: 5 }),
  ])));
}
await send(evil, largeTrace('large', base).slice(0,20)); await send(evil, evilTrace('evil', base)); await send(evil, slowCheckout('slow', base));
const empty = await startOrrery(); const dead = await startOrrery(); dead.way.cut = true; const slow = await startOrrery(); slow.way.delayMillis = 9000;
writeFileSync('/tmp/stage.json', JSON.stringify({ shop: shop.page, evil: evil.page, evilApi: evil.api, empty: empty.page, dead: dead.page, slow: slow.page, pid: process.pid }));
while (!existsSync('/tmp/stage.stop')) await sleep(1000);
for (const each of [shop, evil, empty, dead, slow]) await each.stop(); await traffic.stop();
