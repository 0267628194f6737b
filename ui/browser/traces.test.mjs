// SPDX-License-Identifier: Apache-2.0
// Journey 3: from a slow checkout to why it was slow. Every state in both languages and themes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask, send, sleep, startOrrery, startShop, until } from './orrery.mjs';
import { checkPage, closePage, launch, LOOKS, openPage, PHONE, swipe } from './page.mjs';
import { brokenTrace, EVIL, evilTrace, largeTrace, segment, slowCheckout, span } from './segments.mjs';

const TEXTS = {
  en: { unknown: 'There is no such trace', none: 'No traces in this time', noneFits: 'No trace fits these conditions', dead: 'No OAP server answers', slow: 'The server takes its time', went: 'Where the time went', failed: 'Where it failed', attach: 'Attach an agent' },
  zh: { unknown: '没有这条链路', none: '这段时间没有链路', noneFits: '没有符合条件的链路', dead: '没有可用的 OAP 服务器', slow: '服务器响应较慢', went: '时间花在哪里', failed: '错误从何而起', attach: '接入探针' },
};
const name = ({ theme, locale }) => `${theme}, ${locale}`;

let orrery;
let browser;
const base = Date.now() - 60_000;
before(async () => {
  [orrery, browser] = await Promise.all([startOrrery(), launch()]);
});
after(async () => {
  await browser?.close();
  await orrery?.stop();
});

/** On the page; the text may be anywhere in it. */
async function shows(page, text) {
  await page.getByText(text).first().waitFor();
}

async function row(page, text) {
  const found = page.locator('[role=treegrid] [role=row]').filter({ hasText: text }).first();
  await found.waitFor();
  return found;
}

const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('an empty system', () => {
  for (const look of LOOKS) {
    it(`says how to attach an agent (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/traces`, look);
      await shows(page, TEXTS[look.locale].none);
      await shows(page, TEXTS[look.locale].attach);
      await checkPage(page);
      await closePage(page);
    });
  }
});

