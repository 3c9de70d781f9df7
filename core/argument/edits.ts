import * as Y from 'yjs';
import type { ArgumentNode, AuthorClaim, Choice, Id, LinkKind, NodeKind } from './document';
import { blankNode } from './blank';
import { addRecord, entryMap, setField, type Origin } from './fieldEdits';
import { newId, type IdSource } from './ids';
import { linkKindFor } from './kinds';
import { byRank, rankAt, type Ranked } from './rank';
import { ENTRY_ROOTS, rootMap } from './structureShape';

/**
 * Edits of the argument's shape: nodes and links. Each is one transaction, touches only what it
 * names, and leaves a document that every reader tolerates whatever a colleague does meanwhile.
 */

export interface NewNode extends Partial<Omit<ArgumentNode, 'id' | 'kind' | 'identifier'>> {
  kind: NodeKind;
  /** See nextIdentifier. */
  identifier: string;
  /** The node it is linked below; left out, the node is parked. */
  parent?: Id;
  /** Position among the parent's children of the same link kind; left out, last. */
  index?: number;
}

/**
 * Adds a node and, when it has a parent, the link to it.
 *
 * @throws EditError when a value is not allowed or the case is full
 */
export function addNode(
  doc: Y.Doc,
  node: NewNode,
  origin: Origin,
  ids: IdSource = newId,
): { node: Id; link: Id | null } {
  const { parent, index, ...given } = node;
  const id = ids();
  return doc.transact(() => {
    const { id: _, ...values } = blankNode({ module: moduleName(doc), ...given, id });
    addRecord(doc, 'nodes', id, values, origin);
    const link =
      parent === undefined
        ? null
        : insertLink(doc, { kind: linkKindFor(node.kind), from: parent, to: id }, index, ids);
    return { node: id, link };
  }, origin);
}

/**
 * Removes a node with its links, criteria, indicators, evidence references and the defeaters aimed
 * at any of these. Its children stay: those without another parent become parked.
 *
 * @returns the removed record ids by root; empty when the node is already gone
 */
export function removeNode(doc: Y.Doc, id: Id, origin: Origin): Id[] {
  if (!entryMap(doc, 'nodes', id)) return [];
  return doc.transact(() => {
    const removed = [id];
    rootMap(doc, 'nodes').delete(id);
    const links = linksOf(doc).filter(({ from, to }) => from === id || to === id);
    for (const link of links) removed.push(...deleteLink(doc, link));
    for (const root of ['criteria', 'indicators', 'evidence'] as const) {
      removed.push(...deleteWhere(doc, root, (entry) => entry.get('node') === id));
    }
    removed.push(...deleteWhere(doc, 'cites', (entry) => entry.get('away') === id));
    removed.push(
      ...deleteWhere(doc, 'matches', (entry) =>
        [entry.get('away'), entry.get('local')].includes(id),
      ),
    );
    removed.push(...deleteDefeatersOf(doc, 'node', id), ...deleteClaimPointsOf(doc, 'node', id));
    for (const root of ['defeaters', 'claimPoints'] as const) {
      for (const [, entry] of entriesOf(doc, root)) {
        if (entry.get('argument') === id) entry.set('argument', null);
      }
    }
    for (const [root, field] of [
      ['conditions', 'protects'],
      ['cites', 'localContexts'],
      ['dispositions', 'by'],
      ['interfaces', 'elements'],
    ] as const) {
      for (const [, entry] of entriesOf(doc, root)) {
        const members = entry.get(field);
        if (members instanceof Y.Map && members.has(id)) members.delete(id);
      }
    }
    for (const [, entry] of entriesOf(doc, 'interfaces')) {
      const aliases: unknown = entry.get('aliases');
      if (typeof aliases !== 'object' || aliases === null || !Object.hasOwn(aliases, id)) continue;
      entry.set(
        'aliases',
        Object.fromEntries(Object.entries(aliases).filter(([element]) => element !== id)),
      );
    }
    if (rootMap(doc, 'meta').get('root') === id) rootMap(doc, 'meta').set('root', null);
    return removed;
  }, origin);
}

/** Links two nodes. */
export function addLink(
  doc: Y.Doc,
  link: { kind: LinkKind; from: Id; to: Id; index?: number },
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const { index, ...ends } = link;
  return doc.transact(() => insertLink(doc, ends, index, ids), origin);
}

