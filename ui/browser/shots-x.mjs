import { launch, openPage, PHONE } from './page.mjs';
const S = JSON.parse((await import('node:fs')).readFileSync('/tmp/serve.log','utf8').split('\n')[0]);
const list = (await import(process.argv[2])).default;
const browser = await launch();
for (const s of list) { try {
  const page = await openPage(browser, `${S[s.on]}${s.path}`, { theme: s.theme, locale: s.locale, ...(s.phone ? { viewport: PHONE } : s.viewport ? { viewport: s.viewport } : {}) });
  page.setDefaultTimeout(15000);
  if (s.wait) await page.locator(s.wait).first().waitFor().catch((e) => console.log(s.name, 'wait failed'));
  await page.waitForTimeout(s.ms ?? 1500);
  if (s.act) await s.act(page).catch((e) => console.log(s.name, e.message.slice(0,200)));
  await page.screenshot({ path: `/tmp/shots/${s.name}.png`, fullPage: s.full ?? false });
  console.log(s.name, page.problems.slice(0,3).join(' | '), page.url().length>300?'':page.url());
  await page.context().close();
} catch (e) { console.log(s.name, 'FAILED', e.message.slice(0, 200)); } }
await browser.close();
