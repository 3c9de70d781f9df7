import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { blankCase, blankLink, blankNode } from '@/core/argument/blank';
import type { CaseDocument, Id } from '@/core/argument/document';
import { DocumentReader } from '@/core/argument/documentReader';
import {
  addLink,
  addNode,
  moveNode,
  moveUp,
  removeDefeater,
  removeLink,
  removeNode,
  setClaim,
} from '@/core/argument/edits';
import { addRecord, assignField, setFact, setField, setMeta } from '@/core/argument/fieldEdits';
import { connectedNodes } from '@/core/argument/connected';
import { countingIds, type IdSource } from '@/core/argument/ids';
import { linkKindFor } from '@/core/argument/kinds';
import { indexArgument, outlineOf } from '@/core/argument/outline';
import { claimedNodes } from '@/core/argument/reach';
import {
  addCriterion,
  addDefeater,
  addEvidenceReference,
  setParameter,
  removeRecord,
} from '@/core/argument/recordEdits';
import { writeDocument } from '@/core/argument/structureDoc';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { builtInTemplate, TEMPLATES } from '@/core/templates/templates';
import { checkDocument } from './checkDocument';
import { away, composed, whole } from './composed.fixture';
import type { CheckContext, Finding } from './finding';
import { CaseIndex } from './incremental/caseIndex';
import { IncrementalChecker } from './incrementalChecker';
import { nodeNamed, wellFormedCase, withNode } from './wellFormed.fixture';

const EDITS = [
  'text',
  'same text',
  'identifier',
  'kind',
  'claim',
  'undeveloped',
  'public',
  'module',
  'cite',
  'contract',
  'modules',
  'offer',
  'unoffer',
  'instantiation',
  'defeat',
  'add',
  'park',
  'remove',
  'link',
  'unlink',
  'move',
  'up',
  'root',
  'doubt',
  'counter',
  'undoubt',
  'argue',
  'evidence',
  'criterion',
  'fact',
  'parameter',
] as const;

interface Step {
  edit: (typeof EDITS)[number];
  at: number;
  to: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  edit: fc.constantFrom(...EDITS),
  at: fc.nat(200),
  to: fc.nat(200),
});

/** Makes one edit, as people make them: on the live document. */
function apply(doc: Y.Doc, document: CaseDocument, { edit, at, to }: Step, ids: IdSource): void {
  const pick = <T>(list: readonly T[], drawn: number): T | undefined => list[drawn % list.length];
  const node = pick(document.nodes, at);
  const other = pick(document.nodes, to);
  const link = pick(document.links, at);
  const defeater = pick(document.defeaters, at);
  const odd = to % 2 === 1;
  if (!node || !other) {
    addNode(doc, { kind: 'goal', identifier: 'G1' }, 'me', ids);
    return;
  }
  const set = (field: string, value: unknown): void =>
    void assignField(doc, 'nodes', node.id, field, value, 'me');
  switch (edit) {
    case 'text':
      return set('text', pick(['It is safe.', 'All {k} hold. Twice.', '', 'Say {x}; {y}'], to));
    case 'same text':
      return set('text', other.text);
    case 'identifier':
      return set('identifier', odd ? other.identifier : `G${to}`);
    case 'kind':
      return set('kind', other.kind);
    case 'claim':
      return void setClaim(
        doc,
        node.id,
        pick(['draft', 'claimed', 'not-claimed'] as const, to) ?? 'draft',
        'me',
      );
    case 'undeveloped':
      return set('undeveloped', odd);
    case 'public':
      return set('public', odd);
    case 'module':
      return set('module', odd ? 'other' : 'main');
    case 'cite':
      set('kind', pick(['away-goal', 'away-context', 'module', 'contract'] as const, at + to));
      return set('away', {
        module: odd ? other.module : 'other',
        node: to % 3 === 0 ? '' : other.identifier,
        baseDigest: null,
        recordId: null,
        textLeaf: null,
      });
    case 'contract':
      return set('toBeSupportedByContract', odd);
    case 'modules':
      return void addRecord(
        doc,
        'modules',
        ids(),
        {
          name: odd ? 'other' : 'sub',
          kind: at % 2 === 1 ? 'contract' : 'module',
          within: pick(['', '', 'sub', 'other', 'main'], to) ?? '',
          title: '',
          description: '',
          annotations: {},
        },
        'me',
      );
    case 'offer':
      return void addRecord(
        doc,
        'interfaces',
        ids(),
        {
          module: pick(['main', 'other', 'sub', ''], at) ?? '',
          name: odd ? 'api' : '',
          description: odd ? '{x}' : '',
          elements: [...new Set([node.id, other.id])].sort(),
          aliases: odd ? { [node.id]: other.identifier || 'X1' } : {},
        },
        'me',
      );
    case 'unoffer': {
      const offered = pick(document.interfaces, at);
      return offered && void removeRecord(doc, 'interfaces', offered.id, 'me');
    }
    case 'instantiation':
      return set('instantiation', odd ? 'the {x} of it' : '');
    case 'defeat':
      return set('defeat', odd ? { outcome: 'defeated', reason: '' } : null);
    case 'add':
      return void addNode(
        doc,
        { kind: other.kind, identifier: `N${to}`, parent: node.id },
        'me',
        ids,
      );
    case 'park':
      return void addNode(doc, { kind: other.kind, identifier: `N${to}` }, 'me', ids);
    case 'remove':
      return void removeNode(doc, node.id, 'me');
    case 'link':
      return void addLink(
        doc,
        { kind: linkKindFor(other.kind), from: node.id, to: other.id },
        'me',
        ids,
      );
    case 'unlink':
      return link && void removeLink(doc, link.id, 'me');
    case 'move':
      return link && void moveNode(doc, link.id, { parent: other.id, index: to % 3 }, 'me');
    case 'up':
      return link && void moveUp(doc, link.id, 'me');
    case 'root':
      return setMeta(doc, 'root', odd ? node.id : null, 'me');
    case 'doubt':
      return void addDefeater(doc, doubt({ node: node.id }, odd ? other.id : null), 'me', ids);
    case 'counter':
      return (
        defeater && void addDefeater(doc, doubt({ defeater: defeater.id }, other.id), 'me', ids)
      );
    case 'undoubt':
      return defeater && void removeDefeater(doc, defeater.id, 'me');
    case 'argue':
      return (
        defeater &&
        void setField(doc, 'defeaters', defeater.id, 'argument', odd ? other.id : null, 'me')
      );
    case 'evidence':
      return void addEvidenceReference(
        doc,
        { node: node.id, evidence: `e${to % 3}`, shows: '' },
        'me',
        ids,
      );
    case 'criterion':
      return void addCriterion(
        doc,
        { node: node.id, metric: 'rate', comparator: '<=', value: '1', unit: '', failure: '{x}' },
        'me',
        ids,
      );
    case 'fact':
      return setFact(doc, 'decision', odd ? 'May it be used?' : '', 'me');
    case 'parameter':
      return setParameter(doc, pick(['k', 'x', 'y'], at) ?? 'k', odd ? 'filled' : '', 'me');
  }
}

