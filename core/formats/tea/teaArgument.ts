import { blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { isContextual } from '@/core/argument/kinds';
import { compareIdentifiers } from '@/core/argument/outline';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';
import { assignIdentifiers } from '../assignIdentifiers';
import { isRaised } from '@/core/argument/isRaised';
import { INLINE } from './teaNames';

/** A case as TEA can tell it: every challenge made by an element, every parent able to hold children. */
export interface TeaArgument {
  nodes: ArgumentNode[];
  links: ArgumentLink[];
  root: Id;
  /** What an element challenges, by the element. */
  challenges: ReadonlyMap<Id, Id>;
  /** Links that only place a challenger below what it challenges. */
  placing: ReadonlySet<Id>;
  /** Texts of an element that TEA holds in the element itself. */
  inline: ReadonlyMap<Id, readonly ArgumentNode[]>;
}

/** Where an export says what it leaves out. */
export type Lose = (path: string, message: string) => void;

/** Turns the case into what a TEA file can hold; what it can't is lost aloud. */
export function teaArgument(document: CaseDocument, lose: Lose): TeaArgument {
  const nodes = [...document.nodes];
  const known = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: Id) => known.get(id)?.identifier ?? id;
  let links = document.links.filter((link) => {
    const [from, to] = [known.get(link.from), known.get(link.to)];
    if (from && to && !isContextual(from.kind)) return true;
    lose(
      `links.${name(link.from)}-${name(link.to)}`,
      'In TEA nothing hangs below context, assumptions and justifications.',
    );
    return false;
  });
  const root = rootOf(document, lose);
  if (!known.has(root.id)) nodes.push(root);
  known.set(root.id, root);
  const challenges = challengesOf(document, nodes, known, lose);
  const hanging = new Set(links.map(({ to }) => to));
  const placing = placingLinks(challenges, known, hanging, root.id);
  const challengedParents = new Set([...challenges].map(([from, to]) => `${to} ${from}`));
  links = links.filter((link) => {
    if (!challengedParents.has(`${link.from} ${link.to}`)) return true;
    lose(
      `links.${name(link.from)}-${name(link.to)}`,
      'In TEA an element cannot both support and challenge the same one.',
    );
    placing.push(placingLink(link.to, link.from, placing.length));
    return false;
  });
  return {
    nodes,
    links: [...links, ...placing],
    root: root.id,
    challenges,
    placing: new Set(placing.map(({ id }) => id)),
    inline: inlineTexts(document, links, lose),
  };
}

/** A TEA file has one top element, and it can hold children. */
function rootOf({ nodes, root, links }: CaseDocument, lose: Lose): ArgumentNode {
  const own = nodes.find(({ id }) => id === root);
  if (own && !isContextual(own.kind)) return own;
  lose(
    'root',
    'A TEA file has one top element, and no context can be it; another one stands there.',
  );
  const hanging = new Set(links.map(({ to }) => to));
  const able = nodes
    .filter(({ kind }) => !isContextual(kind))
    .sort((a, b) => compareIdentifiers(a.identifier, b.identifier) || compareText(a.id, b.id));
  const top = able.find(({ id, kind }) => kind === 'goal' && !hanging.has(id)) ?? able[0];
  return top ?? blankNode({ id: '0'.repeat(32), kind: 'goal', identifier: '', module: '' });
}

