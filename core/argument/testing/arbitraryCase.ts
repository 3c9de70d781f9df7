import fc from 'fast-check';
import { blankCase, blankDefeater, blankLink, blankNode } from '../blank';
import {
  DEFEAT_OUTCOMES,
  DEFEATER_KINDS,
  DEFEATER_ORIGINS,
  NODE_KINDS,
  type ArgumentLink,
  type ArgumentNode,
  type CaseDocument,
  type CaseModule,
  type ClaimPoint,
  type DefeatDecision,
  type Defeater,
  type Id,
} from '../document';
import { nextIdentifier, type NumberedKind } from '../ids';
import { isCitation, linkKindFor } from '../kinds';
import { ranksFrom } from '../rank';
import { normaliseDocument } from '../structureDoc';

/** Ids of the n-th record of a list: the same in every run. */
function idOf(list: number, index: number): Id {
  return `${list}${index.toString(16).padStart(31, '0')}`;
}

const words = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.lorem({ mode: 'sentences', maxCount: 2 }) },
  // What has a meaning in one of the formats that a text may pass through.
  fc.constantFrom(
    '- S1: not a list (G1)',
    'a: "b" #c',
    ' leading and trailing ',
    'two\nlines\n\nand a third',
    '<b>&amp;</b> ]]>',
    '{braces} [brackets] ^G1 *bold* `code`',
    'null',
    '~',
    '0123',
    'yes',
  ),
);

const decision: fc.Arbitrary<DefeatDecision | null> = fc.option(
  // yjs takes plain objects alone.
  fc.record(
    { outcome: fc.constantFrom(...DEFEAT_OUTCOMES), reason: words },
    { noNullPrototype: true },
  ),
  { freq: 4 },
);

interface Drawn {
  kinds: readonly ArgumentNode['kind'][];
  texts: readonly string[];
  flags: readonly boolean[];
  decisions: readonly (DefeatDecision | null)[];
  ends: readonly { from: number; to: number; pattern: number }[];
  doubts: readonly { kind: number; target: number; text: string; argument: number }[];
  points: readonly { target: number; argument: number }[];
  title: string;
}

/**
 * Any case that GSN v3 can express, small enough to be shrunk: every kind of element, shared elements,
 * parked ones, modules, patterns, claim points and challenges to elements, relationships and
 * challenges. Links lead from earlier to later elements, so that nothing supports itself.
 */
export function arbitraryCase(size = 14): fc.Arbitrary<CaseDocument> {
  const at = fc.nat(1_000);
  return fc
    .record<Drawn>({
      kinds: fc.array(fc.constantFrom(...NODE_KINDS), { minLength: 1, maxLength: size }),
      texts: fc.array(words, { minLength: size, maxLength: size }),
      flags: fc.array(fc.boolean(), { minLength: 4 * size, maxLength: 4 * size }),
      decisions: fc.array(decision, { minLength: size, maxLength: size }),
      ends: fc.array(fc.record({ from: at, to: at, pattern: fc.nat(12) }), { maxLength: 2 * size }),
      doubts: fc.array(fc.record({ kind: at, target: at, text: words, argument: at }), {
        maxLength: 4,
      }),
      points: fc.array(fc.record({ target: at, argument: at }), { maxLength: 2 }),
      title: words,
    })
    .map(caseFrom);
}

