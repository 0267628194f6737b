// SPDX-License-Identifier: Apache-2.0
// Journey 1: from the overview to a service and its parts. Every state in both languages and themes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask, send, startOrrery, startShop, until } from './orrery.mjs';
import { checkPage, closePage, launch, LOOKS, openPage, PHONE, swipe } from './page.mjs';
import { EVIL, segment, span } from './segments.mjs';

const TEXTS = {
  en: { none: 'No service has reported yet', attach: 'Attach an agent', wrong: 'What is wrong now', signals: 'Golden signals', dead: 'No OAP server answers', retry: 'Try again', slow: 'The server takes its time', unknown: 'This is not known here', nowhere: 'There is no such page', old: 'old', jvm: 'Java virtual machine', called: 'Called by', healthy: 'Everything works', alarms: 'Alarms', over: 'over at' },
  zh: { none: '还没有服务上报数据', attach: '接入探针', wrong: '当前问题', signals: '黄金指标', dead: '没有可用的 OAP 服务器', retry: '重试', slow: '服务器响应较慢', unknown: '这里没有它的记录', nowhere: '没有这个页面', old: '旧数据', jvm: 'Java 虚拟机', called: '调用方', healthy: '一切正常', alarms: '告警', over: '恢复' },
};
const MANY = 500;
const LONG = `GET:/${'long/'.repeat(40)}`;
const name = ({ theme, locale }) => `${theme}, ${locale}`;
const idOf = (service) => `${Buffer.from(service).toString('base64')}.1`;
const pathOf = (id) => encodeURIComponent(id.replaceAll('/', '~').replaceAll('+', '!'));

let orrery;
let browser;
before(async () => {
  [orrery, browser] = await Promise.all([startOrrery(), launch()]);
});
after(async () => {
  await browser?.close();
  await orrery?.stop();
});

const shows = (page, text) => page.getByText(text).first().waitFor();
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const services = async () => (await ask(orrery, '{ all: listServices { id name } }')).all;

describe('an empty system', () => {
  for (const look of LOOKS) {
    it(`says how to attach an agent (${name(look)})`, async () => {
      for (const path of ['/', '/services']) {
        const page = await openPage(browser, orrery.page + path, look);
        await shows(page, TEXTS[look.locale].none);
        await shows(page, TEXTS[look.locale].attach);
        await checkPage(page);
        await closePage(page);
      }
    });
  }
});

describe('the page about the server', () => {
  for (const look of LOOKS) {
    it(`says how it is, how to attach an agent and which keys there are (${name(look)})`, async () => {
      for (const viewport of [undefined, PHONE]) {
        const page = await openPage(browser, `${orrery.page}/about`, { ...look, viewport });
        await shows(page, TEXTS[look.locale].healthy);
        await shows(page, TEXTS[look.locale].attach);
        await page.locator('dt kbd').first().waitFor();
        await checkPage(page);
        await closePage(page);
      }
    });
  }
});

describe('what is not there', () => {
  for (const look of LOOKS) {
    it(`is said to be so (${name(look)})`, async () => {
      for (const [path, text] of [['/nowhere/at/all', 'nowhere'], [`/services/${pathOf(idOf('nobody'))}`, 'unknown']]) {
        const page = await openPage(browser, orrery.page + path, look);
        await shows(page, TEXTS[look.locale][text]);
        await checkPage(page);
        await closePage(page);
      }
    });
  }
});