function doubt(target: { node: Id } | { defeater: Id }, argument: Id | null) {
  return {
    identifier: 'D1',
    kind: 'rebut',
    text: '',
    origin: 'author',
    target,
    response: '',
    argument,
    defeat: null,
  } as const;
}

/** The survey of an edited case says what a reading of all of it says. */
function expectSurveyed(index: CaseIndex, document: CaseDocument): void {
  index.update(document);
  const { survey, graph } = index;
  const rows = outlineOf(document).filter(({ repeated }) => !repeated);
  const connected = connectedNodes(document, indexArgument(document));
  const claimed = claimedNodes(document);
  const said = Array.from(survey.reading, (slot) => {
    const place = graph.at(slot);
    return place && [place.id, survey.isParked(place), survey.isClaimed(place)];
  });
  expect(said).toEqual(
    rows.map(({ node }) => [node.id, !connected.has(node.id), claimed.has(node.id)]),
  );
  expect(rows.map(({ parked }) => parked)).toEqual(rows.map(({ node }) => !connected.has(node.id)));
}

/** Checks both ways after each edit, and what both rest on. */
function follow(
  start: CaseDocument,
  steps: readonly Step[],
  context: CheckContext,
  found?: (findings: readonly Finding[]) => void,
): void {
  const doc = new Y.Doc();
  const ids = countingIds();
  writeDocument(doc, start, ids);
  const reader = DocumentReader.follow(doc);
  const checker = new IncrementalChecker();
  const index = new CaseIndex();
  let { document } = reader.read();
  expectSurveyed(index, document);
  expect(checker.check(document, context)).toEqual(checkDocument(document, context));
  for (const one of steps) {
    apply(doc, document, one, ids);
    document = reader.read().document;
    expectSurveyed(index, document);
    const findings = checker.check(document, context);
    expect(findings).toEqual(checkDocument(document, context));
    found?.(findings);
  }
  reader.stop();
}