/** Removes a link and the defeaters aimed at it. A child without another parent becomes parked. */
export function removeLink(doc: Y.Doc, id: Id, origin: Origin): Id[] {
  const link = linksOf(doc).find((candidate) => candidate.id === id);
  if (!link) return [];
  return doc.transact(() => deleteLink(doc, link), origin);
}

/**
 * Moves a node by one of its links: to another parent, or to another place among its siblings.
 *
 * @param index position among the new parent's children of the link's kind, the moved one not
 *   counted
 * @returns false when link or parent is gone, or when the node would end up below itself
 */
export function moveNode(
  doc: Y.Doc,
  link: Id,
  to: { parent: Id; index: number },
  origin: Origin,
): boolean {
  const links = linksOf(doc);
  const moved = links.find(({ id }) => id === link);
  if (!moved || !entryMap(doc, 'nodes', to.parent)) return false;
  if (moved.from !== to.parent && reaches(links, moved.to, to.parent)) return false;
  doc.transact(() => {
    const siblings = siblingsOf(links, to.parent, moved.kind).filter(({ id }) => id !== link);
    const rank = place(doc, siblings, to.index, origin);
    setField(doc, 'links', link, 'from', to.parent, origin);
    setField(doc, 'links', link, 'rank', rank, origin);
    if (moved.from !== to.parent) leaveChoice(doc, moved.from, moved.to, link);
  }, origin);
  return true;
}

/** Makes a node the last child of the sibling before it. False when there is none. */
export function indent(doc: Y.Doc, link: Id, origin: Origin): boolean {
  const { siblings, at } = neighbours(doc, link);
  const before = siblings[at - 1];
  return (
    before !== undefined && moveNode(doc, link, { parent: before.to, index: Infinity }, origin)
  );
}

/**
 * Makes a node the sibling right behind its parent.
 *
 * @param parentLink the link by which the parent itself hangs: a shared parent has several
 */
export function outdent(doc: Y.Doc, link: Id, parentLink: Id, origin: Origin): boolean {
  const { siblings, at } = neighbours(doc, parentLink);
  const parent = siblings[at];
  return (
    parent !== undefined && moveNode(doc, link, { parent: parent.from, index: at + 1 }, origin)
  );
}

/** Swaps a node with the sibling above it. False at the top. */
export function moveUp(doc: Y.Doc, link: Id, origin: Origin): boolean {
  return shift(doc, link, -1, origin);
}

/** Swaps a node with the sibling below it. False at the bottom. */
export function moveDown(doc: Y.Doc, link: Id, origin: Origin): boolean {
  return shift(doc, link, 1, origin);
}

/** What the author says of a node. */
export function setClaim(doc: Y.Doc, node: Id, claim: AuthorClaim, origin: Origin): boolean {
  return setField(doc, 'nodes', node, 'claim', claim, origin);
}

/** Identifiers in use, for nextIdentifier. */
export function usedIdentifiers(
  doc: Y.Doc,
  root: 'nodes' | 'conditions' | 'defeaters' | 'outcomes' | 'indicators',
): string[] {
  return entriesOf(doc, root).flatMap(([, entry]) => {
    const identifier = entry.get('identifier');
    return typeof identifier === 'string' ? [identifier] : [];
  });
}

interface LiveLink extends Ranked {
  kind: unknown;
  from: Id;
  to: Id;
}

function linksOf(doc: Y.Doc): LiveLink[] {
  return entriesOf(doc, 'links').map(([id, entry]) => ({
    id,
    kind: entry.get('kind'),
    from: String(entry.get('from')),
    to: String(entry.get('to')),
    rank: String(entry.get('rank')),
  }));
}

function siblingsOf(links: readonly LiveLink[], parent: Id, kind: unknown): LiveLink[] {
  return links.filter((link) => link.from === parent && link.kind === kind).sort(byRank);
}

function neighbours(doc: Y.Doc, link: Id): { siblings: LiveLink[]; at: number } {
  const links = linksOf(doc);
  const self = links.find(({ id }) => id === link);
  const siblings = self ? siblingsOf(links, self.from, self.kind) : [];
  return { siblings, at: siblings.findIndex(({ id }) => id === link) };
}

function shift(doc: Y.Doc, link: Id, by: 1 | -1, origin: Origin): boolean {
  const { siblings, at } = neighbours(doc, link);
  const self = siblings[at];
  if (!self || !siblings[at + by]) return false;
  return moveNode(doc, link, { parent: self.from, index: at + by }, origin);
}

