// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, ref, shallowRef } from 'vue';
import { ask } from '@/api/client';
import {
  ENDPOINTS_QUERY, type EndpointsAnswer, INSTANCES_QUERY, type InstancesAnswer, SERVICES_QUERY, type ServicesAnswer,
  TAG_KEYS_QUERY, type TagKeysAnswer, TAG_VALUES_QUERY, type TagValuesAnswer,
} from '@/api/traces';
import { useTimeRange } from '@/composables/useTimeRange';
import { durationOf } from '@/lib/time';

/** Something to choose from a list. */
export interface Choice {
  value: string;
  label: string;
}

/** Finds what fits a text. */
export type Load = (text: string, signal: AbortSignal) => Promise<Choice[]>;

const MAX_SHOWN = 60;
const PAUSE_MILLIS = 120;

function fitting(choices: Choice[], text: string): Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter((choice) => words.every((word) => choice.label.toLowerCase().includes(word))).slice(0, MAX_SHOWN);
}

const named = ({ id, name }: { id: string; name: string }): Choice => ({ value: id, label: name });
const plain = (text: string): Choice => ({ value: text, label: text });

/** What the fields of the search offer; each list is asked for when somebody opens it. */
export function useLoaders(service: () => string): Record<'services' | 'instances' | 'endpoints' | 'tags', Load> {
  const { range } = useTimeRange();
  const duration = (): object => durationOf(range.value);
  return {
    async services(text, signal) {
      const { data } = await ask<ServicesAnswer>({ query: SERVICES_QUERY }, signal);
      return fitting(data.services.filter((each) => each.normal !== false).map(named).sort((a, b) => a.label.localeCompare(b.label)), text);
    },
    async instances(text, signal) {
      const variables = { service: service(), duration: duration() };
      const { data } = await ask<InstancesAnswer>({ query: INSTANCES_QUERY, variables }, signal);
      return fitting(data.instances.map(named), text);
    },
    async endpoints(text, signal) {
      const variables = { service: service(), keyword: text.trim(), duration: duration() };
      const { data } = await ask<EndpointsAnswer>({ query: ENDPOINTS_QUERY, variables }, signal);
      return data.endpoints.map(named);
    },
    /** Names of tags; behind a =, the values of that one. */
    async tags(text, signal) {
      const at = text.indexOf('=');
      if (at < 0) {
        const { data } = await ask<TagKeysAnswer>({ query: TAG_KEYS_QUERY, variables: { duration: duration() } }, signal);
        return fitting((data.keys ?? []).map((key) => ({ value: `${key}=`, label: `${key}=` })), text);
      }
      const key = text.slice(0, at).trim();
      const { data } = await ask<TagValuesAnswer>({ query: TAG_VALUES_QUERY, variables: { key, duration: duration() } }, signal);
      return fitting((data.values ?? []).map((value) => plain(`${key}=${value}`)), text.slice(at + 1));
    },
  };
}

/** Runs a loader while a list is open: after a pause in typing, and only the last one counts. */
export function useChoices(load: () => Load) {
  const choices = shallowRef<Choice[]>([]);
  const state = ref<'idle' | 'loading' | 'failed'>('idle');
  let running: AbortController | null = null;
  let timer = 0;

  async function run(text: string): Promise<void> {
    const controller = (running = new AbortController());
    try {
      const found = await load()(text, controller.signal);
      if (controller.signal.aborted) return;
      choices.value = found;
      state.value = 'idle';
    } catch {
      if (!controller.signal.aborted) state.value = 'failed';
    }
  }

  function look(text: string, atOnce: boolean): void {
    running?.abort();
    window.clearTimeout(timer);
    state.value = 'loading';
    timer = window.setTimeout(() => void run(text), atOnce ? 0 : PAUSE_MILLIS);
  }

  function stop(): void {
    running?.abort();
    window.clearTimeout(timer);
    choices.value = [];
    state.value = 'idle';
  }
  onScopeDispose(stop);
  return { choices, state, look, stop };
}
