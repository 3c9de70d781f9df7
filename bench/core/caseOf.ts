import { blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument, NodeKind } from '@/core/argument/document';
import { emptyFacts } from '@/core/argument/facts';
import { linkKindFor } from '@/core/argument/kinds';
import { ranksFrom } from '@/core/argument/rank';

const WORDS =
  'the system keeps every monitored action of a deployed model within limits that reviewers set before the window began and shows it'.split(
    ' ',
  );

/** Below each goal: what argues for it. */
const BELOW: readonly NodeKind[] = ['context', 'strategy', 'goal', 'goal', 'goal', 'solution'];

/**
 * A case of `n` elements shaped as cases are: statements of twenty words, three in ten elements with
 * a body of sixty, evidence and criteria below. The same in every run.
 */
export function caseOf(n: number): CaseDocument {
  const nodes: ArgumentNode[] = [];
  const parents: number[] = [];
  const claims: number[] = [];
  const add = (kind: NodeKind, parent: number | null) => {
    const at = nodes.length;
    nodes.push(
      blankNode({
        id: idOf(1, at),
        kind,
        identifier: `${kind.charAt(0).toUpperCase()}${at}`,
        module: 'main',
        text: words(at, 20),
        claim: 'claimed',
        undeveloped: false,
      }),
    );
    if (parent !== null) parents[at] = parent;
    if (kind === 'goal' || kind === 'strategy') claims.push(at);
  };
  add('goal', null);
  for (let at = 0; nodes.length < n; at += 1) {
    const parent = claims[at] ?? 0;
    for (const kind of BELOW) {
      if (nodes.length < n && allowed(nodes[parent]?.kind, kind)) add(kind, parent);
    }
  }
  const ranks = ranksFrom(n);
  const solutions = nodes.filter(({ kind }) => kind === 'solution');
  return {
    schema: 'casewright/1',
    kind: 'base',
    title: 'A case for measuring',
    module: 'main',
    root: nodes[0]?.id ?? null,
    parameters: [],
    nodes,
    links: nodes.slice(1).map((node, index) =>
      blankLink({
        id: idOf(2, index),
        kind: linkKindFor(node.kind),
        from: nodes[parents[index + 1] ?? 0]?.id ?? '',
        to: node.id,
        rank: ranks[index] ?? '',
      }),
    ),
    conditions: [],
    defeaters: [],
    claimPoints: [],
    modules: [],
    evidence: solutions.map(({ id }, index) => ({
      id: idOf(3, index),
      node: id,
      evidence: idOf(4, index),
      shows: words(index, 8),
    })),
    criteria: solutions.map(({ id }, index) => ({
      id: idOf(5, index),
      node: id,
      metric: 'accuracy/mean',
      comparator: '>=',
      value: '0.95',
      unit: '',
      failure: words(index, 10),
    })),
    indicators: [],
    facts: emptyFacts(),
    contract: null,
    template: null,
    bodies: Object.fromEntries(
      nodes.flatMap(({ id }, at) =>
        at % 10 < 3
          ? [
              [
                id,
                {
                  type: 'doc',
                  content: [
                    { type: 'paragraph', content: [{ type: 'text', text: words(at, 60) }] },
                  ],
                },
              ],
            ]
          : [],
      ),
    ),
  };
}

/** What GSN lets support what (Table 1:2-2). */
function allowed(parent: NodeKind | undefined, kind: NodeKind): boolean {
  return parent === 'strategy' ? kind === 'goal' || kind === 'context' : true;
}

function idOf(list: number, index: number): string {
  return `${list}${index.toString(16).padStart(31, '0')}`;
}

function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, at) => WORDS[(seed * 7 + at * 3) % WORDS.length]).join(
    ' ',
  );
}