describe('a slow checkout', () => {
  before(async () => {
    await send(orrery, slowCheckout('slow', base));
    await until('the trace', async () => (await ask(orrery, '{ t: queryTrace(traceId: "slow") { spans { spanId } } }')).t.spans.length === 7);
  });

  for (const look of LOOKS) {
    it(`is found and explained (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/traces`, look);
      await page.getByRole('link', { name: 'POST:/checkout' }).first().waitFor();
      await checkPage(page);
      await page.getByRole('link', { name: 'POST:/checkout' }).first().click();
      await shows(page, TEXTS[look.locale].went);
      await shows(page, TEXTS[look.locale].failed);
      const [first] = await page.locator('.findings .line').first().locator('li').allInnerTexts();
      assert.equal(first.replace(/\s+/g, ' ').trim(), '83% orders · Mysql/JDBC/PreparedStatement/executeQuery 2 s');
      const failed = await page.locator('.findings .line').nth(1).locator('li').allInnerTexts();
      assert.deepEqual(failed.map((text) => text.replace(/\s+/g, ' ').trim()), ['payment · /pay card declined']);
      await checkPage(page);
      await page.locator('.findings button').first().click();
      await page.locator('.statement .line').first().waitFor();
      assert.deepEqual(
        (await page.locator('.statement .line').allInnerTexts()).map((line) => line.trim()),
        ['SELECT id, quantity', 'FROM stock', 'WHERE product = ?', 'AND (shelf = 1 OR shelf = 2)', 'FOR UPDATE'],
      );
      await checkPage(page);
      await closePage(page);
    });
  }

  it('is zoomed with a finger, which scrolls up and down', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow`, { viewport: PHONE, touch: true });
    await row(page, 'POST:/checkout');
    const area = await page.locator('[role=treegrid]').boundingBox();
    const from = { x: area.x + 100, y: area.y + 60 };
    await swipe(page, from, { x: from.x + 10, y: from.y - 50 });
    assert.equal(new URL(page.url()).searchParams.get('zoom'), null);
    await swipe(page, from, { x: from.x + 120, y: from.y + 8 });
    await page.waitForURL((url) => url.searchParams.has('zoom'));
    await checkPage(page);
    await closePage(page);
  });

  it('fits a telephone, the details too', async () => {
    for (const look of LOOKS) {
      const page = await openPage(browser, `${orrery.page}/traces`, { ...look, viewport: PHONE });
      await page.getByRole('link', { name: 'POST:/checkout' }).first().waitFor();
      await checkPage(page);
      await page.getByRole('link', { name: 'POST:/checkout' }).first().click();
      await (await row(page, 'POST:/orders')).click();
      await page.locator('aside.panel').waitFor();
      await checkPage(page);
      await closePage(page);
    }
  });

  it('is walked through with the keyboard', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow`);
    const tree = page.getByRole('treegrid');
    await tree.focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await tree.locator('[aria-selected=true] .name').innerText(), 'POST:/checkout');
    await page.keyboard.press('ArrowLeft');
    await until('the fold', async () => (await tree.locator('[role=row]').count()) === 1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await tree.locator('[aria-selected=true] .name').innerText(), '/orders');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await until('focus on the details', () => page.evaluate(() => document.activeElement?.matches('aside.panel')));
    await page.keyboard.press('Escape');
    await page.locator('aside.panel').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('mysql');
    await page.keyboard.press('Enter');
    assert.match(await tree.locator('[aria-selected=true] .name').innerText(), /^Mysql/);
    await until('the link', () => query(page).q === 'mysql' && query(page).span === 'slow.2/1');
    await closePage(page);
  });

  it('keeps all of the view in the link, and goes back', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow`);
    await (await row(page, '/pay')).click();
    await page.keyboard.press('z');
    await until('the zoom in the link', () => query(page).zoom === '2019-2391');
    const parent = page.locator('[role=row]').filter({ hasText: 'POST:/orders' }).locator('button');
    await parent.click();
    await until('the fold in the link', () => query(page).fold === '2');
    await page.getByRole('button', { name: 'Statistics' }).click();
    await page.getByRole('button', { name: 'Component', exact: true }).click();
    await page.getByRole('row', { name: /^Mysql/ }).waitFor();
    const again = await openPage(browser, page.url());
    await again.getByRole('row', { name: /^Mysql/ }).waitFor();
    await again.getByRole('button', { name: 'Waterfall' }).click();
    await row(again, '+4');
    await closePage(again);
    await page.goBack();
    assert.equal(query(page).by, undefined);
    await page.goBack();
    await row(page, '+4');
    await closePage(page);
  });

  it('shows numbers by service', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow?view=statistics`);
    await page.getByRole('row', { name: /payment/ }).waitFor();
    const cells = await page.locator('tbody .row').evaluateAll((rows) => rows.map((each) => [...each.children].map((cell) => cell.innerText.trim())));
    assert.deepEqual(cells, [
      ['orders', '4', '2', '2.64 s', '2.34 s', '660 ms', '2.34 s', '2.05 s'],
      ['payment', '1', '1', '290 ms', '290 ms', '290 ms', '290 ms', '290 ms'],
      ['web', '2', '2', '60 ms', '2.4 s', '30 ms', '2.4 s', '60 ms'],
    ]);
    await page.getByRole('button', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'Self time' }).click();
    await until('the order', async () => (await page.locator('tbody .row').first().innerText()).startsWith('Mysql'));
    await checkPage(page);
    await closePage(page);
  });

  it('is copied as a link and as JSON', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow?from=now-6h&view=table`);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Copied').first().waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${orrery.page}/traces/slow?view=table`);
    await page.getByRole('button', { name: 'Copy JSON' }).click();
    await until('the JSON', async () => (await page.evaluate(() => navigator.clipboard.readText())).startsWith('{'));
    const json = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(json.traceId, 'slow');
    assert.equal(json.spans.length, 7);
    await closePage(page);
  });

  it('folds frames of libraries in a stack trace', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow?span=slow.3%2F0`);
    await page.locator('.stack').waitFor();
    const folded = await page.locator('.stack').innerText();
    assert.match(folded, /Charge\.java:42/);
    assert.doesNotMatch(folded, /springframework/);
    await page.getByRole('button', { name: '2 frames of libraries' }).click();
    assert.match(await page.locator('.stack').innerText(), /springframework/);
    await closePage(page);
  });

  it('leads from a tag to all traces that have it, and to references', async () => {
    const page = await openPage(browser, `${orrery.page}/traces/slow?span=slow.1%2F0`);
    await page.getByRole('button', { name: 'Find traces with http.status_code=500' }).click();
    await page.getByText('1 trace', { exact: true }).waitFor();
    assert.equal(query(page).tags, 'http.status_code=500');
    await page.goBack();
    await (await row(page, 'sendMail')).click();
    await page.locator('.references button', { hasText: 'POST:/orders' }).click();
    await until('the selection', () => query(page).span === 'slow.2/0');
    await closePage(page);
  });
});

describe('the search', () => {
  it('takes conditions from fields, completes them, and gives them back with the back button', async () => {
    const page = await openPage(browser, `${orrery.page}/traces`);
    await page.getByRole('combobox', { name: 'Service' }).click();
    await page.getByRole('option', { name: 'orders', exact: true }).click();
    await until('the service in the link', () => query(page).service === 'b3JkZXJz.1');
    await page.getByRole('combobox', { name: 'Endpoint' }).fill('ord');
    await page.getByRole('option', { name: 'POST:/orders' }).click();
    await until('the endpoint in the link', () => query(page).endpoint === 'b3JkZXJz.1_UE9TVDovb3JkZXJz');
    await page.getByRole('button', { name: 'Errors', exact: true }).click();
    await page.getByLabel('Shortest duration').fill('1.5s');
    await page.getByLabel('Shortest duration').press('Enter');
    await until('the rest in the link', () => query(page).state === 'ERROR' && query(page).min === '1500');
    await page.getByText('1 trace', { exact: true }).waitFor();
    await page.goBack();
    await until('the older link', () => query(page).min === undefined && query(page).state === 'ERROR');
    await page.getByRole('button', { name: 'Clear conditions' }).click();
    await until('no conditions', () => Object.keys(query(page)).length === 0);
    await closePage(page);
  });

  it('completes names and values of tags', async () => {
    const page = await openPage(browser, `${orrery.page}/traces`);
    await page.getByRole('combobox', { name: 'Tags' }).click();
    await page.getByRole('option', { name: 'http.status_code=' }).click();
    await page.getByRole('option', { name: 'http.status_code=500' }).click();
    await until('the tag in the link', () => query(page).tags === 'http.status_code=500');
    await page.getByText('1 trace', { exact: true }).waitFor();
    await closePage(page);
  });

  it('narrows to a box dragged in the scatter, and opens a dot', async () => {
    const page = await openPage(browser, `${orrery.page}/traces`);
    const scatter = page.locator('.scatter canvas');
    await scatter.waitFor();
    const area = await scatter.boundingBox();
    await page.mouse.move(area.x + area.width * 0.5, area.y + 2);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width - 2, area.y + 80, { steps: 4 });
    await page.mouse.up();
    await until('the box in the link', () => Number(query(page).min) > 0 && query(page).max === undefined && /^\d{13}$/.test(query(page).from));
    await page.goBack();
    await until('no box', () => query(page).min === undefined);
    await page.locator('.scatter canvas').waitFor();
    // The only trace: look where it must be.
    const at = await until('the dot', async () => {
      for (let x = area.width - 14; x > area.width * 0.4; x -= 8) {
        for (let y = 12; y < 140; y += 10) {
          await page.mouse.move(area.x + x, area.y + y);
          if (await page.locator('.scatter canvas.pointing').count()) return { x: area.x + x, y: area.y + y };
        }
      }
      return null;
    });
    await page.mouse.click(at.x, at.y);
    await page.getByRole('heading', { name: 'POST:/checkout' }).waitFor();
    await closePage(page);
  });

  it('narrows to a box drawn with a finger, which scrolls the page up and down', async () => {
    const page = await openPage(browser, `${orrery.page}/traces`, { viewport: PHONE, touch: true });
    const scatter = page.locator('.scatter canvas');
    await scatter.waitFor();
    const area = await scatter.boundingBox();
    const from = { x: area.x + area.width * 0.6, y: area.y + 80 };
    await swipe(page, from, { x: from.x + 4, y: from.y - 60 });
    assert.equal(query(page).min, undefined);
    await swipe(page, from, { x: area.x + area.width - 4, y: from.y + 8 });
    await until('the box in the link', () => Number(query(page).min) > 0 && Number(query(page).max) > Number(query(page).min) && /^\d{13}$/.test(query(page).from));
    await closePage(page);
  });

  it('opens a trace by its id, and one segment by query keys', async () => {
    const page = await openPage(browser, `${orrery.page}/traces?trace=slow&service=cGF5bWVudA%3D%3D.1`);
    await page.getByText('1 trace', { exact: true }).waitFor();
    await page.getByLabel('Trace id').fill(' slow ');
    await page.getByLabel('Trace id').press('Enter');
    await page.getByRole('heading', { name: 'POST:/checkout' }).waitFor();
    await closePage(page);
  });

  for (const look of LOOKS) {
    it(`says when nothing fits, and takes nonsense for anything (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/traces?min=99999999&state=%3Cb%3E&tags=%3D,x&order=9`, look);
      await shows(page, TEXTS[look.locale].noneFits);
      await checkPage(page);
      await closePage(page);
    });
  }

  it('asks the server once per view', async () => {
    const asked = [];
    const onRequest = (request) => request.url().endsWith('/graphql') && asked.push(request.postDataJSON().query.slice(0, 24));
    const page = await openPage(browser, `${orrery.page}/traces`, { onRequest });
    await page.getByRole('link', { name: 'POST:/checkout' }).first().click();
    await page.getByRole('heading', { name: 'POST:/checkout' }).waitFor();
    assert.deepEqual(asked.map((text) => text.split('(')[0]).filter((text) => !text.includes('time:')), ['query Traces', 'query Trace']);
    await closePage(page);
  });
});

describe('hostile traces', () => {
  it('with markup and unicode are shown as text', async () => {
    await send(orrery, evilTrace('evil', base));
    for (const look of LOOKS) {
      const page = await openPage(browser, `${orrery.page}/traces/evil?span=evil.1%2F0`, look);
      await page.locator('aside.panel .stack').waitFor();
      assert.equal((await page.locator('aside.panel h2').textContent()).trim(), EVIL);
      await checkPage(page);
      await (await row(page, 'xxxx')).click();
      await page.locator('.statement').waitFor();
      await checkPage(page);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
      await closePage(page);
    }
    const list = await openPage(browser, `${orrery.page}/traces`);
    await list.getByRole('link', { name: EVIL }).waitFor();
    await checkPage(list);
    await closePage(list);
  });

  it('open whatever their id is made of, also after a reload, and lead to endpoints of any length', async () => {
    const id = '../a/b%2F;c ~2f?d#e';
    const operationName = `GET:/${'long/'.repeat(50)}`;
    await send(orrery, [segment(id, 'odd.1', 'odd', base, [span(0, 0, 30, { operationName })])]);
    const page = await openPage(browser, `${orrery.page}/traces?service=${encodeURIComponent(`${Buffer.from('odd').toString('base64')}.1`)}`);
    await page.getByRole('row').getByRole('link', { name: 'GET:/long/' }).click();
    await row(page, 'GET:/long/');
    await page.reload();
    await (await row(page, 'GET:/long/')).click();
    await page.getByRole('link', { name: 'endpoint', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: operationName.slice(0, 150) }).waitFor();
    await closePage(page);
  });

  it('with missing parts say so and show the rest', async () => {
    await send(orrery, brokenTrace('broken', base));
    for (const look of LOOKS) {
      const page = await openPage(browser, `${orrery.page}/traces/broken`, look);
      await row(page, '/stock');
      await page.locator('.notices li').first().waitFor();
      assert.equal(await page.locator('.notices li').count(), 1);
      await checkPage(page);
      await (await row(page, '/stock')).click();
      await page.locator('.references').waitFor();
      await checkPage(page);
      await closePage(page);
    }
  });

  it('with a clock that differs are aligned, or shown as reported', async () => {
    const [web, orders] = slowCheckout('skewed', base);
    for (const each of orders.spans) {
      each.startTime -= 5000;
      each.endTime -= 5000;
    }
    await send(orrery, [web, orders]);
    const page = await openPage(browser, `${orrery.page}/traces/skewed`);
    await shows(page, 'Clocks of hosts differ by up to 5 s');
    await page.getByRole('button', { name: 'Show as reported' }).click();
    await page.getByRole('button', { name: 'Align the clocks' }).waitFor();
    assert.equal(query(page).clocks, 'reported');
    await page.goBack();
    await page.getByRole('button', { name: 'Show as reported' }).waitFor();
    await closePage(page);
  });

  it('of five thousand spans draw only what is in sight', async () => {
    const segments = largeTrace('large', base - 60_000);
    for (let i = 0; i < segments.length; i += 20) await send(orrery, segments.slice(i, i + 20));
    const page = await openPage(browser, `${orrery.page}/traces/large`);
    await shows(page, '5000 spans');
    const tree = page.getByRole('treegrid');
    assert.equal(await tree.getAttribute('aria-rowcount'), '5000');
    assert.ok((await tree.locator('[role=row]').count()) < 60);
    await tree.focus();
    await page.keyboard.press('End');
    await until('the last row', () => tree.locator('[aria-rowindex="5000"]').count());
    assert.ok((await tree.locator('[role=row]').count()) < 60);
    await page.getByRole('button', { name: 'Fold all' }).click();
    await shows(page, '+');
    await checkPage(page);
    await closePage(page);
  });

  for (const look of LOOKS) {
    it(`that are not there are explained (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/traces/${encodeURIComponent(`no such? ${EVIL.replaceAll('/', '')}`)}`, look);
      await shows(page, TEXTS[look.locale].unknown);
      await checkPage(page);
      await closePage(page);
    });
  }
});

describe('a server that fails', () => {
  after(() => Object.assign(orrery.way, { cut: false, delayMillis: 0 }));

  for (const look of LOOKS) {
    it(`is told from one that is slow, and tried again (${name(look)})`, async () => {
      // Both pages say it with the same words, so the looks are shared among them.
      const path = look.theme === 'light' ? '/traces' : '/traces/slow';
      orrery.way.cut = true;
      const page = await openPage(browser, orrery.page + path, look);
      await shows(page, TEXTS[look.locale].dead);
      await checkPage(page);
      Object.assign(orrery.way, { cut: false, delayMillis: 6000 });
      await page.locator('.state button').click();
      await shows(page, TEXTS[look.locale].slow);
      await checkPage(page);
      await page.getByText('POST:/checkout').first().waitFor();
      orrery.way.delayMillis = 0;
      await closePage(page, [/502|Failed to load resource/]);
    });
  }

  it('leaves what was found on the page, marked as old', async () => {
    const page = await openPage(browser, `${orrery.page}/traces`);
    await page.getByRole('link', { name: 'POST:/checkout' }).first().waitFor();
    orrery.way.cut = true;
    await page.keyboard.press('r');
    await page.locator('.badge.warn', { hasText: 'old' }).waitFor();
    assert.ok(await page.getByRole('link', { name: 'POST:/checkout' }).first().isVisible());
    await checkPage(page);
    orrery.way.cut = false;
    await page.keyboard.press('r');
    await page.locator('.badge.warn', { hasText: 'old' }).waitFor({ state: 'detached' });
    await closePage(page, [/502|Failed to load resource/]);
  });
});

describe('the sample shop', () => {
  let shop;
  before(async () => {
    shop = startShop(orrery);
    await until('traffic', async () => {
      const { t } = await ask(orrery, '{ t: queryBasicTraces(condition: { traceState: ALL, queryOrder: BY_START_TIME, paging: { pageSize: 500 } }) { traces { serviceCode } } }');
      return t.traces.filter(({ serviceCode }) => serviceCode === 'shop::gateway').length > 20;
    }, 90_000);
    await sleep(500);
  });
  after(() => shop?.stop());

  it('is searched by service and shown whole', async () => {
    const page = await openPage(browser, `${orrery.page}/traces?service=${encodeURIComponent(`${btoa('shop::gateway')}.1`)}`);
    await page.locator('tbody .row').first().waitFor();
    const services = new Set(await page.locator('tbody .row td:nth-child(2)').allInnerTexts());
    assert.deepEqual([...services], ['shop::gateway']);
    await page.locator('tbody .row a').first().click();
    await page.locator('.findings .line').first().waitFor();
    assert.equal(await page.locator('.notices').count(), 0);
    await checkPage(page);
    await closePage(page);
  });
});
