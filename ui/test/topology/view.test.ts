// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/lib/topology/model';
import type { Graph } from '../../src/lib/topology/model';
import { around, foldGroups, groupsOf, layersOf, matching, viewOf } from '../../src/lib/topology/view';
import { answerOf, call, node, traffic } from './samples';

const names = (graph: Graph): string[] => graph.nodes.map((each) => each.name);
const calls = (graph: Graph): string[] =>
  graph.edges.map((edge) => `${graph.nodes[edge.source]?.name}>${graph.nodes[edge.target]?.name}`);

describe('around', () => {
  const graph = graphOf(answerOf('a>b b>c c>d x>c d>e e>c'));

  it('takes callers and callees so many calls away, and all calls between them', () => {
    expect(names(around(graph, 'c', 1))).toEqual(['b', 'c', 'd', 'e', 'x']);
    expect(calls(around(graph, 'c', 1))).toEqual(['b>c', 'c>d', 'd>e', 'e>c', 'x>c']);
    expect(names(around(graph, 'b', 1))).toEqual(['a', 'b', 'c']);
    expect(names(around(graph, 'b', 2))).toEqual(['a', 'b', 'c', 'd']);
    expect(names(around(graph, 'b', 5))).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('leaves out other callers of a callee', () => {
    expect(names(around(graph, 'a', 5))).not.toContain('x');
  });

  it('keeps indices right', () => {
    const part = around(graph, 'b', 1);
    expect([...part.indexOf]).toEqual([['a', 0], ['b', 1], ['c', 2]]); // prettier-ignore
  });

  it('is empty for what is not there, and whole where all is reached', () => {
    expect(around(graph, 'nobody', 2)).toEqual({ nodes: [], edges: [], indexOf: new Map() });
    const ring = graphOf(answerOf('a>b b>a'));
    expect(around(ring, 'a', 1)).toBe(ring);
  });
});

describe('foldGroups', () => {
  const graph = graphOf({
    nodes: [
      node('shop::cart', { traffic: traffic(90, 0, 10, 1) }),
      node('shop::pay', { traffic: traffic(10, 5, 10, 1) }),
      node('bank'),
      node('web'),
    ],
    calls: [
      call('web', 'shop::cart', { client: traffic(60, 0) }),
      call('web', 'shop::pay', { client: traffic(40, 2) }),
      call('shop::cart', 'shop::pay', { client: traffic(10) }),
      call('shop::pay', 'bank', { client: traffic(10) }),
      call('bank', 'bank'),
    ],
  });

  it('makes one node of a group, its calls together, its worst health its own', () => {
    const folded = foldGroups(graph, new Set());
    expect(names(folded)).toEqual(['bank', 'shop', 'web']);
    expect(calls(folded)).toEqual(['bank>bank', 'shop>bank', 'web>shop']);
    expect(folded.edges[2]?.traffic).toEqual(traffic(100, 2));
    expect(folded.edges[2]?.health).toBe('warn');
    expect(folded.nodes[1]).toMatchObject({ kind: 'group', members: 2, health: 'bad', id: 'group:shop' });
    expect(folded.nodes[1]?.traffic).toEqual(traffic(100, 5, 10, 1));
  });

  it('leaves a group of one alone', () => {
    expect(foldGroups(graphOf(answerOf('a>one::b b>a')), new Set()).nodes.map((each) => each.id)).toEqual(['a', 'b', 'one::b']);
  });

  it('leaves open groups alone', () => {
    expect(foldGroups(graph, new Set(['shop']))).toBe(graph);
  });

  it('tells groups and layers', () => {
    expect(groupsOf(graph)).toEqual(['shop']);
    expect(layersOf(graph)).toEqual(['GENERAL']);
  });
});

describe('viewOf', () => {
  const graph = graphOf({
    nodes: [node('a'), node('b'), node('m', { layers: ['MESH'] }), node('g::n', { layers: ['MESH'] }), node('g::o')],
    calls: [call('a', 'b'), call('b', 'm'), call('m', 'g::n'), call('g::n', 'g::o')],
  });
  const all = { focus: null, hops: 2, layer: null, fold: false, open: new Set<string>() };

  it('shows all without options', () => {
    expect(viewOf(graph, all)).toBe(graph);
  });

  it('shows a layer with its neighbours', () => {
    expect(names(viewOf(graph, { ...all, layer: 'MESH' }))).toEqual(['b', 'g::n', 'g::o', 'm']);
    expect(names(viewOf(graph, { ...all, layer: 'NONE' }))).toEqual([]);
  });

  it('can focus on a folded group', () => {
    const view = viewOf(graph, { ...all, fold: true, focus: 'group:g', hops: 1 });
    expect(names(view)).toEqual(['g', 'm']);
  });
});

describe('matching', () => {
  const graph = graphOf({
    nodes: [node('Cart'), node('db', { type: 'Mysql' }), node('<b>商店</b>')],
    calls: [],
  });

  it('looks at names and components, whatever the case', () => {
    expect(matching(graph, 'CART')).toEqual([1]);
    expect(matching(graph, 'mysql')).toEqual([2]);
    expect(matching(graph, '商店')).toEqual([0]);
    expect(matching(graph, '<B>')).toEqual([0]);
  });

  it('finds nothing for nothing', () => {
    expect(matching(graph, '  ')).toEqual([]);
    expect(matching(graph, 'absent')).toEqual([]);
  });
});
