// SPDX-License-Identifier: Apache-2.0
// Journey 2: the shape of the system, what is wrong in it, and the way from there to services, calls,
// instances and traces. Every state in both languages and themes.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { landscape, report, shown } from './landscape.mjs';
import { ask, send, startOrrery, startShop, until } from './orrery.mjs';
import { checkPage, closePage, launch, LOOKS, openPage, PHONE } from './page.mjs';

const TEXTS = {
  en: { empty: 'Nothing called anything', attach: 'Attach an agent', find: 'Find a service', gateway: 'Service page', back: 'Back to the services', fold: 'Fold groups', dead: 'No OAP server answers', stale: 'old', emptyView: 'Nothing to show here', all: 'Whole system' },
  zh: { empty: '没有任何调用', attach: '接入探针', find: '查找服务', gateway: '服务页面', back: '返回服务', fold: '折叠分组', dead: '没有可用的 OAP 服务器', stale: '旧', emptyView: '此处没有内容', all: '整个系统' },
};
const EVIL = '<img src=x onerror="window.hacked=1">::订单 🛒 \u202Eabc {{1+1}}';
const name = ({ theme, locale }) => `${theme}, ${locale}`;
const id = (service, real = 1) => `${Buffer.from(service).toString('base64')}.${real}`;
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const MAP = 'query map($duration: Duration!) { map: getGlobalTopology(duration: $duration) { nodes { name } calls { id } } }';

function duration() {
  const at = (millis) => new Date(millis).toISOString().replace('T', ' ').slice(0, 16).replace(':', '');
  return { start: at(Date.now() - 1_700_000), end: at(Date.now()), step: 'MINUTE' };
}

async function mapOf(orrery) {
  return (await ask(orrery, MAP, { duration: duration() })).map;
}

/**
 * The whole shop. An address that is called for the first time is a node of its own until the
 * service that answers there has reported, so names count only when they have been there for a while.
 */
async function settledShop(orrery) {
  const namesOf = (found) => found.nodes.map((node) => node.name).sort().join();
  let names = '';
  let sinceMillis = 0;
  let found;
  await until('the whole shop', async () => {
    found = await mapOf(orrery);
    if (namesOf(found) !== names) {
      names = namesOf(found);
      sinceMillis = Date.now();
    }
    return found.nodes.length >= 20 && found.calls.length >= 35 && Date.now() - sinceMillis >= 5_000;
  }, 60_000);
  return found;
}

/** The map once it is drawn; how it lies tells its scale. */
async function map(page) {
  const canvas = page.locator('.stage[data-scale]');
  await canvas.waitFor();
  return canvas;
}

const count = async (page) => Number(/\d+/.exec(await (await map(page)).getAttribute('aria-label'))[0]);
const row = (page, text) => page.locator('aside.nodes tr').filter({ hasText: text }).first();

let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

describe('an empty system', () => {
  let orrery;
  before(async () => void (orrery = await startOrrery()));
  after(() => orrery?.stop());

  for (const look of LOOKS) {
    it(`says how to attach an agent (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/topology`, look);
      await page.getByText(TEXTS[look.locale].empty).waitFor();
      await page.getByText(TEXTS[look.locale].attach).first().waitFor();
      await checkPage(page);
      await closePage(page);
    });
  }

  it('says so when no server answers, and goes on when one does', async () => {
    orrery.way.cut = true;
    const page = await openPage(browser, `${orrery.page}/topology`);
    await page.getByText(TEXTS.en.dead).first().waitFor();
    await checkPage(page);
    orrery.way.cut = false;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText(TEXTS.en.empty).waitFor();
    await closePage(page, [/502|503|504|Failed to load/]);
  });
});

