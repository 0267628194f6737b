// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { type Choice, useChoices } from '@/composables/traces/useChoices';

interface Asked {
  text: string;
  signal: AbortSignal;
  answer: (choices: Choice[]) => void;
  fail: () => void;
}

describe('choices of a field', () => {
  let scope: EffectScope;
  let asked: Asked[];
  const load = (text: string, signal: AbortSignal) =>
    new Promise<Choice[]>((answer, reject) => asked.push({ text, signal, answer, fail: () => reject(new Error('no')) }));
  const use = () => scope.run(() => useChoices(() => load)) as ReturnType<typeof useChoices>;
  const choice = (value: string): Choice => ({ value, label: value });

  beforeEach(() => {
    vi.useFakeTimers();
    scope = effectScope();
    asked = [];
  });
  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  it('are asked for once typing pauses, and at once when the field opens', async () => {
    const { look } = use();
    look('', true);
    await vi.advanceTimersByTimeAsync(0);
    look('o', false);
    look('or', false);
    await vi.advanceTimersByTimeAsync(119);
    expect(asked.map(({ text }) => text)).toEqual(['']);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.map(({ text }) => text)).toEqual(['', 'or']);
  });

  it('are those of the last question, whichever answer comes first', async () => {
    const { look, choices, state } = use();
    look('a', true);
    await vi.advanceTimersByTimeAsync(0);
    look('b', true);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    asked[1]?.answer([choice('b')]);
    asked[0]?.answer([choice('a')]);
    await vi.advanceTimersByTimeAsync(0);
    expect(choices.value).toEqual([choice('b')]);
    expect(state.value).toBe('idle');
  });

  it('say when they could not be had, but not when nobody waits any longer', async () => {
    const { look, stop, state } = use();
    look('a', true);
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.value).toBe('failed');
    look('b', true);
    await vi.advanceTimersByTimeAsync(0);
    stop();
    asked[1]?.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.value).toBe('idle');
    expect(asked[1]?.signal.aborted).toBe(true);
  });
});
