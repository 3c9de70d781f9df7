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

/** M7: what is cited is a public goal of the pinned base (GSN 1:4.7.3; domain rule 41). */
export function* checkAwayTargetsPublic(view: CaseView): Generator<Observation> {
  const { base } = view.context;
  if (!base) return;
  for (const { id, away } of view.reading) {
    if (!away || away.node === '') continue;
    const target = base.nodes.get(away.node);
    if (target?.public) continue;
    yield {
      node: id,
      message: target
        ? `${view.name(id)} cites ${away.node}, which the base does not make public.`
        : `${view.name(id)} cites ${away.node}, which the pinned base does not have.`,
    };
  }
}

/** M12: a supplement cites one pinned release of its base (GSN 2:9.7.1; domain rule 41). */
export function* checkAwayGoalsPinned(view: CaseView): Generator<Observation> {
  const open = view.reading.filter(
    ({ kind, away }) => kind === 'away-goal' && away !== null && away.baseDigest === null,
  );
  const [first] = open;
  if (!first) return;
  const names = listed(open.map(({ id }) => view.name(id)));
  yield {
    node: first.id,
    message: `No base release is pinned for ${names}: choose the release that they cite.`,
  };
}

/** A citation says whether it inherits the claim or matches its contexts (domain rule 44). */
export function* checkCitations(view: CaseView): Generator<Observation> {
  const cites = new Map(view.document.contract?.cites.map((cite) => [cite.away, cite]));
  for (const { id, kind, away } of view.reading) {
    if (kind !== 'away-goal' || !away) continue;
    const cite = cites.get(id);
    if (!cite) {
      yield { node: id, message: `The contract does not say how ${view.name(id)} is cited.` };
      continue;
    }
    const reach = view.context.base?.nodes.get(away.node)?.reach;
    if (cite.citing === 'absolute' && reach !== undefined && reach !== 'absolute') {
      yield {
        node: id,
        message: `${view.name(id)} inherits ${away.node}, which holds in the base's setting only: match its contexts.`,
      };
    }
    if (cite.citing === 'bounded-with-context-match' && cite.localContexts.length === 0) {
      yield {
        node: id,
        message: `${view.name(id)} cites a bounded goal without the local contexts that match it.`,
      };
    }
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

/** Each condition of the base is disposed of once, in an allowed and complete way (domain rule 40). */
export function* checkDispositions(view: CaseView): Generator<Observation> {
  const { contract } = view.document;
  if (!contract) return;
  const times = new Map<string, number>();
  for (const { condition } of contract.dispositions) {
    times.set(condition, (times.get(condition) ?? 0) + 1);
  }
  for (const [condition, count] of times) {
    if (count === 1) continue;
    const path = ['contract', 'dispositions', condition];
    yield { path, message: `${condition} is disposed of ${count} times; keep one disposition.` };
  }
  const conditions = view.context.base?.conditions;
  for (const condition of conditions?.keys() ?? []) {
    if (times.has(condition)) continue;
    const path = ['contract', 'dispositions', condition];
    yield { path, message: `The base's condition ${condition} is not disposed of.` };
  }
  for (const one of contract.dispositions) {
    const path = ['contract', 'dispositions', one.condition];
    const say = (message: string): Observation => ({
      path,
      message: `${one.condition}: ${message}`,
    });
    const rule = conditions?.get(one.condition);
    if (conditions && !rule) yield say('the pinned base has no such condition.');
    if (rule && !rule.dispositionsAllowed.includes(one.disposition)) {
      yield say(`the base does not allow “${one.disposition}”.`);
    }
    if (one.disposition === 'accept-residual') {
      if (rule?.severity === 'critical') yield say('a critical condition is never residual.');
      const missing = [
        one.owner.trim() === '' && 'an owner',
        one.compensating.trim() === '' && 'a compensating measure',
        one.reviewBy.trim() === '' && 'a review date',
      ].filter((part) => part !== false);
      if (missing.length > 0) yield say(`accepting it as residual needs ${listed(missing)}.`);
    }
    if (one.disposition === 'not-applicable' && one.rationale.trim() === '') {
      yield say('“not applicable” needs a reason.');
    }
    if (one.disposition === 'discharge' && one.by.length === 0) {
      yield say('name the nodes that discharge it.');
    }
    if (one.by.some((id) => !view.node(id)))
      yield say('a node that discharges it no longer exists.');
  }
}
