import { grouped } from '@/core/argument/grouped';
import { citationsOf, type Citation } from '@/core/supplement/citations';
import {
  incompleteDisposition,
  obligationsOf,
  strayDispositions,
} from '@/core/supplement/obligations';
import { windowBounds } from '@/core/workflow/window';
import { listed, type CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import { citesOwnModule } from './citationRules';
import type { Rule } from './rule';

/** A citation says whether it inherits the claim or matches its contexts (domain rule 44). */
function* checkCitations(view: CaseView): Generator<Observation> {
  const { base } = view;
  const contract = view.value('contract');
  const cites = new Map(contract?.cites.map((cite) => [cite.away, cite]));
  const citing = view.citingNodes();
  for (const { id, kind, away } of citing) {
    if (kind !== 'away-goal' || !away || citesOwnModule(away, view)) continue;
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
  for (const citation of base ? citationsOf({ nodes: citing, contract }, base) : []) {
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
function* checkDispositions(view: CaseView): Generator<Observation> {
  const { base } = view;
  if (!base && view.value('contract') === null) return;
  const { document } = view;
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
  const byCondition = grouped(document.contract?.dispositions ?? [], (one) => one.condition);
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
function checkWindowWithinBase(view: CaseView): readonly Observation[] {
  if (!view.base) return NONE;
  const own = windowBounds(view.value('facts').window);
  const base = windowBounds(view.base.window);
  if (!own.ok || (base.ok && own.closes <= base.closes)) return NONE;
  const { until, zone } = view.base.window;
  return [
    {
      path: ['facts', 'window', 'until'],
      message: base.ok
        ? `The window ends after the base’s, which ends with ${until} (${zone}).`
        : 'The base has no window, so nothing can rest on it.',
    },
  ];
}

export const CONTRACT_RULES: readonly Rule[] = [
  {
    id: 'citation',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M8 · GSN 1:4.3.4; domain rule 44',
    title: 'Every away goal is cited as absolute or with the local contexts that match it.',
    checks: { document: checkCitations },
  },
  {
    id: 'disposition',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 40',
    title: 'Each condition of the base is disposed of once, in an allowed and complete way.',
    checks: { document: checkDispositions },
  },
  {
    id: 'window-within-base',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 41',
    title: 'A supplement ends no later than its base.',
    checks: { document: checkWindowWithinBase },
  },
];
