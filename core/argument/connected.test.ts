import { expect, it } from 'vitest';
import { blankCase, blankDefeater, blankLink, blankNode } from './blank';
import { connectedNodes } from './connected';
import type { ArgumentNode, CaseDocument, CaseModule } from './document';
import { numberedRows } from './numbering';
import { indexArgument, outlineOf } from './outline';
import { claimedNodes } from './reach';

const module = (name: string, kind: CaseModule['kind'] = 'module'): CaseModule => ({
  id: name,
  name,
  kind,
  within: '',
  title: '',
  description: '',
  annotations: {},
});
const goal = (module: string, identifier: string, rest: Partial<ArgumentNode> = {}) =>
  blankNode({
    id: `${module}/${identifier}`,
    kind: 'goal',
    identifier,
    module,
    claim: 'claimed',
    ...rest,
  });
const cites = (
  module: string,
  identifier: string,
  [cited, node]: [string, string],
  kind: ArgumentNode['kind'] = 'away-goal',
) =>
  goal(module, identifier, {
    kind,
    away: { module: cited, node, baseDigest: null, recordId: null, textLeaf: null },
  });
const link = (from: string, to: string) =>
  blankLink({ id: `${from} ${to}`, kind: 'supported-by', from, to, rank: 'a' });

/** The case module argues G1; `links` name elements as `module/identifier`. */
function caseOf(
  modules: CaseModule[],
  nodes: ArgumentNode[],
  links: [string, string][],
): CaseDocument {
  return blankCase({
    module: 'main',
    root: 'main/G1',
    modules: [module('main'), ...modules],
    nodes: [goal('main', 'G1'), ...nodes],
    links: links.map(([from, to]) => link(from, to)),
  });
}

const connected = (document: CaseDocument): string[] =>
  [...connectedNodes(document, indexArgument(document))].sort();
const claimed = (document: CaseDocument): string[] => [...claimedNodes(document)].sort();

it('goes on where an away element cites, and rests on that', () => {
  const document = caseOf(
    [module('sub')],
    [
      cites('main', 'A1', ['sub', 'G2']),
      goal('sub', 'G2', { public: true }),
      goal('sub', 'G3'),
      goal('sub', 'G9'),
      goal('main', 'G9'),
    ],
    [
      ['main/G1', 'main/A1'],
      ['sub/G2', 'sub/G3'],
    ],
  );
  const part = ['main/A1', 'main/G1', 'sub/G2', 'sub/G3'];
  expect(connected(document)).toEqual(part);
  expect(claimed(document)).toEqual(part);
  const rows = outlineOf(document);
  expect(rows.map(({ node, parked }) => [node.id, parked])).toEqual([
    ['main/G1', false],
    ['main/A1', false],
    ['sub/G2', false],
    ['sub/G3', false],
    ['main/G9', true],
    ['sub/G9', true],
  ]);
  // Numbers are those of the argument that the case makes; modules go by identifiers.
  expect(numberedRows(rows).map(({ number }) => number)).toEqual(['', '1', '', '', '', '']);
});

it('rests on nothing that is cited where nobody claims it', () => {
  const document = caseOf(
    [module('sub')],
    [{ ...cites('main', 'A1', ['sub', 'G2']), claim: 'not-claimed' }, goal('sub', 'G2')],
    [['main/G1', 'main/A1']],
  );
  expect(claimed(document)).toEqual(['main/G1']);
  expect(connected(document)).toEqual(['main/A1', 'main/G1', 'sub/G2']);
});

it('holds what a module offers that nobody cites yet, and does not rest on it', () => {
  const nodes = [
    cites('main', 'A1', ['sub', 'G2']),
    goal('sub', 'G2', { public: true }),
    goal('sub', 'G7', { public: true }),
    goal('main', 'G7', { public: true }),
    goal('far', 'G8', { public: true }),
  ];
  const document = caseOf([module('sub'), module('far')], nodes, [['main/G1', 'main/A1']]);
  expect(connected(document)).toEqual(['main/A1', 'main/G1', 'sub/G2', 'sub/G7']);
  expect(claimed(document)).toEqual(['main/A1', 'main/G1', 'sub/G2']);
});

it('rests, by a reference to a module as a whole, on what that makes public, or else on its tops', () => {
  const reference = cites('main', 'M1', ['sub', ''], 'module');
  const inside = [goal('sub', 'G2'), goal('sub', 'G3'), goal('sub', 'G4')];
  const links: [string, string][] = [
    ['main/G1', 'main/M1'],
    ['sub/G2', 'sub/G3'],
  ];
  const plain = caseOf([module('sub')], [reference, ...inside], links);
  expect(claimed(plain)).toEqual(['main/G1', 'main/M1', 'sub/G2', 'sub/G3', 'sub/G4']);
  const [, ...others] = inside;
  const offering = [goal('sub', 'G2', { public: true }), ...others];
  const offered = caseOf([module('sub')], [reference, ...offering], links);
  expect(claimed(offered)).toEqual(['main/G1', 'main/M1', 'sub/G2', 'sub/G3']);
});

it('follows a contract from the goal that waits for it to the module that keeps it', () => {
  const document = caseOf(
    [module('deal', 'contract'), module('sub')],
    [
      goal('main', 'W1', { toBeSupportedByContract: true }),
      cites('deal', 'A1', ['main', 'W1']),
      cites('deal', 'A2', ['sub', 'G2']),
      goal('sub', 'G2', { public: true }),
    ],
    [
      ['main/G1', 'main/W1'],
      ['deal/A1', 'deal/A2'],
    ],
  );
  expect(claimed(document)).toEqual(['deal/A1', 'deal/A2', 'main/G1', 'main/W1', 'sub/G2']);
});

it('holds the argument of a challenge, with what it cites, and does not rest on it', () => {
  const nodes = [
    goal('main', 'G5'),
    cites('main', 'A1', ['sub', 'G2']),
    goal('sub', 'G2', { public: true }),
  ];
  const document = {
    ...caseOf([module('sub')], nodes, [['main/G5', 'main/A1']]),
    defeaters: [
      blankDefeater({
        id: 'D1',
        identifier: 'D1',
        target: { node: 'main/G1' },
        argument: 'main/G5',
      }),
    ],
  };
  expect(connected(document)).toEqual(['main/A1', 'main/G1', 'main/G5', 'sub/G2']);
  expect(claimed(document)).toEqual(['main/G1']);
});

it('cites nothing beyond the case', () => {
  const document = caseOf(
    [],
    [cites('main', 'A1', ['base', 'G2']), goal('base', 'G2')],
    [['main/G1', 'main/A1']],
  );
  expect(connected(document)).toEqual(['main/A1', 'main/G1']);
});

it('walks a module once, however many refer to it, and one name of many means one element', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => at);
  const document = caseOf(
    [module('sub')],
    [
      ...many.map((at) => cites('main', `M${at}`, ['sub', ''], 'module')),
      ...many.map((at) => goal('sub', 'G2', { id: `sub/${at}`, public: true })),
      ...many.map((at) => cites('main', `A${at}`, ['sub', 'G2'])),
    ],
    many.flatMap((at): [string, string][] => [
      ['main/G1', `main/M${at}`],
      ['main/G1', `main/A${at}`],
    ]),
  );
  expect(claimedNodes(document).size).toBe(60_001);
  expect(connectedNodes(document, indexArgument(document)).size).toBe(60_001);
});