describe('a shop', () => {
  let shop;
  before(async () => {
    shop = startShop(orrery);
    await until('the shop', async () => (await services()).some((each) => each.name === 'shop::gateway'), 60_000);
    await until('calls', async () => {
      const { t } = await ask(orrery, `{ t: getTimeInfo { currentTimestamp } }`);
      const minute = new Date(Number(t.currentTimestamp)).toISOString().slice(0, 16).replace('T', ' ').replace(':', '');
      const { rows } = await ask(orrery, `{ rows: listTraffic(scope: Service, duration: { start: "${minute}", end: "${minute}", step: MINUTE }) { name } }`);
      return rows.length > 10;
    }, 60_000);
  });
  after(() => shop?.stop());

  for (const look of LOOKS) {
    it(`is shown from the overview down to an endpoint (${name(look)})`, async () => {
      const texts = TEXTS[look.locale];
      const page = await openPage(browser, `${orrery.page}/`, look);
      await shows(page, texts.wrong);
      await checkPage(page);
      await page.getByRole('row').getByRole('link', { name: 'shop::gateway' }).click();
      await shows(page, texts.signals);
      await shows(page, texts.called);
      assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'shop::gateway');
      await checkPage(page);
      await page.getByRole('link', { name: 'POST:/checkout', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'POST:/checkout' }).waitFor();
      await shows(page, texts.signals);
      await checkPage(page);
      await page.goBack();
      await page.getByRole('row').getByRole('link', { name: /gateway-1/ }).click();
      await shows(page, texts.jvm);
      await checkPage(page);
      await closePage(page);
    });
  }

  it('fits a phone', async () => {
    for (const path of ['/', '/services', `/services/${pathOf(idOf('shop::gateway'))}`]) {
      const page = await openPage(browser, orrery.page + path, { viewport: PHONE });
      await shows(page, 'shop::');
      await checkPage(page);
      await closePage(page);
    }
  });

  it('tells of what has no agent, also by a link that does not say what it is', async () => {
    for (const outside of ['redis.shop:6379', 'mysql.shop:3306']) {
      const page = await openPage(browser, `${orrery.page}/services/${pathOf(idOf(outside).replace(/1$/, '0'))}`);
      await page.locator('figure.chart').nth(2).waitFor();
      await shows(page, 'shop::');
      await checkPage(page);
      await closePage(page);
    }
  });

  it('zooms the time with a finger drawn over a chart', async () => {
    const page = await openPage(browser, `${orrery.page}/services/${pathOf(idOf('shop::gateway'))}`, { viewport: PHONE, touch: true });
    const chart = page.locator('figure.chart .u-over').first();
    await chart.scrollIntoViewIfNeeded();
    const { x, y, height } = await chart.boundingBox();
    await swipe(page, { x: x + 40, y: y + height / 2 }, { x: x + 160, y: y + height / 2 + 6 });
    await page.waitForURL((url) => Number(url.searchParams.get('to')) > Number(url.searchParams.get('from')));
    await closePage(page);
  });

  it('asks once for all a page shows', async () => {
    for (const path of ['/', '/services', `/services/${pathOf(idOf('shop::gateway'))}`]) {
      const asked = [];
      const page = await openPage(browser, orrery.page + path, { onRequest: (request) => request.url().endsWith('/graphql') && asked.push(request.postData()) });
      await shows(page, 'shop::gateway');
      const questions = asked.filter((body) => !body.includes('getTimeInfo'));
      assert.equal(questions.length, 1, path);
      await closePage(page);
    }
  });

  it('keeps filter, order and time in the URL, and goes back', async () => {
    const page = await openPage(browser, `${orrery.page}/services?q=shop%3A%3A&sort=name`);
    await shows(page, 'shop::cart');
    assert.equal(await page.getByRole('searchbox').inputValue(), 'shop::');
    assert.equal(await page.getByRole('link', { name: 'money::payment' }).count(), 0);
    assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'ascending');
    await page.locator('h1').click();
    await page.keyboard.press('t');
    await page.getByRole('dialog').getByText('Last 3 hours').click();
    await page.waitForURL((url) => url.searchParams.get('from') === 'now-3h');
    await page.getByRole('link', { name: 'shop::cart' }).click();
    await page.getByRole('heading', { level: 1, name: 'shop::cart' }).waitFor();
    assert.equal(query(page).from, 'now-3h');
    await page.goBack();
    assert.equal(query(page).q, 'shop::');
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.get('from') === null);
    await closePage(page);
  });

  it('is walked with the keyboard alone', async () => {
    const page = await openPage(browser, `${orrery.page}/services?sort=name&q=shop::c`);
    await shows(page, 'shop::cart');
    await page.locator('tr[data-index="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'shop::catalogue' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('money pay');
    await checkPage(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'money::payment' }).waitFor();
    await closePage(page);
  });

  it('changes language and theme at once', async () => {
    const page = await openPage(browser, `${orrery.page}/services`, { theme: 'light' });
    await shows(page, 'shop::cart');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '服务' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
    await page.getByRole('button', { name: '主题' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.reload();
    await page.getByRole('heading', { name: '服务' }).waitFor();
    await closePage(page);
  });

  it('leads from a point of a chart to the traces of that time', async () => {
    const page = await openPage(browser, `${orrery.page}/services/${pathOf(idOf('shop::gateway'))}`);
    const chart = page.getByRole('img', { name: /Chart of Errors/ });
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/traces');
    const { service, state, from, to } = query(page);
    assert.deepEqual([service, state, Number(to) - Number(from)], [idOf('shop::gateway'), 'ERROR', 60_000]);
    await closePage(page);
  });

  for (const look of LOOKS) {
    it(`is marked as old when the server goes, and comes back (${name(look)})`, async () => {
      const texts = TEXTS[look.locale];
      const page = await openPage(browser, `${orrery.page}/services?refresh=1`, look);
      await shows(page, 'shop::cart');
      try {
        orrery.way.cut = true;
        await page.locator('.badge.warn', { hasText: texts.old }).waitFor();
        await shows(page, 'shop::cart');
        await checkPage(page);
        const late = await openPage(browser, `${orrery.page}/services?refresh=0`, look);
        await shows(late, texts.dead);
        await checkPage(late);
        orrery.way.cut = false;
        await late.getByRole('button', { name: texts.retry }).click();
        await shows(late, 'shop::cart');
        await closePage(late, [/502/]);
      } finally {
        orrery.way.cut = false;
      }
      await page.locator('.badge.warn', { hasText: texts.old }).waitFor({ state: 'detached' });
      await closePage(page, [/502/]);
    });

    it(`says that the server takes its time (${name(look)})`, async () => {
      orrery.way.delayMillis = 6000;
      try {
        const page = await openPage(browser, `${orrery.page}/services`, look);
        await shows(page, TEXTS[look.locale].slow);
        await checkPage(page);
        await shows(page, 'shop::cart');
        await closePage(page);
      } finally {
        orrery.way.delayMillis = 0;
      }
    });
  }
});

