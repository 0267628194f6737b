// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it } from 'vitest';
import { useUrlState } from '@/composables/useUrlState';
import { router } from '@/router';
import { query, settle, within } from './page';

describe('a text in the URL', () => {
  let leave = (): void => {};
  afterEach(() => leave());

  async function use(path: string, push = false) {
    const page = await within(path, () => ({ sort: useUrlState('sort', '-load', { push }), text: useUrlState('q', '') }));
    leave = page.leave;
    return page.result;
  }

  it('is what the link says, or its default', async () => {
    const { sort, text } = await use('/about?q=cart&q2=x');
    expect([sort.value, text.value]).toEqual(['-load', 'cart']);
  });

  it('is written, but for the default, and leaves other keys alone', async () => {
    const { sort } = await use('/about?other=1');
    sort.value = 'name';
    await settle();
    expect(query()).toEqual({ other: '1', sort: 'name' });
    sort.value = '-load';
    await settle();
    expect(query()).toEqual({ other: '1' });
  });

  it('makes one step of the history for changes of one moment', async () => {
    const { sort, text } = await use('/about', true);
    sort.value = 'name';
    text.value = 'cart';
    await settle();
    expect(query()).toEqual({ sort: 'name', q: 'cart' });
    router.back();
    await settle();
    expect(query()).toEqual({});
    expect([sort.value, text.value]).toEqual(['-load', '']);
  });

  it('is not put onto a page somebody went to meanwhile', async () => {
    const { sort } = await use('/about');
    const gone = router.push('/nowhere-at-all');
    sort.value = 'name';
    await gone;
    await settle();
    expect(router.currentRoute.value.fullPath).toBe('/nowhere-at-all');
  });

  it('takes the time looked at along to another page, and no other key', async () => {
    await use('/about?from=now-3h&zone=UTC&sort=name');
    await router.push('/nowhere-at-all');
    expect(query()).toEqual({ from: 'now-3h', zone: 'UTC' });
  });
});
