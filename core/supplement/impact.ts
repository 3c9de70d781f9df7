import { grouped } from '@/core/argument/grouped';
import type { BaseCondition, BaseContext, BaseGoal, BaseInterface } from './baseInterface';

/**
 * What a newer release of a base changes for those who rest on an older one. Words and flags are
 * compared as both views disclose them, by record id, which is stable over the releases of a case;
 * commitments are not, since every release has salts of its own.
 */
export interface BaseChange {
  what: 'goal' | 'context' | 'condition';
  id: string;
  identifier: string;
  change: 'added' | 'removed' | 'changed';
  /** Fields that differ; empty unless changed. */
  fields: string[];
  before: string | null;
  after: string | null;
}

export function compareBases(before: BaseInterface, after: BaseInterface): BaseChange[] {
  return [
    ...compared('goal', before.goals, after.goals, goalFields, ({ statement }) => statement),
    ...compared(
      'context',
      before.contexts,
      after.contexts,
      contextFields,
      ({ statement }) => statement,
    ),
    ...compared(
      'condition',
      before.conditions,
      after.conditions,
      conditionFields,
      ({ text }) => text,
    ),
  ];
}

/** What one release of a supplement rests on, by record ids of the base. */
export interface Reliance {
  /** The away goal, or the condition itself, that rests on it. */
  element: string;
  kind: 'goal' | 'context' | 'condition';
  record: string;
}

/** A clause of the contract that a change takes away: a citation, or the answer to a condition. */
export interface TouchedClause {
  element: string;
  kind: 'citation' | 'condition';
  changes: BaseChange[];
}

/**
 * The clauses that the changes touch: exactly those whose goal, one of its contexts, or condition
 * changed. A condition that was added touches every supplement: none has answered it.
 */
export function touchedClauses(
  reliances: readonly Reliance[],
  changes: readonly BaseChange[],
): TouchedClause[] {
  const touched = new Map<string, TouchedClause>();
  const add = (element: string, kind: TouchedClause['kind'], change: BaseChange): void => {
    const clause = touched.get(element) ?? { element, kind, changes: [] };
    clause.changes.push(change);
    touched.set(element, clause);
  };
  const resting = grouped(reliances, ({ kind, record }) => `${kind} ${record}`);
  for (const change of changes) {
    if (change.what === 'condition' && change.change === 'added') {
      add(change.id, 'condition', change);
      continue;
    }
    for (const { element, kind } of resting.get(`${change.what} ${change.id}`) ?? []) {
      add(element, kind === 'condition' ? 'condition' : 'citation', change);
    }
  }
  return [...touched.values()];
}

type Fields = Readonly<Record<string, unknown>>;

const goalFields = (goal: BaseGoal): Fields => ({
  statement: goal.statement,
  reach: goal.reach,
  claim: !goal.notClaimed,
  // An absolute claim holds whatever the contexts are.
  ...(goal.reach === 'absolute'
    ? {}
    : { contexts: [...goal.inScope].sort(), withheld: goal.withheldInScope }),
});
const contextFields = ({ statement, kind }: BaseContext): Fields => ({ statement, kind });
const conditionFields = (condition: BaseCondition): Fields => ({
  text: condition.text,
  kind: condition.kind,
  severity: condition.severity,
  dispositions: [...condition.dispositionsAllowed].sort(),
});

function compared<T extends { id: string; identifier: string }>(
  what: BaseChange['what'],
  before: readonly T[],
  after: readonly T[],
  fieldsOf: (item: T) => Fields,
  words: (item: T) => string,
): BaseChange[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  const changes: BaseChange[] = [];
  for (const item of before) {
    const { id, identifier } = item;
    const same = now.get(id);
    const base = { what, id, identifier, before: words(item) };
    if (same === undefined) {
      changes.push({ ...base, change: 'removed', fields: [], after: null });
      continue;
    }
    const [left, right] = [fieldsOf(item), fieldsOf(same)];
    const fields = Object.keys({ ...left, ...right }).filter(
      (field) => JSON.stringify(left[field]) !== JSON.stringify(right[field]),
    );
    if (fields.length > 0) changes.push({ ...base, change: 'changed', fields, after: words(same) });
  }
  for (const item of after) {
    if (old.has(item.id)) continue;
    const { id, identifier } = item;
    const added = { what, id, identifier, before: null, after: words(item) };
    changes.push({ ...added, change: 'added', fields: [] });
  }
  return changes;
}
