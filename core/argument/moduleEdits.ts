import * as Y from 'yjs';
import { modulesOf } from './citations';
import { Containment } from './containment';
import type { ArgumentNode, CaseDocument, CaseModule, Id, NamedInterface } from './document';
import { addRecord, entryMap, setField, setMeta, type Origin } from './fieldEdits';
import { identifierCounter, newId, type IdSource } from './ids';
import { awayKindOf } from './kinds';
import { LIMITS } from './limits';
import { indexArgument } from './outline';
import { nodesBeyond } from './reach';
import { removeRecord } from './recordEdits';
import { readDocument } from './structureDoc';

/**
 * Modules of a case and what they offer (GSN 1:4). Elements name their module, and citations name the
 * module that they cite: what changes a name takes all of these along, in one transaction.
 */

/**
 * Adds a module in which nothing stands yet. The first one is put beside a record of the case's own, so
 * that both can be named and described.
 */
export function addModule(
  doc: Y.Doc,
  module: Pick<CaseModule, 'name' | 'kind'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const blank = { within: '', title: '', description: '', annotations: {} };
  const { document } = readDocument(doc);
  return doc.transact(() => {
    const own = document.module === '' ? 'main' : document.module;
    if (document.module === '') setMeta(doc, 'module', own, origin);
    if (!document.modules.some(({ name }) => name === own))
      addRecord(doc, 'modules', ids(), { ...blank, name: own, kind: 'module' }, origin);
    return addRecord(doc, 'modules', ids(), { ...blank, ...module }, origin);
  }, origin);
}

/** A name that no module of a case has: part 2, part 3, … */
export function freeModuleName({ modules, module }: CaseDocument): string {
  const taken = new Set([module, ...modules.map(({ name }) => name)]);
  let number = 2;
  while (taken.has(`part ${number}`)) number += 1;
  return `part ${number}`;
}

/** What an interface of a module can offer: what others may cite of it, and of what it contains. */
export function offerable(document: CaseDocument, module: string): ArgumentNode[] {
  const { moduleOf } = modulesOf(document);
  const homes = new Set([module, ...new Containment(document.modules).inside(module)]);
  return document.nodes.filter(
    (node) =>
      (node.public || node.toBeSupportedByContract) &&
      awayKindOf(node.kind) !== null &&
      homes.has(moduleOf(node)),
  );
}

/** Why a module can't go by a name; null when it can. */
export function moduleNameProblem(
  document: Pick<CaseDocument, 'modules' | 'module'>,
  id: Id,
  name: string,
): 'empty' | 'long' | 'taken' | null {
  if (name.trim() === '') return 'empty';
  if (name.length > LIMITS.module) return 'long';
  const own = document.modules.find((module) => module.id === id);
  const others = document.modules.filter((module) => module !== own).map((module) => module.name);
  const isHome = own?.name === document.module;
  return [...others, ...(isHome ? [] : [document.module])].includes(name) ? 'taken' : null;
}

/**
 * Gives a module another name, and takes along what names it: its elements, citations of them, modules
 * that it contains, interfaces and claim points.
 *
 * @returns false when the module is gone or can't go by that name
 */
export function renameModule(doc: Y.Doc, id: Id, to: string, origin: Origin): boolean {
  const { document } = readDocument(doc);
  const from = document.modules.find((module) => module.id === id)?.name;
  if (from === undefined || moduleNameProblem(document, id, to) !== null) return false;
  if (from === to) return true;
  doc.transact(() => {
    setField(doc, 'modules', id, 'name', to, origin);
    for (const { id: node, module, away } of document.nodes) {
      if (module === from) setField(doc, 'nodes', node, 'module', to, origin);
      // What is pinned in a release is called as it is there.
      if (away?.module === from && away.baseDigest === null)
        setField(doc, 'nodes', node, 'away', { ...away, module: to }, origin);
    }
    for (const { id: other, within } of document.modules) {
      if (within === from) setField(doc, 'modules', other, 'within', to, origin);
    }
    for (const root of ['interfaces', 'claimPoints'] as const) {
      for (const { id: one, module } of document[root]) {
        if (module === from) setField(doc, root, one, 'module', to, origin);
      }
    }
    if (document.module === from) setMeta(doc, 'module', to, origin);
  }, origin);
  return true;
}

/** How many elements stand in each module; the case's own is counted under its name. */
export function moduleSizes(document: CaseDocument): Map<string, number> {
  const { moduleOf } = modulesOf(document);
  const sizes = new Map<string, number>();
  for (const node of document.nodes) {
    const module = moduleOf(node);
    sizes.set(module, (sizes.get(module) ?? 0) + 1);
  }
  return sizes;
}

