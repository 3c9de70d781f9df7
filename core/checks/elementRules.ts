import { compareText } from '@/core/argument/text';
import { kindName } from '@/core/argument/kinds';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** C1: every element has an identifier and a statement (GSN 1:2.1.1–2). */
export function* checkIdentifierAndStatement(view: CaseView): Generator<Observation> {
  for (const node of view.reading) {
    if (node.identifier.trim() === '') {
      yield { node: node.id, message: `Give this ${kindName(node.kind)} an identifier.` };
    }
    // An away goal repeats its target's statement, which is never stored here (1:4.2.2).
    if (node.text.trim() === '' && node.kind !== 'away-goal') {
      yield { node: node.id, message: `${view.name(node.id)} has no statement.` };
    }
  }
}

/** C2: identifiers are unique within their module (GSN 1:2.1.2, 1:4.2.2). */
export function* checkIdentifiersUnique(view: CaseView): Generator<Observation> {
  const nodes = view.reading.map(({ id, identifier, module }) => ({
    name: identifier,
    scope: module,
    place: { node: id },
  }));
  yield* repeatedNames(nodes, 'nodes');
  const conditions = view.document.conditions.map(({ id, identifier }) => ({
    name: identifier,
    scope: '',
    place: { condition: id },
  }));
  yield* repeatedNames(conditions, 'conditions of use');
  const defeaters = [...view.document.defeaters]
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, identifier }) => ({
      name: identifier,
      scope: '',
      place: { path: ['defeaters', id] },
    }));
  yield* repeatedNames(defeaters, 'defeaters');
}

/** C6: the undeveloped decorator stands on goals and strategies only (GSN Table 1:2-1). */
export function* checkUndevelopedKinds(view: CaseView): Generator<Observation> {
  for (const node of view.reading) {
    if (!node.undeveloped || node.kind === 'goal' || node.kind === 'strategy') continue;
    yield {
      node: node.id,
      message: `${view.name(node.id)} is marked undeveloped, which only goals and strategies can be.`,
    };
  }
}

/** C6: what is marked undeveloped has no support (GSN Table 1:2-1). */
export function* checkUndevelopedHasNoSupport(view: CaseView): Generator<Observation> {
  for (const node of view.reading) {
    if (!node.undeveloped) continue;
    const support = view.supporters(node.id).map(({ id }) => view.name(id));
    if (support.length === 0) continue;
    yield {
      node: node.id,
      message: `${view.name(node.id)} is marked undeveloped but supported by ${listed(support)}.`,
    };
  }
}

/** C7: every claim path ends in evidence, an away goal or a decorated gap (GSN 2:2.3, 2:7.4.2.1). */
export function* checkClaimPathsEnd(view: CaseView): Generator<Observation> {
  for (const node of view.restingOn()) {
    if (node.kind !== 'goal' && node.kind !== 'strategy') continue;
    if (node.undeveloped || view.supporters(node.id).length > 0) continue;
    yield {
      node: node.id,
      message: `Nothing supports ${view.name(node.id)}: develop it, or mark it undeveloped.`,
    };
  }
}

/** C10: a context holds for everything below it and is not restated (GSN 1:2.2.11–19). */
export function* checkContextsNotRestated(view: CaseView): Generator<Observation> {
  const first = new Map<string, string>();
  for (const node of view.reading) {
    if (node.kind !== 'context' && node.kind !== 'assumption') continue;
    const words = node.text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    if (words === '') continue;
    const known = first.get(words);
    if (known === undefined) first.set(words, node.id);
    else {
      yield {
        node: node.id,
        message: `${view.name(node.id)} says the same as ${view.name(known)}: link the one instead.`,
      };
    }
  }
}

interface Named {
  name: string;
  scope: string;
  place: Pick<Observation, 'node' | 'condition' | 'path'>;
}

function* repeatedNames(all: readonly Named[], what: string): Generator<Observation> {
  const counts = new Map<string, number>();
  const key = ({ scope, name }: Named) => JSON.stringify([scope, name]);
  for (const one of all) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  for (const one of all) {
    const count = counts.get(key(one)) ?? 0;
    if (one.name.trim() === '' || count < 2) continue;
    yield { ...one.place, message: `${count} ${what} are called ${one.name}.` };
  }
}
