// SPDX-License-Identifier: Apache-2.0
import type { Answer, AnswerCall, AnswerNode, Traffic } from '../../src/lib/topology/model';

export function traffic(calls: number, errors = 0, meanMillis = 10, apdex: number | null = null): Traffic {
  return { calls, errors, durationMillis: calls * meanMillis, apdex };
}

export function node(name: string, more: Partial<AnswerNode> = {}): AnswerNode {
  return { id: name, name, type: 'SpringMVC', isReal: true, layers: ['GENERAL'], ...more };
}

export function call(source: string, target: string, more: Partial<AnswerCall> = {}): AnswerCall {
  return { id: `${source}-${target}`, source, target, ...more };
}

/** An answer of calls alone: `a>b b>c`. */
export function answerOf(calls: string): Answer {
  const pairs = calls.split(' ').map((pair) => pair.split('>') as [string, string]);
  const names = [...new Set(pairs.flat())];
  return { nodes: names.map((name) => node(name)), calls: pairs.map(([from, to]) => call(from, to)) };
}

/** Numbers that are the same every time: a linear congruential generator. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** A system of so many services with up to three times as many calls, some of them in cycles; the first `shown` of it. */
export function bigAnswer(services: number, shown = services): Answer {
  const next = numbers(services);
  const name = (at: number): string => `service-${String(at).padStart(4, '0')}`;
  const nodes = Array.from({ length: shown }, (_, at) => node(name(at)));
  const calls = new Map<string, AnswerCall>();
  for (let at = 1; at < services; at++) {
    for (const source of [next(at), next(at), next(services)]) {
      const made = call(name(source), name(at), { client: traffic(next(1000), next(20)) });
      if (source < shown && at < shown) calls.set(made.id, made);
    }
  }
  return { nodes, calls: [...calls.values()] };
}
