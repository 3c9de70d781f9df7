import type { Defeater, Id } from '@/core/argument/document';
import type { CaseView } from './caseView';
import { cyclesIn } from './cycles';
import type { Observation } from './finding';

/** D1, D9: a challenge aims at an element, a relationship or a challenge that exists (GSN Table 1:6-2). */
export function* checkChallengeTargets(view: CaseView): Generator<Observation> {
  const known = defeatersById(view);
  for (const { id, identifier, target } of known.values()) {
    const exists =
      'node' in target
        ? view.node(target.node) !== undefined
        : 'link' in target
          ? view.links.has(target.link)
          : known.has(target.defeater);
    if (exists) continue;
    yield {
      path: ['defeaters', id],
      message: `${name(identifier)} challenges something that no longer exists: remove or re-aim it.`,
    };
  }
}

/** D9: no challenge challenges itself, directly or by way of others (GSN 1:6.3.13). */
export function* checkChallengesNotCircular(view: CaseView): Generator<Observation> {
  const known = defeatersById(view);
  const aims = (id: Id) => {
    const target = known.get(id)?.target;
    return target && 'defeater' in target ? [target.defeater] : [];
  };
  for (const cycle of cyclesIn([...known.keys()], aims)) {
    const names = cycle.map((id) => name(known.get(id)?.identifier ?? ''));
    yield {
      path: ['defeaters', cycle[0] ?? ''],
      message: `${names[0]} challenges itself: ${[...names, names[0]].join(' → ')}.`,
    };
  }
}

/** D3: one of several supports of a goal can't be challenged alone (GSN 1:6.3.12). */
export function* checkChallengedSupport(view: CaseView): Generator<Observation> {
  for (const { id, identifier, target } of view.document.defeaters) {
    const link = 'link' in target ? view.links.get(target.link) : undefined;
    if (link?.kind !== 'supported-by' || view.node(link.from)?.kind !== 'goal') continue;
    if (view.supporters(link.from).length < 2) continue;
    yield {
      path: ['defeaters', id],
      link: link.id,
      node: link.from,
      message:
        `${name(identifier)} challenges one of several supports of ${view.name(link.from)}: ` +
        'put a strategy between them and challenge that.',
    };
  }
}

/** A challenge says what it doubts (GSN 1:6.3.4). */
export function* checkChallengesStated(view: CaseView): Generator<Observation> {
  for (const { id, identifier, text, target } of view.document.defeaters) {
    if (text.trim() !== '') continue;
    yield {
      path: ['defeaters', id],
      ...('node' in target && { node: target.node }),
      message: `${name(identifier)} does not say what it doubts.`,
    };
  }
}

function defeatersById(view: CaseView): Map<Id, Defeater> {
  return new Map(view.document.defeaters.map((defeater) => [defeater.id, defeater]));
}

function name(identifier: string): string {
  return identifier || 'An unnamed defeater';
}