/** What a module may be contained in: modules other than itself and those that it contains. */
export function possibleContainers(
  document: Pick<CaseDocument, 'modules'>,
  { id, name }: Pick<CaseModule, 'id' | 'name'>,
): string[] {
  const containment = new Containment(document.modules);
  const inside = new Set(containment.inside(name));
  return document.modules
    .filter((module) => module.id !== id && module.name !== name && !inside.has(module.name))
    .map((module) => module.name);
}

/**
 * Removes a module in which nothing stands and which contains nothing, with its interfaces.
 *
 * @returns false when the module is gone, or something stands in it
 */
export function removeModule(doc: Y.Doc, id: Id, origin: Origin): boolean {
  const { document } = readDocument(doc);
  const module = document.modules.find((one) => one.id === id);
  if (module === undefined || isInUse(document, module)) return false;
  doc.transact(() => {
    const interfaces = document.interfaces.filter((offered) => offered.module === module.name);
    removeRecord(doc, 'modules', module.id, origin);
    for (const offered of interfaces) removeRecord(doc, 'interfaces', offered.id, origin);
  }, origin);
  return true;
}

/** Whether something stands in a module, or another module is contained in it. */
export function isInUse(document: CaseDocument, { name }: Pick<CaseModule, 'name'>): boolean {
  return (
    (moduleSizes(document).get(name) ?? 0) > 0 ||
    document.modules.some(({ within }) => within === name)
  );
}

/**
 * Moves an element into a module, with what hangs below it alone and stands where it stands. Who has a
 * name that is taken there gets another one, and citations within the case follow.
 *
 * @returns the moved elements; empty when the element is gone or stands there already
 */
export function moveToModule(doc: Y.Doc, node: Id, module: string, origin: Origin): Id[] {
  const { document } = readDocument(doc);
  const { moduleOf } = modulesOf(document);
  const index = indexArgument(document);
  const top = index.nodes.get(node);
  if (!top || moduleOf(top) === module) return [];
  const home = moduleOf(top);
  const moving = new Set([node]);
  const below = nodesBeyond([node], 'below', index);
  // From above: what also hangs elsewhere stays, and so does what hangs below that.
  for (const id of [...moving, ...below]) {
    const one = index.nodes.get(id);
    if (!one || id === node || moduleOf(one) !== home) below.delete(id);
  }
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const id of below) {
      const hangsHere = (index.parents.get(id) ?? []).every(
        ({ from }) => moving.has(from) || below.has(from),
      );
      if (hangsHere) continue;
      below.delete(id);
      isSettled = false;
    }
  }
  for (const id of below) moving.add(id);
  const used = document.nodes.filter((one) => moduleOf(one) === module);
  const taken = new Set(used.map(({ identifier }) => identifier));
  const next = identifierCounter([...taken]);
  const renamed = new Map<string, string>();
  const nodes = [...moving].flatMap((id) => index.nodes.get(id) ?? []);
  doc.transact(() => {
    for (const { id, kind, identifier } of nodes) {
      const name = taken.has(identifier) ? next(kind) : identifier;
      taken.add(name);
      renamed.set(identifier, name);
      setField(doc, 'nodes', id, 'module', module, origin);
      if (name !== identifier) setField(doc, 'nodes', id, 'identifier', name, origin);
    }
    for (const { id, away } of document.nodes) {
      const name = away?.module === home ? renamed.get(away.node) : undefined;
      if (away && name !== undefined && away.baseDigest === null)
        setField(doc, 'nodes', id, 'away', { ...away, module, node: name }, origin);
    }
  }, origin);
  return nodes.map(({ id }) => id);
}

/** Adds an interface that offers nothing yet. */
export function addInterface(
  doc: Y.Doc,
  offered: Pick<NamedInterface, 'module' | 'name'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const blank = { description: '', elements: [], aliases: {} };
  return addRecord(doc, 'interfaces', ids(), { ...blank, ...offered }, origin);
}

/** Has an interface offer an element, or no longer. False when the interface is gone. */
export function offer(
  doc: Y.Doc,
  id: Id,
  element: Id,
  isOffered: boolean,
  origin: Origin,
): boolean {
  const entry = entryMap(doc, 'interfaces', id);
  const elements = entry?.get('elements');
  if (!(elements instanceof Y.Map)) return false;
  doc.transact(() => {
    if (isOffered) elements.set(element, true);
    else {
      elements.delete(element);
      setAlias(doc, id, element, '', origin);
    }
  }, origin);
  return true;
}

/** Gives an element a name in an interface; empty for its own. */
export function setAlias(doc: Y.Doc, id: Id, element: Id, alias: string, origin: Origin): boolean {
  const known: unknown = entryMap(doc, 'interfaces', id)?.get('aliases');
  const aliases = Object.entries(typeof known === 'object' && known !== null ? known : {});
  const others = aliases.filter(([of]) => of !== element);
  const next = Object.fromEntries(alias === '' ? others : [...others, [element, alias]]);
  return setField(doc, 'interfaces', id, 'aliases', next, origin);
}
