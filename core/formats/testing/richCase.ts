import fc from 'fast-check';
import {
  AUTHOR_CLAIMS,
  OPEN_PROBLEM_BASES,
  PROVENANCE_MARKS,
  REACHES,
  type ArgumentNode,
  type CaseDocument,
  type CaseModule,
  type Id,
  type NamedInterface,
  type RichText,
} from '@/core/argument/document';
import { isAway, isCitation } from '@/core/argument/kinds';
import { normaliseDocument } from '@/core/argument/structureDoc';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { supportCycle } from '../supportCycle';

const ANNOTATIONS: readonly Record<string, string>[] = [
  {},
  { url: 'https://example.org/1', classes: 'red wide' },
  { horizontalIndex: 'relative: -1', rankIncrement: '2' },
  { horizontalIndex: 'somewhere', rankIncrement: 'much', classes: ' ' },
  { text: 'not the text', 'casewright-claim': 'not the claim', reference: 'hara.pdf' },
  { 'layer 1': 'yes', constructor: '', '0': '~', 'a: b': 'null' },
];

const LABELS = ['{m}', 'some\u0001 {n}', ' m '];

const BODY: RichText = {
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'In full.', marks: [{ type: 'bold' }] }] },
  ],
};

/**
 * Cases with what {@link arbitraryCase} leaves blank: every field of an element, modules that cite and
 * contain each other, named interfaces, choices, annotations, rich text, answers and names that stand
 * twice.
 */
export function richCase(): fc.Arbitrary<CaseDocument> {
  return fc
    .tuple(arbitraryCase(), fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }))
    .map(([document, numbers]) => normaliseDocument(enrich(document, numbers)))
    .filter((document) => supportCycle(document) === null);
}

function enrich(document: CaseDocument, numbers: readonly number[]): CaseDocument {
  let at = 0;
  const draw = () => numbers[at++ % numbers.length] ?? 0;
  const pick = <T>(list: readonly T[]): T | null => list[draw() % (list.length * 3)] ?? null;
  const words = ['', 'A note', 'two\nlines', ' blank ', 'x: y # z'];
  const nodes = document.nodes.map((node, index): ArgumentNode => {
    const isElsewhere = index > 0 && draw() % 3 === 0;
    return {
      ...node,
      module: isElsewhere ? (draw() % 4 === 0 ? 'inner' : 'sub') : node.module,
      reach: pick(REACHES),
      claim: pick(AUTHOR_CLAIMS) ?? 'draft',
      openProblem: pick(OPEN_PROBLEM_BASES),
      provenance: pick(PROVENANCE_MARKS),
      notes: pick(words) ?? '',
      evidenceNeeded: pick(words) ?? '',
      sourceSection: pick(words) ?? '',
      localNote: pick(words) ?? '',
      instantiation: pick(words) ?? '',
      collapsed: draw() % 5 === 0,
      annotations: { ...pick(ANNOTATIONS) },
    };
  });
  const named = nodes.map((node, index): ArgumentNode => {
    const target = nodes.find(
      ({ kind, module }) => `away-${kind}` === node.kind && module !== node.module,
    );
    if (isAway(node.kind) && target && draw() % 2 === 0) {
      const { id, kind, module } = node;
      const isPlain = draw() % 2 === 0;
      const away = {
        module: target.module,
        node: target.identifier,
        baseDigest: null,
        recordId: null,
        textLeaf: null,
      };
      const plain: ArgumentNode = {
        ...node,
        ...(isPlain && {
          reach: null,
          claim: 'draft',
          openProblem: null,
          provenance: null,
          notes: '',
          evidenceNeeded: '',
          sourceSection: '',
          localNote: '',
          instantiation: '',
          collapsed: false,
          undeveloped: false,
          public: false,
          uninstantiated: false,
          defeat: null,
          annotations: {},
        }),
        id,
        kind,
        module,
        away,
      };
      return { ...plain, identifier: target.identifier };
    }
    if (isCitation(node.kind) || node.module === document.module || draw() % 4 !== 0) return node;
    const other = nodes.find((one) => one.module === document.module && one.kind === node.kind);
    const twin = nodes.findIndex((one) => one.module === 'sub' && one.kind === node.kind);
    return other && twin === index ? { ...node, identifier: other.identifier } : node;
  });
  // Within one module a name stands once (GSN 1:2.1.2).
  const taken = new Set<string>();
  for (const [index, node] of named.entries()) {
    const original = document.nodes[index]?.identifier ?? '';
    if (taken.has(`${node.module} ${node.identifier}`)) node.identifier = original;
    taken.add(`${node.module} ${node.identifier}`);
  }
  const goals = named.filter(({ kind }) => kind === 'goal').map(({ id }) => id);
  const strategy = named.find(({ kind }) => kind === 'strategy');
  if (strategy && goals.length > 1) {
    strategy.choice = {
      min: 1,
      ...(draw() % 2 === 0 && { label: pick(LABELS) ?? 'm' }),
      of: goals.slice(0, 2),
      optional: goals.slice(1, 2),
      supportingOnly: [],
    };
  }
  return {
    ...document,
    root: draw() % 4 === 0 ? (named.at(-1)?.id ?? null) : draw() % 5 === 0 ? null : document.root,
    nodes: named,
    defeaters: document.defeaters.map((one) => ({ ...one, response: pick(words) ?? '' })),
    modules: draw() % 2 === 0 ? nestedModules(document.modules, pick) : [],
    interfaces: draw() % 3 === 0 ? [] : interfacesOf(named, pick),
    bodies: draw() % 2 === 0 ? { [named[0]?.id ?? '']: BODY } : {},
  };
}

type Pick = <T>(list: readonly T[]) => T | null;

/** Modules in modules, also such as contain each other or stand in one that is not there. */
function nestedModules(given: readonly CaseModule[], pick: Pick): CaseModule[] {
  const containers = ['main', 'sub', 'inner', 'nowhere'];
  const own = given.map((module) => ({ ...module, within: pick(containers) ?? '' }));
  const further = (['sub', 'inner', 'innermost'] as const).map((name, at): CaseModule => ({
    id: `6${at}`.padEnd(32, '0'),
    name,
    kind: name === 'sub' ? 'contract' : 'module',
    within: pick(containers) ?? (name === 'innermost' ? 'inner' : 'main'),
    title: 'Sub',
    description: 'Of the other',
    annotations: { owner: 'them' },
  }));
  return [...own, ...further];
}

/** Interfaces of a module that is there and of one that is not, some elements under other names. */
function interfacesOf(nodes: readonly ArgumentNode[], pick: Pick): NamedInterface[] {
  const ids = nodes.map(({ id }) => id);
  const shown = [...new Set([pick(ids), pick(ids), pick(ids)])].filter((id) => id !== null);
  const aliased = [pick(shown), pick(ids)].filter((id): id is Id => id !== null);
  return ['main', 'sub', 'nowhere'].map((module, at) => ({
    id: `7${at}`.padEnd(32, '0'),
    module,
    name: at === 0 ? 'for operators' : `of ${module}`,
    description: pick(['What they may rest on', ' two\nlines ']) ?? '',
    elements: at === 2 ? [] : shown,
    aliases: Object.fromEntries(aliased.map((id, index) => [id, `X${index + 1}`])),
  }));
}