describe('the incremental checker', () => {
  it('finds what a full check finds, after any sequence of edits', () => {
    fc.assert(
      fc.property(arbitraryCase(), fc.array(step, { maxLength: 25 }), (start, steps) => {
        follow(start, steps, {});
      }),
      { seed: 20_311, numRuns: 150 },
    );
  });

  for (const { id } of TEMPLATES) {
    it(`finds what a full check finds, after edits of ${id}`, () => {
      const context: CheckContext = {
        evidence: new Map([['e1', { title: 'Log', state: 'stale', illustrative: true }]]),
      };
      fc.assert(
        fc.property(fc.array(step, { minLength: 8, maxLength: 20 }), (steps) => {
          follow(builtInTemplate(id, countingIds()), steps, context);
        }),
        { seed: 20_312, numRuns: 6 },
      );
    });
  }

  it('finds what a full check finds, as modules come to support each other and cease to', () => {
    const elements = {
      'main.G1': {},
      'main.A1': away('other.G1'),
      'other.G1': {},
      'other.A1': away('main.G2'),
      'main.G2': {},
      'deal.A1': away('main.G1'),
      'deal.A2': whole('other'),
    };
    const start = composed(elements, [
      'main.G1 > main.A1',
      'other.G1 > other.A1',
      'main.G1 > main.G2',
      'deal.A1 > deal.A2',
    ]);
    const edits = [
      'cite',
      'module',
      'link',
      'unlink',
      'public',
      'contract',
      'modules',
      'identifier',
    ];
    const modular = step.filter(({ edit }) => edits.includes(edit));
    let circles = 0;
    fc.assert(
      fc.property(fc.array(modular, { minLength: 8, maxLength: 20 }), (steps) => {
        follow(start, steps, {}, (findings) => {
          if (findings.some(({ rule }) => rule === 'modules-acyclic')) circles += 1;
        });
      }),
      { seed: 20_314, numRuns: 120 },
    );
    expect(circles).toBeGreaterThan(100);
  });

  it('finds what a full check finds, as elements with many links go and others come', () => {
    const edits = ['add', 'park', 'remove', 'link', 'unlink', 'move'];
    const structural = step.filter(({ edit }) => edits.includes(edit));
    fc.assert(
      fc.property(fc.array(structural, { minLength: 20, maxLength: 40 }), (steps) => {
        follow(wellFormedCase(), steps, {});
      }),
      { seed: 20_315, numRuns: 40 },
    );
  });

  it('keeps the findings that an edit does not touch', () => {
    const start = withNode(wellFormedCase(), 'AC1', { openProblem: 'report' });
    const checker = new IncrementalChecker();
    const before = checker.check(start);
    const { id } = nodeNamed(start, 'AC2');
    const nodes = start.nodes.map((node) => (node.id === id ? { ...node, text: '' } : node));
    const after = checker.check({ ...start, nodes });
    const problem = before.find(({ rule }) => rule === 'open-problem');
    expect(problem).toBeDefined();
    expect(after.find(({ rule }) => rule === 'open-problem')).toBe(problem);
    expect(after.map(({ rule }) => rule)).toContain('identifier-and-statement');
  });

  it('looks again when what is known besides the document changes', () => {
    const document = wellFormedCase();
    const checker = new IncrementalChecker();
    expect(checker.check(document)).toEqual([]);
    const context: CheckContext = { evidence: new Map() };
    expect(checker.check(document, context)).toEqual(checkDocument(document, context));
    expect(checker.check(document)).toEqual([]);
  });

  // A look at the others for each of them took the better part of a minute, or all memory.
  it('looks once at what twenty thousand nodes share: words, a name, a module', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => at);
    const away = { module: 'sub', node: '', baseDigest: null, recordId: null, textLeaf: null };
    const references = many.map((at) =>
      blankNode({ id: `M${at}`, identifier: `M${at}`, kind: 'module', module: 'main', away }),
    );
    const alike = many.map((at) =>
      blankNode({
        id: `G${at}`,
        kind: 'goal',
        identifier: 'G2',
        module: 'sub',
        text: 'It holds.',
        public: true,
      }),
    );
    const citing = many.map((at) =>
      blankNode({
        id: `A${at}`,
        identifier: `A${at}`,
        kind: 'away-goal',
        module: 'main',
        away: { ...away, node: 'G2' },
      }),
    );
    const root = blankNode({
      id: 'root',
      kind: 'goal',
      identifier: 'G1',
      module: 'main',
      text: 'All is well.',
    });
    const links = [...references, ...citing].map(({ id }) =>
      blankLink({ id: `root ${id}`, kind: 'supported-by', from: 'root', to: id, rank: 'a' }),
    );
    const modules = [
      {
        id: 'sub',
        name: 'sub',
        kind: 'module',
        within: '',
        title: '',
        description: '',
        annotations: {},
      },
    ] as const;
    const findings = checkDocument(
      blankCase({
        module: 'main',
        root: 'root',
        modules: [...modules],
        nodes: [root, ...references, ...alike, ...citing],
        links,
      }),
    );
    const found = (rule: string) => findings.filter((finding) => finding.rule === rule).length;
    expect(found('connected')).toBe(0);
    expect(found('identifier-unique')).toBe(20_000);
  });
});