describe('services that break rules', () => {
  const MINUTE = 60_000;
  const slow = (service, minutesAgo) => minutesAgo.map((ago) =>
    segment(`${service}${ago}`, `${service}${ago}.1`, service, Date.now() - ago * MINUTE, [span(0, 0, 1500, { operationName: '/slow' })]));
  before(async () => {
    await send(orrery, [...slow('alarm::slow', [6, 5, 4, 3]), ...slow('alarm::was slow', [24, 23, 22])]);
    await until('two alarms', async () => {
      const minute = (ago) => new Date(Date.now() - ago * MINUTE).toISOString().replace('T', ' ').slice(0, 16).replace(':', '');
      const { alarms } = await ask(orrery, `{ alarms: getAlarm(duration: { start: "${minute(30)}", end: "${minute(0)}", step: MINUTE }, scope: Service, keyword: "Calls to service alarm::", paging: { pageSize: 9 }) { msgs { id } } }`);
      return alarms.msgs.length === 2;
    });
  });

  for (const look of LOOKS) {
    it(`are shown with their alarms (${name(look)})`, async () => {
      const texts = TEXTS[look.locale];
      const message = 'Calls to service alarm::slow took more than 1000 ms in 3 of the last 10 minutes';
      const page = await openPage(browser, `${orrery.page}/`, look);
      await shows(page, texts.wrong);
      await page.locator('li', { hasText: 'alarm::slow' }).getByText(/took more than 1000 ms/).waitFor();
      await checkPage(page);
      await page.goto(`${orrery.page}/services?sort=-health&q=alarm`);
      const badge = page.getByRole('row', { name: /alarm::slow/ }).locator('.alarm');
      assert.match(await badge.getAttribute('aria-label'), new RegExp(message));
      assert.equal(await page.getByRole('row', { name: /alarm::was slow/ }).locator('.alarm').count(), 0);
      await checkPage(page);
      await page.getByRole('link', { name: 'alarm::slow' }).click();
      const panel = page.locator('section', { has: page.getByRole('heading', { name: texts.alarms }) });
      await panel.getByText(message, { exact: true }).waitFor();
      await checkPage(page);
      await page.goto(`${orrery.page}/services/${pathOf(idOf('alarm::was slow'))}`);
      await shows(page, texts.over);
      await page.setViewportSize(PHONE);
      await checkPage(page);
      await closePage(page);
    });
  }
});

describe('a large and hostile system', () => {
  const evil = `shop ${EVIL}`;
  before(async () => {
    const base = Date.now() - 70_000;
    const all = Array.from({ length: MANY }, (_, i) => segment(`m${i}`, `m${i}.1`, `group-${i % 7}::service-${i}`, base, [span(0, 0, 20 + (i % 90), { operationName: '/a', isError: i % 11 === 0 })]));
    all.push(segment('e', 'e.1', evil, base, [span(0, 0, 50, { operationName: EVIL }), span(1, 1, 40, { operationName: 'q', spanType: 'Exit', spanLayer: 'Database', peer: EVIL, componentId: 5 })]));
    all.push(segment('l', 'l.1', evil, base, [span(0, 0, 50, { operationName: LONG })]));
    for (let i = 0; i < all.length; i += 100) await send(orrery, all.slice(i, i + 100));
    await until('all services', async () => (await services()).length >= MANY, 60_000);
  });

  it('draws only the rows in sight and reaches the last', async () => {
    const page = await openPage(browser, `${orrery.page}/services?sort=name&q=group-`);
    await shows(page, 'group-0::service-0');
    assert.ok((await page.locator('tbody tr[data-index]').count()) < 60);
    await page.locator('tr[data-index="0"]').focus();
    await page.keyboard.press('End');
    await page.locator(`tr[data-index="${MANY - 1}"]`).waitFor();
    await page.getByRole('button', { name: 'By group' }).click();
    await page.getByRole('button', { name: /group-3/ }).click();
    await shows(page, 'group-3::service-3');
    assert.equal(query(page).open, 'group-3');
    await checkPage(page);
    await page.getByRole('button', { name: 'By group' }).click();
    await page.getByRole('combobox').selectOption('group-3');
    await page.waitForURL((url) => url.searchParams.get('group') === 'group-3');
    await checkPage(page);
    await closePage(page);
  });

  for (const look of LOOKS) {
    it(`shows markup as text and long names (${name(look)})`, async () => {
      const { id } = (await services()).find((each) => each.name.startsWith('shop <img'));
      const page = await openPage(browser, `${orrery.page}/services/${pathOf(id)}`, look);
      await shows(page, TEXTS[look.locale].signals);
      await page.getByText('GET:/long/long/').first().waitFor();
      await checkPage(page);
      await page.setViewportSize(PHONE);
      await checkPage(page);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      await closePage(page);
    });
  }
});
