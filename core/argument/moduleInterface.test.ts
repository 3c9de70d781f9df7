import { describe, expect, it } from 'vitest';
import { blankCase, blankLink, blankNode } from './blank';
import type { ArgumentNode, CaseDocument, CaseModule } from './document';
import { linkKindFor } from './kinds';
import { moduleInterfaces, type ModuleInterface } from './moduleInterface';

const hidden = { public: false };

function example(): CaseDocument {
  const elements: [string, string, Partial<ArgumentNode>][] = [
    ['G1', 'a', hidden],
    ['C1', 'a', {}],
    ['J1', 'a', {}],
    ['S1', 'a', { ...hidden, kind: 'strategy' }],
    ['G2', 'a', {}],
    ['J2', 'a', hidden],
    ['G3', 'a', { ...hidden, toBeSupportedByContract: true }],
    ['A3', 'a', hidden],
    ['Sn1', 'a', {}],
    ['Sn2', 'a', hidden],
    ['C9', 'a', {}],
    ['AG1', 'a', { ...hidden, kind: 'away-goal', away: cite('b', 'G1') }],
    ['M1', 'a', { ...hidden, kind: 'module', away: cite('b', '') }],
    ['G1', 'b', { ...hidden, undeveloped: true }],
    ['AG1', 'deal', { ...hidden, kind: 'away-goal', away: cite('a', 'G3') }],
  ];
  const kinds = { G: 'goal', C: 'context', J: 'justification', A: 'assumption' } as const;
  const nodes = elements.map(([identifier, module, more]) => {
    const kind = identifier.startsWith('Sn')
      ? 'solution'
      : (Object.entries(kinds).find(([letter]) => identifier.startsWith(letter))?.[1] ?? 'goal');
    return blankNode({
      id: `${module}.${identifier}`,
      identifier,
      module,
      kind,
      public: true,
      ...more,
    });
  });
  const links = [
    'G1 C1',
    'G1 J1',
    'G1 S1',
    'S1 G2',
    'G2 J2',
    'S1 G3',
    'G3 A3',
    'G2 Sn1',
    'G2 Sn2',
  ].map((ends) => {
    const [from = '', to = ''] = ends.split(' ').map((end) => `a.${end}`);
    const kind = linkKindFor(nodes.find(({ id }) => id === to)?.kind ?? 'goal');
    return blankLink({ id: ends, kind, from, to, rank: 'a0' });
  });
  const modules = (['a', 'b', 'deal'] as const).map((name): CaseModule => {
    const kind = name === 'deal' ? 'contract' : 'module';
    return { id: name, name, kind, within: '', title: '', description: '', annotations: {} };
  });
  return blankCase({ module: 'a', root: 'a.G1', nodes, links, modules });
}

function cite(module: string, node: string) {
  return { module, node, baseDigest: null, recordId: null, textLeaf: null };
}

function named(one: ModuleInterface | undefined) {
  const lists = Object.entries(one ?? {}) as [keyof ModuleInterface, ArgumentNode[]][];
  return Object.fromEntries(
    lists.map(([list, nodes]) => [list, nodes.map((node) => node.identifier)]),
  );
}

describe('the interface of a module (GSN 1:4.6.3)', () => {
  it('holds public goals, what waits for support, what both hold in, and what the module rests on', () => {
    const interfaces = moduleInterfaces(example());
    expect(named(interfaces.get('a'))).toEqual({
      goals: ['G2'],
      needing: ['G3'],
      // The justification of G1 is local to it; that of G2 is part of G2.
      scope: ['C1', 'J2', 'A3'],
      citable: ['J1', 'Sn1', 'C9'],
      dependencies: ['AG1', 'M1'],
    });
    expect(named(interfaces.get('b'))).toMatchObject({ goals: [], needing: ['G1'] });
  });

  it('is none where the module is a contract', () => {
    expect(moduleInterfaces(example()).has('deal')).toBe(false);
  });
});