function insertLink(
  doc: Y.Doc,
  link: { kind: LinkKind; from: Id; to: Id },
  index: number | undefined,
  ids: IdSource,
): Id {
  const id = ids();
  const siblings = siblingsOf(linksOf(doc), link.from, link.kind);
  const rank = place(doc, siblings, index ?? siblings.length, null);
  return addRecord(doc, 'links', id, { ...link, rank, multiplicity: null, defeat: null }, null);
}

function place(doc: Y.Doc, siblings: LiveLink[], index: number, origin: Origin): string {
  const { rank, renumbered } = rankAt(siblings, index);
  for (const [id, next] of renumbered) setField(doc, 'links', id, 'rank', next, origin);
  return rank;
}

function deleteLink(doc: Y.Doc, link: LiveLink): Id[] {
  rootMap(doc, 'links').delete(link.id);
  leaveChoice(doc, link.from, link.to, link.id);
  return [
    link.id,
    ...deleteDefeatersOf(doc, 'link', link.id),
    ...deleteClaimPointsOf(doc, 'link', link.id),
  ];
}

/** A branch that is moved away or removed is no longer one of its parent's choices. */
function leaveChoice(doc: Y.Doc, parent: Id, child: Id, leaving: Id): void {
  const choice = entryMap(doc, 'nodes', parent)?.get('choice');
  if (!isChoice(choice)) return;
  const stays = linksOf(doc).some(
    (link) => link.id !== leaving && link.from === parent && link.to === child,
  );
  const { of, optional, supportingOnly } = choice;
  if (stays || ![of, optional, supportingOnly].some((ids) => ids.includes(child))) return;
  const without = (ids: Id[]) => ids.filter((id) => id !== child);
  const left = without(of);
  const next: Choice | null =
    left.length === 0
      ? null
      : {
          ...choice,
          min: Math.min(choice.min, left.length),
          of: left,
          optional: without(optional),
          supportingOnly: without(supportingOnly),
        };
  setField(doc, 'nodes', parent, 'choice', next, null);
}

function isChoice(value: unknown): value is Choice {
  return value !== null && value !== undefined && ENTRY_ROOTS.nodes.fields.choice.accepts(value);
}

function deleteDefeatersOf(doc: Y.Doc, kind: 'node' | 'link' | 'defeater', id: Id): Id[] {
  const hit = deleteWhere(doc, 'defeaters', (entry) => targetOf(entry.get('target'), kind) === id);
  return [...hit, ...hit.flatMap((defeater) => deleteDefeatersOf(doc, 'defeater', defeater))];
}

function deleteClaimPointsOf(doc: Y.Doc, kind: 'node' | 'link', id: Id): Id[] {
  return deleteWhere(doc, 'claimPoints', (entry) => targetOf(entry.get('target'), kind) === id);
}

function targetOf(target: unknown, kind: 'node' | 'link' | 'defeater'): unknown {
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.entries(target).find(([key]) => key === kind)?.[1];
}

/** Removes a defeater and those that answer it. */
export function removeDefeater(doc: Y.Doc, id: Id, origin: Origin): Id[] {
  if (!entryMap(doc, 'defeaters', id)) return [];
  return doc.transact(() => {
    rootMap(doc, 'defeaters').delete(id);
    return [id, ...deleteDefeatersOf(doc, 'defeater', id)];
  }, origin);
}

function deleteWhere(
  doc: Y.Doc,
  root: 'criteria' | 'indicators' | 'evidence' | 'cites' | 'matches' | 'defeaters' | 'claimPoints',
  matches: (entry: Y.Map<unknown>) => boolean,
): Id[] {
  const hit = entriesOf(doc, root).filter(([, entry]) => matches(entry));
  for (const [id] of hit) rootMap(doc, root).delete(id);
  return hit.map(([id]) => id);
}

function entriesOf(doc: Y.Doc, root: keyof typeof ENTRY_ROOTS): [Id, Y.Map<unknown>][] {
  return [...rootMap(doc, root)].flatMap(([id, entry]): [Id, Y.Map<unknown>][] =>
    entry instanceof Y.Map ? [[id, entry]] : [],
  );
}

function reaches(links: readonly LiveLink[], start: Id, goal: Id): boolean {
  const children = new Map<Id, Id[]>();
  for (const { from, to } of links) {
    const known = children.get(from);
    if (known) known.push(to);
    else children.set(from, [to]);
  }
  const seen = new Set<Id>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === goal) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(children.get(node) ?? []));
  }
  return false;
}

function moduleName(doc: Y.Doc): string {
  const module = rootMap(doc, 'meta').get('module');
  return typeof module === 'string' ? module : '';
}
