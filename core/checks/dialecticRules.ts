import type { Defeater, Id } from '@/core/argument/document';
import { grouped } from '@/core/argument/grouped';
import { kindName } from '@/core/argument/kinds';
import type { CaseView } from './caseView';
import { cyclesIn } from './cycles';
import { recordAt } from './defeat';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** D1, D9: a challenge aims at an element, a relationship or a challenge that exists (GSN Table 1:6-2). */
function checkChallengeTarget(defeater: Defeater, view: CaseView): readonly Observation[] {
  if (recordAt(defeater.target, view)) return NONE;
  return [
    {
      path: ['defeaters', defeater.id],
      message: `${nameOf(defeater)} challenges something that no longer exists: remove or re-aim it.`,
    },
  ];
}

/** D1: what makes a challenge is a goal or a solution (GSN Table 1:6-2). */
function checkChallengeArgument(defeater: Defeater, view: CaseView): readonly Observation[] {
  const { id, argument } = defeater;
  if (argument === null) return NONE;
  const node = view.node(argument);
  if (node && MAKES_CHALLENGES.has(node.kind)) return NONE;
  return [
    {
      path: ['defeaters', id],
      ...(node && { node: argument }),
      message: node
        ? `${nameOf(defeater)} is made by the ${kindName(node.kind)} ${view.name(argument)}; it has to be a goal or a solution.`
        : `${nameOf(defeater)} is made by a node that no longer exists.`,
    },
  ];
}

const MAKES_CHALLENGES: ReadonlySet<string> = new Set([
  'goal',
  'solution',
  'away-goal',
  'away-solution',
]);

/**
 * D9: no challenge challenges itself, directly or by way of others (GSN 1:6.3.13). Who aims at the
 * claim or the evidence that makes a challenge counters the challenge as well (1:6.3.14).
 */
function* checkChallengesNotCircular(view: CaseView): Generator<Observation> {
  const defeaters = view.list('defeaters');
  const madeBy = grouped(defeaters, ({ argument }) => argument);
  const aims = new Map<Id, readonly Id[]>();
  for (const { id, target } of defeaters) {
    const made = 'node' in target ? madeBy.get(target.node) : undefined;
    if ('defeater' in target) aims.set(id, [target.defeater]);
    else if (made)
      aims.set(
        id,
        Array.from(made, (one) => one.id),
      );
  }
  const aimsOf = (id: Id) => aims.get(id) ?? [];
  for (const cycle of cyclesIn([...aims.keys()].sort(), aimsOf)) {
    const names = cycle.map((id) => nameOf(view.defeater(id)));

    yield {
      path: ['defeaters', cycle[0] ?? ''],
      message: `${names[0]} challenges itself: ${[...names, names[0]].join(' → ')}.`,
    };
  }
}

/** D3: one of several supports of a goal can't be challenged alone (GSN 1:6.3.12). */
function checkChallengedSupport(defeater: Defeater, view: CaseView): readonly Observation[] {
  const { id, target } = defeater;
  const link = 'link' in target ? view.link(target.link) : undefined;
  if (link?.kind !== 'supported-by' || view.node(link.from)?.kind !== 'goal') return NONE;
  if (view.supporters(link.from).length < 2) return NONE;
  return [
    {
      path: ['defeaters', id],
      link: link.id,
      node: link.from,
      message:
        `${nameOf(defeater)} challenges one of several supports of ${view.name(link.from)}: ` +
        'put a strategy between them and challenge that.',
    },
  ];
}

/** A challenge says what it doubts (GSN 1:6.3.4). */
function checkChallengeStated(defeater: Defeater, view: CaseView): readonly Observation[] {
  const { id, text, target, argument } = defeater;
  if (text.trim() !== '' || (argument !== null && view.node(argument))) return NONE;
  return [
    {
      path: ['defeaters', id],
      ...('node' in target && { node: target.node }),
      message: `${nameOf(defeater)} does not say what it doubts.`,
    },
  ];
}

/** D4: a goal that challenges needs evidence; until then its target is in doubt (GSN 1:6.3.8). */
function checkChallengeEvidenced(defeater: Defeater, view: CaseView): readonly Observation[] {
  const { id, argument, target, defeat } = defeater;
  if (argument === null || defeat || view.node(argument)?.kind !== 'goal') return NONE;
  if (isEvidenced(argument, view)) return NONE;
  return [
    {
      path: ['defeaters', id],
      node: argument,
      message: `${nameOf(defeater)} is argued by ${view.name(argument)}, which no evidence supports yet: until then ${targetName(target, view)} is in doubt.`,
    },
  ];
}

function isEvidenced(top: Id, view: CaseView): boolean {
  const seen = new Set([top]);
  for (const id of seen) {
    const node = view.node(id);
    if (node?.kind !== 'goal' && node?.kind !== 'strategy') continue;
    const support = view.supporters(id);
    if (node.undeveloped || support.length === 0) return false;
    for (const child of support) seen.add(child.id);
  }
  return true;
}

/** What a challenge aims at, within a sentence. */
export function targetName(target: Defeater['target'], view: CaseView): string {
  if ('node' in target) return view.name(target.node);
  if ('defeater' in target) return nameOf(view.defeater(target.defeater));
  const link = view.link(target.link);
  return link ? `the link from ${view.name(link.from)} to ${view.name(link.to)}` : 'a removed link';
}

/** What people call a defeater. */
export function nameOf(defeater: Defeater | undefined): string {
  return defeater?.identifier || 'An unnamed defeater';
}

export const DIALECTIC_RULES: readonly Rule[] = [
  {
    id: 'challenge-target',
    severity: 'error',
    blocks: 'freeze',
    clause: 'D1, D9 · GSN Table 1:6-2, 1:6.3.5, 1:6.3.9',
    title: 'A defeater challenges an element, a relationship or a defeater that exists.',
    checks: { defeater: checkChallengeTarget },
  },
  {
    id: 'challenge-argument',
    severity: 'error',
    blocks: 'freeze',
    clause: 'D1 · GSN Table 1:6-2',
    title: 'What makes a challenge is a goal or a solution, here or away.',
    checks: { defeater: checkChallengeArgument },
  },
  {
    id: 'challenge-acyclic',
    severity: 'error',
    blocks: 'freeze',
    clause: 'D9 · GSN 1:6.3.13',
    title: 'No defeater challenges itself, directly or by way of others.',
    checks: { document: checkChallengesNotCircular },
  },
  {
    id: 'challenge-one-of-several',
    severity: 'error',
    blocks: 'freeze',
    clause: 'D3 · GSN 1:6.3.12',
    title: 'One of several supports of a goal is not challenged alone.',
    checks: { defeater: checkChallengedSupport },
  },
  {
    id: 'challenge-stated',
    severity: 'warning',
    blocks: null,
    clause: 'D6 · GSN 1:6.3.4',
    title: 'A defeater says what it doubts.',
    checks: { defeater: checkChallengeStated },
  },
  {
    id: 'challenge-evidenced',
    severity: 'warning',
    blocks: null,
    clause: 'D4 · GSN 1:6.3.8',
    title: 'A goal that makes a challenge is argued down to evidence.',
    checks: { defeater: checkChallengeEvidenced },
  },
];
