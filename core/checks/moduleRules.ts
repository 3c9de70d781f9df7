import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** M3: an away goal names the module and the goal that it cites; nothing else does (GSN 1:4.2.2). */
export function* checkAwayReferences(view: CaseView): Generator<Observation> {
  for (const { id, kind, away } of view.reading) {
    if (kind !== 'away-goal') {
      if (away) yield { node: id, message: `${view.name(id)} cites a module but is no away goal.` };
    } else if (!away || away.module === '' || away.node === '') {
      yield {
        node: id,
        message: `${view.name(id)} does not say which goal of which module it cites.`,
      };
    } else if (away.module === view.document.module) {
      yield {
        node: id,
        message: `${view.name(id)} cites its own module: link ${away.node} itself.`,
      };
    }
  }
}

/** M4: an away goal is not developed where it is cited (GSN 1:4.3.2). */
export function* checkAwayGoalsNotDeveloped(view: CaseView): Generator<Observation> {
  for (const { id, kind } of view.reading) {
    const support = kind === 'away-goal' ? view.supporters(id) : [];
    if (support.length === 0) continue;
    const names = listed(support.map((child) => view.name(child.id)));
    yield {
      node: id,
      message: `${view.name(id)} is cited, not argued here, but is supported by ${names}.`,
    };
  }
}
