import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractState } from './contract';
import type { BaseCondition, BaseContext, BaseGoal, BaseInterface } from './baseInterface';
import { compareBases, touchedClauses, type Reliance } from './impact';

const id = (name: string) => name.padEnd(32, '0');
const goal = (name: string, inScope: string[], change: Partial<BaseGoal> = {}): BaseGoal => ({
  id: id(name),
  identifier: name,
  statement: `${name} holds.`,
  textLeaf: id(name).repeat(2),
  reach: 'bounded',
  undeveloped: false,
  notClaimed: false,
  openProblem: false,
  inScope: inScope.map(id),
  withheldInScope: 0,
  ...change,
});
const context = (name: string): BaseContext => ({
  id: id(name),
  identifier: name,
  kind: 'context',
  statement: `Within ${name}.`,
});
const condition = (name: string): BaseCondition => ({
  id: id(name),
  identifier: name,
  kind: 'limit',
  text: `Keep ${name}.`,
  severity: 'major',
  protects: [],
  dispositionsAllowed: ['discharge'],
});
const base: BaseInterface = {
  digest: 'a'.repeat(64),
  path: 'lab/base',
  number: 1,
  title: 'Base',
  module: 'base',
  window: { from: '2027-01-01', until: '2027-12-31', zone: 'UTC' },
  conditions: [condition('cou1'), condition('cou2')],
  goals: [goal('g1', ['c1']), goal('g2', ['c1', 'c2']), goal('g3', ['c1'], { reach: 'absolute' })],
  contexts: [context('c1'), context('c2')],
};

/** A supplement that cites g1 and g3, and answers both conditions. */
const resting: Reliance[] = [
  { element: 'away1', kind: 'goal', record: id('g1') },
  { element: 'away1', kind: 'context', record: id('c1') },
  { element: 'away3', kind: 'goal', record: id('g3') },
  { element: id('cou1'), kind: 'condition', record: id('cou1') },
  { element: id('cou2'), kind: 'condition', record: id('cou2') },
];
const touched = (after: BaseInterface) =>
  touchedClauses(resting, compareBases(base, after)).map(({ element }) => element);

describe('what a newer release of the base changes', () => {
  it('is nothing when it reads the same, whatever its commitments are', () => {
    const salted = base.goals.map((one) => ({ ...one, textLeaf: 'f'.repeat(64) }));
    expect(
      compareBases(base, { ...base, digest: 'b'.repeat(64), number: 2, goals: salted }),
    ).toEqual([]);
  });

  it('touches exactly the clauses that rest on it', () => {
    const tightened = base.conditions.map((one) =>
      one.identifier === 'cou2' ? { ...one, text: 'Keep it lower.' } : one,
    );
    expect(touched({ ...base, conditions: tightened })).toEqual([id('cou2')]);
    const restated = base.goals.map((one) =>
      one.identifier === 'g2' ? { ...one, statement: 'Weaker.' } : one,
    );
    expect(touched({ ...base, goals: restated })).toEqual([]);
    const narrower = base.contexts.map((one) =>
      one.identifier === 'c1' ? { ...one, statement: 'Within less.' } : one,
    );
    expect(touched({ ...base, contexts: narrower })).toEqual(['away1']);
    expect(touched({ ...base, goals: base.goals.slice(1) })).toEqual(['away1']);
    expect(touched({ ...base, conditions: [...base.conditions, condition('cou3')] })).toEqual([
      id('cou3'),
    ]);
    // A context more bears on a bounded claim, and not on one that holds anywhere.
    const more = base.goals.map((one) => ({ ...one, inScope: [...one.inScope, id('c2')] }));
    expect(touched({ ...base, goals: more })).toEqual(['away1']);
  });

  it('touches a supplement only by what it rests on, over any edits', () => {
    const words = fc.constantFrom('same', 'changed', 'removed');
    const edits = fc.record({
      goals: fc.tuple(words, words, words),
      contexts: fc.tuple(words, words),
      conditions: fc.tuple(words, words),
    });
    const edited = <T extends object>(
      list: readonly T[],
      how: readonly string[],
      change: (item: T) => T,
    ): T[] =>
      list.flatMap((item, index) => {
        if (how[index] === 'removed') return [];
        return [how[index] === 'changed' ? change(item) : item];
      });
    fc.assert(
      fc.property(edits, (how) => {
        const after = {
          ...base,
          goals: edited(base.goals, how.goals, (one) => ({ ...one, statement: 'Otherwise.' })),
          contexts: edited(base.contexts, how.contexts, (one) => ({ ...one, statement: 'Else.' })),
          conditions: edited(base.conditions, how.conditions, (one) => ({ ...one, text: 'More.' })),
        };
        const expected = [
          how.goals[0] !== 'same' || how.contexts[0] !== 'same' ? 'away1' : null,
          how.goals[2] !== 'same' ? 'away3' : null,
          how.conditions[0] !== 'same' ? id('cou1') : null,
          how.conditions[1] !== 'same' ? id('cou2') : null,
        ].filter((one) => one !== null);
        expect(touched(after).sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe('the contract', () => {
  it('is verified by an assessor, rejected by one, and outdated by a change', () => {
    const [clause] = touchedClauses(resting, compareBases(base, { ...base, conditions: [] }));
    const changed = clause ? [clause] : [];
    expect(contractState([], [])).toBe('unverified');
    expect(contractState([], changed)).toBe('unverified');
    expect(contractState(['verified'], [])).toBe('verified');
    expect(contractState(['verified', 'rejected'], [])).toBe('rejected');
    expect(contractState(['verified'], changed)).toBe('outdated');
    expect(contractState(['rejected'], changed)).toBe('rejected');
  });
});
