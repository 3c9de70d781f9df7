import type * as Y from 'yjs';
import { modulesOf, promotionsIn } from './citations';
import type { ArgumentNode, CaseDocument, Id } from './document';
import { setField, type Origin } from './fieldEdits';
import { identifierCounter, type NumberedKind } from './ids';
import { outlineOf } from './outline';

/** What a renumbering changes: new identifiers, and citations that named an old one. */
export interface Renumbering {
  identifiers: ReadonlyMap<Id, string>;
  /** Away references by their node, where the cited element is in this case. */
  citations: ReadonlyMap<Id, NonNullable<ArgumentNode['away']>>;
}

/**
 * New identifiers for all elements, by kind in reading order: G1, G2, S1, … (GSN 1:2.1.2), counted in
 * each module by itself (1:4.2.2). Only what people read changes: records refer to each other by id,
 * and citations of elements of this case follow.
 */
export function renumbering(document: CaseDocument): Renumbering {
  const reading = outlineOf(document).filter(({ repeated }) => !repeated);
  const { moduleOf } = modulesOf(document);
  const counters = new Map<string, (kind: NumberedKind) => string>();
  const identifiers = new Map<Id, string>();
  const renamed = new Map<string, string>();
  for (const { node } of reading) {
    const module = moduleOf(node);
    const next = counters.get(module) ?? identifierCounter();
    counters.set(module, next);
    const identifier = next(node.kind);
    const place = placeOf(module, node.identifier);
    if (!renamed.has(place)) renamed.set(place, identifier);
    if (identifier !== node.identifier) identifiers.set(node.id, identifier);
  }
  // What is cited by the name of a container, unless an interface gives it a name of its own.
  const nodes = new Map(reading.map(({ node }) => [node.id, node]));
  for (const [module, offered] of promotionsIn(document)) {
    for (const [name, id] of offered) {
      const identifier = identifiers.get(id);
      const place = placeOf(module, name);
      if (identifier === undefined || nodes.get(id)?.identifier !== name) continue;
      if (!renamed.has(place)) renamed.set(place, identifier);
    }
  }
  const citations = new Map<Id, NonNullable<ArgumentNode['away']>>();
  for (const { id, away } of document.nodes) {
    const identifier = away && renamed.get(placeOf(away.module, away.node));
    if (away && identifier !== undefined && identifier !== null && identifier !== away.node)
      citations.set(id, { ...away, node: identifier });
  }
  return { identifiers, citations };
}

/** Renumbers the live document as one act. */
export function renumber(
  doc: Y.Doc,
  { identifiers, citations }: Renumbering,
  origin: Origin,
): void {
  doc.transact(() => {
    for (const [node, identifier] of identifiers)
      setField(doc, 'nodes', node, 'identifier', identifier, origin);
    for (const [node, away] of citations) setField(doc, 'nodes', node, 'away', away, origin);
  }, origin);
}

function placeOf(module: string, identifier: string): string {
  return JSON.stringify([module, identifier]);
}
