import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import type { ExportLoss } from '../exportFormats';
import { readingOrder, topOf } from '../readingOrder';
import { derivedCitations, type Derived } from './citations';
import { FileKeys } from './fileKeys';
import { UNSAFE_NAME } from './source';
import { WrittenChallenges } from './writtenChallenges';

/** Names that no element of a file can have. */
const RESERVED = ['module', '<<', UNSAFE_NAME];

/** What is written under which name, and what is left for the reader to derive. */
export interface Plan {
  document: CaseDocument;
  index: ArgumentIndex;
  /** Elements that stand in the file, in its order. */
  written: readonly ArgumentNode[];
  derived: ReadonlyMap<Id, Derived>;
  /** Name by which the file refers to an element. */
  keyOf: (id: Id) => string;
  keys: FileKeys;
  challenges: WrittenChallenges;
  /** Whether the reader finds the top of the argument by itself. */
  isTopFound: boolean;
}

/** @param losses takes the challenges and claim points that nothing can carry */
export function planOf(document: CaseDocument, losses: ExportLoss[]): Plan {
  const named = namedElsewhere(document);
  const index = indexArgument(document);
  const challenges = new WrittenChallenges(document, index, losses);
  const first = planWith(document, named, index, challenges);
  const isRootDerived = document.root !== null && first.derived.has(document.root);
  if (first.isTopFound || !isRootDerived) return first;
  return planWith(document, new Set([...named, document.root ?? '']), index, challenges);
}

function planWith(
  document: CaseDocument,
  explicit: ReadonlySet<Id>,
  index: ArgumentIndex,
  challenges: WrittenChallenges,
): Plan {
  const order = readingOrder(document, index);
  const derived = derivedCitations(document, index, explicit);
  const keys = new FileKeys(RESERVED);
  const names = new Map<Id, string>();
  const name = ({ id, identifier }: ArgumentNode) => names.set(id, keys.take(identifier, 'N'));
  for (const node of order) if (!derived.has(node.id)) name(node);
  for (const node of order) {
    const how = derived.get(node.id);
    if (how?.by !== 'name' || !keys.has(how.name)) continue;
    // Something else in the file has the name, so this one has to be spelled out.
    derived.delete(node.id);
    name(node);
  }
  const written = order.filter(({ id }) => !derived.has(id));
  const top = topOf({
    nodes: [...written, ...order.filter(({ id }) => derived.has(id))].filter(
      ({ module }, _, all) =>
        module === document.module || all.every((node) => node.module !== document.module),
    ),
    links: document.links,
  });
  return {
    document,
    index,
    written,
    derived,
    keys,
    challenges,
    isTopFound: top?.id === (document.root ?? undefined),
    keyOf: (id) => {
      const how = derived.get(id);
      if (how?.by === 'name') return how.name;
      return names.get(how?.by === 'reference' ? how.target.id : id) ?? '';
    },
  };
}

/** Elements and links that something else in the case names, so that they need a name in the file. */
function namedElsewhere(document: CaseDocument): Set<Id> {
  const { nodes, defeaters, claimPoints, interfaces, bodies } = document;
  const targets = [...defeaters, ...claimPoints].map(({ target }) => Object.values(target)[0]);
  const choices = nodes.flatMap(({ choice }) =>
    choice ? [...choice.of, ...choice.optional, ...choice.supportingOnly] : [],
  );
  const tops = [...defeaters, ...claimPoints].map(({ argument }) => argument);
  const shown = interfaces.flatMap(({ elements, aliases }) => [
    ...elements,
    ...Object.keys(aliases),
  ]);
  return new Set(
    [...targets, ...choices, ...tops, ...shown, ...Object.keys(bodies)].filter(
      (id) => typeof id === 'string',
    ),
  );
}