describe('the sample shop', () => {
  let orrery;
  let shop;
  let drawn;
  before(async () => {
    orrery = await startOrrery();
    shop = startShop(orrery);
    drawn = await settledShop(orrery);
  });
  after(async () => {
    await shop?.stop();
    await orrery?.stop();
  });

  for (const look of LOOKS) {
    it(`is drawn, and each node is in the list too (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/topology`, look);
      assert.ok((await count(page)) >= drawn.nodes.length);
      for (const service of ['gateway', 'checkout', 'redis.shop:6379', 'User']) await row(page, service).waitFor();
      await checkPage(page);
      await closePage(page);
    });

    it(`tells of a service and leads on (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/topology?selected=${encodeURIComponent(id('shop::gateway'))}`, look);
      const panel = page.locator('aside.detail');
      await panel.getByRole('link', { name: TEXTS[look.locale].gateway }).waitFor();
      await until('charts', async () => (await panel.locator('canvas').count()) === 4);
      await checkPage(page);
      await panel.getByRole('button', { name: 'shop::checkout' }).first().click();
      await until('the call', async () => query(page).selected === `${id('shop::gateway')}-${id('shop::checkout')}`);
      await until('both sides of it', async () => (await panel.locator('canvas').count()) === 5);
      await checkPage(page);
      await closePage(page);
    });

    it(`fits a phone (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/topology?selected=${encodeURIComponent(id('shop::gateway'))}`, { ...look, viewport: PHONE });
      await map(page);
      await page.getByRole('link', { name: TEXTS[look.locale].gateway }).waitFor();
      await checkPage(page);
      await closePage(page);
    });
  }

  it('goes from a call to its instances, and back', async () => {
    const call = `${id('shop::gateway')}-${id('shop::checkout')}`;
    const page = await openPage(browser, `${orrery.page}/topology?selected=${encodeURIComponent(call)}`);
    await page.getByRole('button', { name: 'Instances', exact: true }).click();
    await page.getByRole('button', { name: TEXTS.en.back }).waitFor();
    await until('four instances', async () => (await count(page)) === 4);
    assert.deepEqual([query(page).between, query(page).selected], [call, undefined]);
    await checkPage(page);
    await page.goBack();
    await until('the shop', async () => (await count(page)) >= drawn.nodes.length);
    assert.equal(query(page).selected, call);
    await closePage(page);
  });

  it('is drawn without workers too', async () => {
    const page = await openPage(browser, `${orrery.page}/about`);
    await page.context().addInitScript(() => delete window.Worker);
    await page.goto(`${orrery.page}/topology?refresh=0`);
    await map(page);
    const picture = page.locator('.stage');
    await until('the picture', async () => (await picture.screenshot()).length > 20_000);
    await page.locator('canvas.sheet').evaluate((canvas) => canvas.remove());
    assert.ok((await picture.screenshot()).length < 10_000, 'the picture is the canvas');
    await closePage(page);
  });

  it('is walked with the keys', async () => {
    const page = await openPage(browser, `${orrery.page}/topology`);
    const canvas = await map(page);
    await canvas.focus();
    await page.keyboard.press('Home');
    const live = page.locator('[aria-live=polite]').first();
    const first = await live.textContent();
    assert.match(first, /^User: User, /);
    await page.keyboard.press('ArrowRight');
    await until('the gateway', async () => /^shop::gateway: Service, /.test(await live.textContent()));
    await page.keyboard.press('Enter');
    await until('the choice', async () => query(page).selected === id('shop::gateway'));
    await page.keyboard.press('f');
    await until('the focus', async () => query(page).focus === id('shop::gateway'));
    await page.keyboard.press('Escape');
    await until('nothing chosen', async () => query(page).selected === undefined);
    await closePage(page);
  });

  it('focuses, and back brings the whole back', async () => {
    const page = await openPage(browser, `${orrery.page}/topology`);
    const whole = await count(page);
    await row(page, 'payment').click();
    await page.getByRole('button', { name: 'Focus', exact: true }).click();
    await until('less', async () => (await count(page)) < whole);
    const two = await count(page);
    await page.getByLabel('Calls away').selectOption('1');
    await until('still less', async () => (await count(page)) < two);
    assert.equal(query(page).hops, '1');
    await page.goBack();
    await until('the whole', async () => (await count(page)) >= whole);
    await closePage(page);
  });

  it('folds groups and unfolds one', async () => {
    const page = await openPage(browser, `${orrery.page}/topology`);
    const whole = await count(page);
    await page.getByRole('button', { name: TEXTS.en.fold }).click();
    await until('groups', async () => (await count(page)) < whole);
    await row(page, 'shop').click();
    await page.getByRole('button', { name: 'Unfold the group' }).click();
    await until('members', async () => query(page).open !== undefined);
    await checkPage(page);
    await closePage(page);
  });

  it('finds by name and component, and Enter goes to what was found', async () => {
    const page = await openPage(browser, `${orrery.page}/topology`);
    await map(page);
    await page.getByLabel(TEXTS.en.find).fill('REDIS');
    await page.getByText('1 found').waitFor();
    await page.keyboard.press('Enter');
    await until('the choice', async () => query(page).selected === id('redis.shop:6379', 0));
    assert.equal(query(page).find, 'REDIS');
    await page.getByLabel(TEXTS.en.find).fill('no such thing');
    await page.getByText('Nothing on the map is called that.').waitFor();
    await closePage(page);
  });

  it('does not move when it refreshes', async () => {
    const page = await openPage(browser, `${orrery.page}/topology?refresh=1`);
    const canvas = await map(page);
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + 300, box.y + 300);
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(800);
    const before = await canvas.getAttribute('data-scale');
    let answers = 0;
    page.on('response', (response) => void (response.url().endsWith('/graphql') && answers++));
    await until('three refreshes', async () => answers >= 3);
    assert.equal(await canvas.getAttribute('data-scale'), before);
    await closePage(page);
  });

  it('asks once a refresh, with a service selected too', async () => {
    const page = await openPage(browser, `${orrery.page}/topology?refresh=0&selected=${encodeURIComponent(id('shop::cart'))}`);
    await until('charts', async () => (await page.locator('aside.detail canvas').count()) === 4);
    let asked = 0;
    page.on('request', (request) => void (request.url().endsWith('/graphql') && asked++));
    await page.keyboard.press('r');
    await page.waitForTimeout(2500);
    assert.equal(asked, 1);
    await closePage(page);
  });

  it('marks what is old, and keeps it, when a refresh fails', async () => {
    const page = await openPage(browser, `${orrery.page}/topology?refresh=0`);
    const whole = await count(page);
    orrery.way.cut = true;
    await page.keyboard.press('r');
    await page.locator('.badge.warn').first().waitFor();
    assert.equal(await count(page), whole);
    orrery.way.cut = false;
    await page.keyboard.press('r');
    await until('news', async () => (await page.locator('.head .badge.warn').count()) === 0);
    await closePage(page, [/502|503|504|Failed to load/]);
  });

  it('says so when the focus is not there', async () => {
    const page = await openPage(browser, `${orrery.page}/topology?focus=${encodeURIComponent(id('nobody'))}`);
    await page.getByText(TEXTS.en.emptyView).waitFor();
    await page.getByRole('button', { name: TEXTS.en.all }).last().click();
    assert.ok((await count(page)) >= drawn.nodes.length);
    await closePage(page);
  });
});