function caseFrom(drawn: Drawn): CaseDocument {
  const used: string[] = [];
  const named = (kind: NumberedKind): string => {
    const identifier = nextIdentifier(kind, used);
    used.push(identifier);
    return identifier;
  };
  const nodes = drawn.kinds.map((drawnKind, index): ArgumentNode => {
    const kind = index === 0 ? 'goal' : drawnKind;
    const [undeveloped, isPublic, uninstantiated, byContract] = drawn.flags.slice(4 * index);
    const isClaim = kind === 'goal' || kind === 'strategy';
    return blankNode({
      id: idOf(1, index),
      kind,
      identifier: named(kind),
      module: 'main',
      text: isCitation(kind) ? '' : (drawn.texts[index] ?? ''),
      undeveloped: isClaim && undeveloped === true,
      public: isPublic === true,
      uninstantiated: uninstantiated === true,
      toBeSupportedByContract: kind === 'goal' && byContract === true,
      away: isCitation(kind)
        ? {
            module: 'other',
            node: kind === 'module' || kind === 'contract' ? '' : `X${index}`,
            baseDigest: null,
            recordId: null,
            textLeaf: null,
          }
        : null,
      defeat: drawn.decisions[index] ?? null,
    });
  });
  const links = linksFrom(drawn, nodes);
  const defeaters = drawn.doubts.map((doubt, index): Defeater => {
    const argument = doubt.argument % 3 === 0 ? pick(nodes, doubt.argument) : undefined;
    return blankDefeater({
      id: idOf(3, index),
      identifier: named('defeater'),
      kind: pick(DEFEATER_KINDS, doubt.kind) ?? 'rebut',
      origin: pick(DEFEATER_ORIGINS, doubt.kind) ?? 'author',
      text: doubt.text,
      target: aim(doubt.target, nodes, links, index),
      argument: argument?.kind === 'goal' || argument?.kind === 'solution' ? argument.id : null,
      defeat: drawn.decisions[index] ?? null,
    });
  });
  const claimPoints = drawn.points.map((point, index): ClaimPoint => {
    const link = pick(links, point.target);
    return {
      id: idOf(4, index),
      identifier: named('claim-point'),
      target: link ? { link: link.id } : { node: nodes[0]?.id ?? '' },
      argument: pick(nodes, point.argument)?.id ?? null,
      module: '',
    };
  });
  const modules: CaseModule[] = [
    {
      id: idOf(5, 0),
      name: 'main',
      kind: 'module',
      within: '',
      title: drawn.title,
      description: '',
      annotations: {},
    },
  ];
  return normaliseDocument(
    blankCase({
      title: drawn.title,
      module: 'main',
      root: nodes[0]?.id ?? null,
      nodes,
      links,
      defeaters,
      claimPoints,
      modules,
    }),
  );
}

function linksFrom(drawn: Drawn, nodes: readonly ArgumentNode[]): ArgumentLink[] {
  const ranks = ranksFrom(drawn.ends.length);
  const seen = new Set<string>();
  return drawn.ends.flatMap(({ from, to, pattern }, index) => {
    const [above, below] = [from % nodes.length, to % nodes.length].sort((a, b) => a - b);
    const [parent, child] = [nodes[above ?? 0], nodes[below ?? 0]];
    if (!parent || !child || parent === child || seen.has(`${parent.id} ${child.id}`)) return [];
    seen.add(`${parent.id} ${child.id}`);
    return [
      blankLink({
        id: idOf(2, index),
        kind: linkKindFor(child.kind),
        from: parent.id,
        to: child.id,
        rank: ranks[index] ?? '',
        multiplicity:
          pattern === 0
            ? { min: 0, max: 1, label: '' }
            : pattern === 1
              ? { min: 1, max: null, label: 'n' }
              : null,
        defeat: pattern === 2 ? { outcome: 'defeated', reason: 'It does not follow.' } : null,
      }),
    ];
  });
}

function aim(
  drawn: number,
  nodes: readonly ArgumentNode[],
  links: readonly ArgumentLink[],
  index: number,
): Defeater['target'] {
  const link = drawn % 3 === 0 ? pick(links, drawn) : undefined;
  if (link) return { link: link.id };
  if (drawn % 3 === 1 && index > 0) return { defeater: idOf(3, drawn % index) };
  return { node: pick(nodes, drawn)?.id ?? '' };
}

function pick<T>(list: readonly T[], drawn: number): T | undefined {
  return list[drawn % Math.max(1, list.length)];
}