/** The element that makes each challenge; a doubt that is only words becomes a claim. */
function challengesOf(
  document: CaseDocument,
  nodes: ArgumentNode[],
  known: Map<Id, ArgumentNode>,
  lose: Lose,
): Map<Id, Id> {
  const raised = document.defeaters.filter(isRaised);
  const wordsOnly = raised.filter(({ argument }) => argument === null || !known.has(argument));
  const names = assignIdentifiers([
    ...nodes.map(({ module, kind, identifier }) => ({ module, kind, wanted: identifier })),
    ...wordsOnly.map(({ identifier }) => ({
      module: document.module,
      kind: 'defeater' as const,
      wanted: identifier,
    })),
  ]).slice(nodes.length);
  const maker = new Map<Id, Id>();
  for (const { id, argument } of document.defeaters) {
    if (argument !== null && known.has(argument)) maker.set(id, argument);
  }
  for (const [index, { id, text }] of wordsOnly.entries()) {
    const identifier = names[index] ?? '';
    const claim = blankNode({ id, kind: 'goal', identifier, module: document.module, text });
    nodes.push(claim);
    known.set(id, claim);
    maker.set(id, id);
  }
  const linkFrom = new Map(document.links.map(({ id, from }) => [id, from]));
  const challenges = new Map<Id, Id>();
  for (const { id, identifier, target } of document.defeaters) {
    if (!maker.has(id)) {
      lose(
        `defeaters.${identifier}`,
        'A checklist offers it; TEA has no place for what is not raised.',
      );
      continue;
    }
    lose(
      `defeaters.${identifier}`,
      'TEA keeps who challenges what, and calls it a claim; identifier, kind, origin, answer and decision are not kept.',
    );
    const from = maker.get(id);
    const to =
      'node' in target
        ? target.node
        : 'link' in target
          ? linkFrom.get(target.link)
          : maker.get(target.defeater);
    if (from === undefined || to === undefined || !known.has(to) || from === to) continue;
    if (!challenges.has(from)) challenges.set(from, to);
  }
  return challenges;
}

/** A challenger that hangs nowhere is placed below what it challenges, after everything else there. */
function placingLinks(
  challenges: ReadonlyMap<Id, Id>,
  known: ReadonlyMap<Id, ArgumentNode>,
  hanging: ReadonlySet<Id>,
  root: Id,
): ArgumentLink[] {
  return [...challenges]
    .filter(([from, to]) => {
      const target = known.get(to);
      return from !== root && !hanging.has(from) && target && !isContextual(target.kind);
    })
    .sort(([a], [b]) => {
      const [one, other] = [known.get(a)?.identifier ?? '', known.get(b)?.identifier ?? ''];
      return compareIdentifiers(one, other) || compareText(a, b);
    })
    .map(([from, to], index) => placingLink(from, to, index));
}

function placingLink(challenger: Id, target: Id, index: number): ArgumentLink {
  return blankLink({
    id: `placing ${challenger}`,
    kind: 'supported-by',
    from: target,
    to: challenger,
    // Behind every rank, which are letters and digits.
    rank: `~${String(index).padStart(6, '0')}`,
  });
}

/** What came from texts of its elements and still says no more than a text. */
function inlineTexts(
  document: CaseDocument,
  links: readonly ArgumentLink[],
  lose: Lose,
): Map<Id, ArgumentNode[]> {
  const challenged = new Set(
    document.defeaters.flatMap(({ target }) => ('node' in target ? [target.node] : [])),
  );
  const plain = new Map(
    document.nodes
      .filter(({ id, kind, text, annotations }) => {
        const [first, ...others] = Object.keys(annotations);
        const isPlain = first === INLINE && others.length === 0 && text !== '';
        return isPlain && isContextual(kind) && !challenged.has(id);
      })
      .map((node) => [node.id, node]),
  );
  const ordered = links.filter(({ to }) => plain.has(to)).sort(byRank);
  // An element has one text for its assumption and one for its justification.
  const taken = new Map<string, Id>();
  const crowded = new Set<Id>();
  for (const { from, to } of ordered) {
    const node = plain.get(to);
    const key = `${from} ${node?.kind}`;
    if (node?.kind !== 'context' && taken.has(key)) crowded.add(to);
    taken.set(key, to);
  }
  const inline = new Map<Id, ArgumentNode[]>();
  const told = new Set<Id>();
  for (const { from, to } of ordered) {
    const node = plain.get(to);
    if (!node || crowded.has(to)) continue;
    const texts = inline.get(from);
    if (texts) texts.push(node);
    else inline.set(from, [node]);
    if (told.has(to)) continue;
    told.add(to);
    lose(
      `nodes.${node.identifier}.identifier`,
      'TEA keeps it as a text of the element it belongs to; it is numbered anew when it is read.',
    );
  }
  return inline;
}
