import { citationsOf, citedGoal, type Citation } from '@/core/supplement/citations';
import {
  incompleteDisposition,
  obligationsOf,
  strayDispositions,
} from '@/core/supplement/obligations';
import { windowBounds } from '@/core/workflow/window';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';

/** M7: what is cited is a public goal that the pinned base claims (GSN 1:4.7.3; domain rule 41). */
export function* checkAwayTargetsPublic(view: CaseView): Generator<Observation> {
  const { base } = view.context;
  if (!base) return;
  for (const { id, away } of view.reading) {
    if (!away || away.node === '') continue;
    const goal = citedGoal(base, away);
    if (!goal) {
      yield {
        node: id,
        message: `${view.name(id)} cites ${away.node}, which the pinned base does not make public, or withholds.`,
      };
    } else if (goal.notClaimed) {
      yield {
        node: id,
        message: `${view.name(id)} cites ${goal.identifier}, which the base does not claim.`,
      };
    }
  }
}

/** M12: a supplement cites one pinned release of its base (GSN 2:9.7.1; domain rule 41). */
export function* checkAwayGoalsPinned(view: CaseView): Generator<Observation> {
  const { base } = view.context;
  const away = view.reading.filter(
    ({ kind, away: cited }) => kind === 'away-goal' && cited !== null,
  );
  const open = away.filter(({ away: cited }) => cited?.baseDigest === null);
  const [first] = open;
  if (first) {
    const names = listed(open.map(({ id }) => view.name(id)));
    yield {
      node: first.id,
      message: `No base release is pinned for ${names}: choose the release that they cite.`,
    };
  }
  if (!base) return;
  for (const { id, away: cited } of away) {
    if (!cited || cited.baseDigest === null || cited.baseDigest === base.digest) continue;
    yield {
      node: id,
      message: `${view.name(id)} cites another release than the one that this supplement is pinned to.`,
    };
  }
  if (view.document.contract?.baseRelease !== base.digest) {
    yield {
      path: ['contract', 'baseRelease'],
      message: 'The contract names another release than the one that this supplement is pinned to.',
    };
  }
}

/** A citation says whether it inherits the claim or matches its contexts (domain rule 44). */
export function* checkCitations(view: CaseView): Generator<Observation> {
  const { base } = view.context;
  const cites = new Map(view.document.contract?.cites.map((cite) => [cite.away, cite]));
  for (const { id, kind, away } of view.reading) {
    if (kind !== 'away-goal' || !away) continue;
    const cite = cites.get(id);
    if (!cite) {
      yield { node: id, message: `The contract does not say how ${view.name(id)} is cited.` };
    } else if (!base && cite.citing !== 'absolute' && cite.localContexts.length === 0) {
      yield {
        node: id,
        message: `${view.name(id)} cites a bounded goal without the local contexts that match it.`,
      };
    }
  }
  for (const citation of base ? citationsOf(view.document, base) : []) {
    yield* unmatched(view, citation);
  }
  for (const cite of cites.values()) {
    const lost = [cite.away, ...cite.localContexts].some((id) => !view.node(id));
    if (lost) {
      yield {
        path: ['contract', 'cites', cite.away],
        message: `The citation of ${cite.node || 'a goal'} names a node that no longer exists.`,
      };
    }
  }
}

function* unmatched(view: CaseView, citation: Citation): Generator<Observation> {
  const { away, cite, goal, lines } = citation;
  if (!cite || !goal) return;
  const say = (words: string): Observation => ({
    node: away,
    message: `${view.name(away)} ${words}`,
  });
  if (cite.citing === 'absolute') {
    if (goal.reach === 'absolute') return;
    yield say(
      `inherits ${goal.identifier}, which holds in the base’s setting only: match its contexts.`,
    );
    return;
  }
  if (goal.withheldInScope > 0) {
    const count = goal.withheldInScope;
    yield say(
      `cites ${goal.identifier}, of whose contexts ${count} ${count === 1 ? 'is' : 'are'} withheld: what cannot be seen cannot be matched. Ask the owner of the base.`,
    );
  }
  const open = lines.filter(
    ({ locals }) => !locals.some((local) => isContext(view.node(local)?.kind)),
  );
  if (open.length === 0) return;
  const names = listed(open.map(({ context }) => context.identifier));
  yield say(
    `cites ${goal.identifier} without saying which of your contexts ${open.length === 1 ? 'matches' : 'match'} ${names}.`,
  );
}

function isContext(kind: string | undefined): boolean {
  return kind === 'context' || kind === 'assumption' || kind === 'justification';
}

/** Each condition of the base is disposed of once, in an allowed and complete way (domain rule 40). */
export function* checkDispositions(view: CaseView): Generator<Observation> {
  const { document } = view;
  const { base } = view.context;
  const place = (condition: string) => ['contract', 'dispositions', condition];
  if (base) {
    for (const { condition, problems } of obligationsOf(document, base)) {
      for (const problem of problems) {
        const path = place(condition.identifier);
        yield { path, message: `${condition.identifier}: ${problem.words}` };
      }
    }
    for (const { condition } of strayDispositions(document, base)) {
      const message = `${condition}: the pinned base has no such condition.`;
      yield { path: place(condition), message };
    }
    return;
  }
  const byCondition = Map.groupBy(document.contract?.dispositions ?? [], (one) => one.condition);
  for (const [condition, found] of byCondition) {
    const path = place(condition);
    if (found.length > 1) {
      const message = `${condition}: it is disposed of ${found.length} times; keep one.`;
      yield { path, message };
    }
    for (const problem of found.flatMap((one) => incompleteDisposition(one, document))) {
      yield { path, message: `${condition}: ${problem.words}` };
    }
  }
}

/** A supplement does not outlive its base (domain rule 41). */
export function* checkWindowWithinBase({ document, context }: CaseView): Generator<Observation> {
  if (!context.base) return;
  const own = windowBounds(document.facts.window);
  const base = windowBounds(context.base.window);
  if (!own.ok || (base.ok && own.closes <= base.closes)) return;
  const { until, zone } = context.base.window;
  yield {
    path: ['facts', 'window', 'until'],
    message: base.ok
      ? `The window ends after the base’s, which ends with ${until} (${zone}).`
      : 'The base has no window, so nothing can rest on it.',
  };
}
