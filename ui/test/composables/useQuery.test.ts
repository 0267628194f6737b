// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope, ref } from 'vue';
import { useQuery, type Query } from '@/composables/useQuery';
import { useTimeRange } from '@/composables/useTimeRange';
import { type Asked, meetServer, network, settle } from './page';

interface Data {
  n: number;
}

describe('a query', () => {
  const name = ref<string | null>('cart');
  let asked: Asked[];
  let scope: EffectScope;
  beforeEach(async () => {
    asked = network();
    name.value = 'cart';
    await meetServer(asked);
    scope = effectScope();
  });
  afterEach(() => {
    scope.stop();
    vi.unstubAllGlobals();
  });

  function use(options = {}): Query<Data> {
    const build = () => (name.value === null ? null : { query: '{ n }', variables: { name: name.value }, scope: name.value.slice(0, 1) });
    return scope.run(() => useQuery<Data>(build, options)) as Query<Data>;
  }
  async function answered(query: Query<Data>, n: number): Promise<void> {
    await settle();
    asked.at(-1)?.answer({ data: { n } });
    await settle();
    expect([query.data.value, query.loading.value]).toEqual([{ n }, false]);
  }

  it('asks once, and again when what is asked changes', async () => {
    const query = use();
    expect(query.loading.value).toBe(true);
    await answered(query, 1);
    name.value = 'checkout';
    await settle();
    expect(asked.map(({ variables }) => variables.name)).toEqual(['cart', 'checkout']);
    expect([query.data.value, query.loading.value]).toEqual([{ n: 1 }, true]); // of the same scope: kept
    await answered(query, 2);
  });

  it('shows nothing of another scope', async () => {
    const query = use();
    await answered(query, 1);
    name.value = 'stock';
    await settle();
    expect(query.data.value).toBe(null);
  });

  it('aborts the older call, whose answer comes to nothing', async () => {
    const query = use();
    await settle();
    name.value = 'checkout';
    await settle();
    expect(asked[0]?.signal.aborted).toBe(true);
    await answered(query, 2);
    expect(query.error.value).toBe(null);
  });

  it('keeps what it has and marks it as old when a refresh fails, until one works', async () => {
    const query = use();
    await answered(query, 1);
    useTimeRange().refreshNow();
    await settle();
    asked.at(-1)?.fail();
    await settle();
    expect([query.data.value, query.stale.value, query.error.value?.problem]).toEqual([{ n: 1 }, true, 'unreachable']);
    query.reload();
    await answered(query, 2);
    expect([query.stale.value, query.error.value]).toEqual([false, null]);
  });

  it('tells what kind of trouble there is', async () => {
    const query = use();
    const problems: unknown[] = [];
    const answers: [unknown, number][] = [
      [{ error: 'no server' }, 502], ['<html>', 500], [{ error: 'too large' }, 413], [{ errors: [{ message: 'no such field' }] }, 200],
    ]; // prettier-ignore
    for (const [body, status] of answers) {
      await settle();
      asked.at(-1)?.answer(body, status);
      await settle();
      problems.push([query.error.value?.problem, query.error.value?.message]);
      query.reload();
    }
    expect(problems).toEqual([['noServer', 'no server'], ['refused', 'HTTP 500: <html>'], ['refused', 'too large'], ['query', 'no such field']]);
  });

  it('takes an answer of which a part is missing', async () => {
    const query = use();
    await settle();
    asked.at(-1)?.answer({ data: { n: 1 }, errors: [{ message: 'too slow' }] });
    await settle();
    expect([query.data.value, query.error.value?.message, query.stale.value]).toEqual([{ n: 1 }, 'too slow', false]);
  });

  it('does not ask again at a tick when it is of the past', async () => {
    const query = use({ live: false });
    await answered(query, 1);
    useTimeRange().refreshNow();
    await settle();
    expect(asked.length).toBe(1);
  });

  it('has nothing when there is nothing to ask', async () => {
    const query = use();
    await answered(query, 1);
    name.value = null;
    await settle();
    expect([query.data.value, query.loading.value]).toEqual([null, false]);
  });

  it('is aborted with what it belongs to', async () => {
    use();
    await settle();
    scope.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});
