// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { add, graphOf, health, kindOf, neighboursOf, splitGroup } from '../../src/lib/topology/model';
import { answerOf, call, node, traffic } from './samples';

describe('graphOf', () => {
  it('orders nodes by name and edges by their ends, whatever the order of the answer', () => {
    const answer = answerOf('b>a c>a a>c');
    const turned = { nodes: [...answer.nodes].reverse(), calls: [...answer.calls].reverse() };
    const graph = graphOf(answer);
    expect(graph.nodes.map((each) => each.name)).toEqual(['a', 'b', 'c']);
    expect(graph.edges.map((each) => each.id)).toEqual(['a-c', 'b-a', 'c-a']);
    expect(graphOf(turned)).toEqual(graph);
  });

  it('leaves out calls without both ends and counts what is told twice once', () => {
    const graph = graphOf({
      nodes: [node('a'), node('b'), node('a')],
      calls: [call('a', 'b'), call('a', 'b'), call('a', 'gone')],
    });
    expect(graph.nodes.length).toBe(2);
    expect(graph.edges.map((edge) => edge.id)).toEqual(['a-b']);
  });

  it('keeps self loops', () => {
    expect(graphOf(answerOf('a>a')).edges.map((edge) => [edge.source, edge.target])).toEqual([[0, 0]]);
  });

  it('takes what the caller saw, and what the callee saw where the caller is silent', () => {
    const graph = graphOf({
      nodes: [node('a'), node('b'), node('c')],
      calls: [
        call('a', 'b', { client: traffic(100, 6), server: traffic(94) }),
        call('b', 'c', { server: traffic(10, 0) }),
        call('c', 'a'),
      ],
    });
    expect(graph.edges.map((edge) => [edge.traffic?.calls ?? null, edge.health])).toEqual([
      [100, 'bad'],
      [10, 'good'],
      [null, 'unknown'],
    ]);
  });

  it('gives a database the traffic of its callers and the user that of the called', () => {
    const graph = graphOf({
      nodes: [
        node('User', { type: 'USER', isReal: false, layers: ['UNDEFINED'] }),
        node('a', { traffic: traffic(7, 0, 10, 0.6) }),
        node('b'),
        node('db', { type: 'Mysql', isReal: false, layers: ['VIRTUAL_DATABASE'] }),
      ],
      calls: [
        call('User', 'a', { server: traffic(7) }),
        call('a', 'db', { client: traffic(30, 1) }),
        call('b', 'db', { client: traffic(70, 0) }),
      ],
    });
    const of = (name: string) => graph.nodes.find((each) => each.name === name);
    expect(of('User')?.traffic).toEqual(traffic(7));
    expect(of('a')?.health).toBe('warn');
    expect(of('db')?.traffic).toEqual(traffic(100, 1));
    expect(of('db')?.health).toBe('warn');
    expect(of('b')?.traffic).toBeNull();
  });
});

describe('what is outside', () => {
  it('is what has no agent, though it is called by HTTP', () => {
    const graph = graphOf({
      nodes: [node('api.example:443'), node('called'), node('calling'), node('counting', { traffic: traffic(1) })],
      calls: [
        call('calling', 'api.example:443', { client: traffic(1) }),
        call('calling', 'called', { server: traffic(1) }),
      ],
    });
    expect(graph.nodes.map((each) => each.kind)).toEqual(['external', 'service', 'service', 'service']);
  });
});

describe('health', () => {
  it('is judged by errors and apdex at their thresholds', () => {
    expect(health(null)).toBe('unknown');
    expect(health(traffic(0))).toBe('idle');
    expect(health(traffic(1000, 9))).toBe('good');
    expect(health(traffic(1000, 10))).toBe('warn');
    expect(health(traffic(1000, 49))).toBe('warn');
    expect(health(traffic(1000, 50))).toBe('bad');
    expect(health(traffic(1000, 0, 10, 0.7))).toBe('good');
    expect(health(traffic(1000, 0, 10, 0.69))).toBe('warn');
    expect(health(traffic(1000, 0, 10, 0.49))).toBe('bad');
  });
});

describe('add', () => {
  it('weighs apdex by calls and forgets it where one side has none', () => {
    expect(add(traffic(100, 1, 10, 1), traffic(300, 2, 20, 0.6))).toEqual({
      calls: 400, errors: 3, durationMillis: 7000, apdex: 0.7,
    }); // prettier-ignore
    expect(add(traffic(1), traffic(1, 0, 10, 1))?.apdex).toBeNull();
    expect(add(null, traffic(2))).toEqual(traffic(2));
    expect(add(null, null)).toBeNull();
  });
});

describe('kindOf', () => {
  it.each([
    ['USER', false, ['UNDEFINED'], 'user'],
    ['Mysql', false, ['VIRTUAL_DATABASE'], 'database'],
    ['Redis', false, ['VIRTUAL_CACHE'], 'cache'],
    ['Kafka', false, ['VIRTUAL_MQ'], 'queue'],
    ['PostgreSQL', false, ['UNDEFINED'], 'database'],
    ['Redis', false, ['UNDEFINED'], 'cache'],
    ['RabbitMQ', false, [], 'queue'],
    ['Elasticsearch', false, ['VIRTUAL_DATABASE'], 'search'],
    ['Nginx', true, ['GENERAL'], 'gateway'],
    ['Lettuce', true, ['GENERAL'], 'service'],
    ['APISIX', true, ['APISIX'], 'gateway'],
    ['SpringMVC', true, ['GENERAL'], 'service'],
    ['ajax', true, ['BROWSER'], 'browser'],
    [null, true, ['FAAS'], 'function'],
    ['HttpClient', false, [], 'external'],
    [null, false, [], 'external'],
  ] as const)('%s, real %s, in %j is a %s', (type, isReal, layers, kind) => {
    expect(kindOf(node('x', { type, isReal, layers: [...layers] }))).toBe(kind);
  });
});

describe('splitGroup', () => {
  it.each([
    ['shop::cart', 'shop', 'cart'],
    ['a::b::c', 'a', 'b::c'],
    ['cart', null, 'cart'],
    ['::cart', null, '::cart'],
    ['shop::', null, 'shop::'],
    ['商店::购物车', '商店', '购物车'],
  ])('of %s', (name, group, label) => {
    expect(splitGroup(name)).toEqual({ group, label });
  });
});

it('neighboursOf leaves a node itself out', () => {
  const graph = graphOf(answerOf('a>a a>b c>b'));
  expect(neighboursOf(graph)).toEqual({ callers: [[], [0, 2], []], callees: [[1], [], [1]] });
});