describe('hostile systems', () => {
  let orrery;
  let made;
  before(async () => {
    orrery = await startOrrery();
    made = landscape(299);
    made[0].name = EVIL;
    made[1].name = `domain-00::${'very-long-'.repeat(19)}name`;
    await report((part) => send(orrery, part), made, Date.now() - 60_000);
    await until('three hundred nodes', async () => (await mapOf(orrery)).nodes.length === shown(made).nodes);
  });
  after(() => orrery?.stop());

  for (const look of LOOKS) {
    it(`draws 300 nodes with names of every kind (${name(look)})`, async () => {
      const page = await openPage(browser, `${orrery.page}/topology?selected=${encodeURIComponent(id(EVIL))}`, look);
      assert.equal(await count(page), 300);
      await page.locator('aside.detail h2').filter({ hasText: '订单' }).waitFor();
      await checkPage(page);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator('main img').count(), 0);
      await closePage(page);
    });
  }

  it('shows exactly the calls that were reported', async () => {
    assert.equal((await mapOf(orrery)).calls.length, shown(made).calls);
  });

  it('draws a thousand nodes, and answers to a click', async () => {
    const large = landscape(999);
    const other = await startOrrery();
    try {
      await report((part) => send(other, part), large, Date.now() - 60_000);
      await until('a thousand nodes', async () => (await mapOf(other)).nodes.length === shown(large).nodes);
      const page = await openPage(browser, `${other.page}/topology`);
      assert.equal(await count(page), 1000);
      await page.getByLabel(TEXTS.en.find).fill('service-0420');
      await page.getByText('1 found').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('aside.detail').getByText('service-0420').first().waitFor();
      await checkPage(page);
      await closePage(page);
    } finally {
      await other.stop();
    }
  });
});
