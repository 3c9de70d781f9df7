import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DISPOSITIONS,
  SEVERITIES,
  type CaseDocument,
  type ContractDisposition,
} from '@/core/argument/document';
import { checkDocument } from '@/core/checks/checkDocument';
import { nodeNamed, number, wellFormedCase } from '@/core/checks/wellFormed.fixture';
import type { BaseCondition, BaseInterface } from './baseInterface';
import { obligationsOf } from './obligations';

const good = wellFormedCase();
const evidenced = good.evidence[0]?.node ?? '';
const bare = nodeNamed(good, 'AC-C1').id;

function baseWith(conditions: BaseCondition[]): BaseInterface {
  return {
    digest: 'a'.repeat(64),
    path: 'lab/base',
    number: 1,
    title: 'Base',
    module: 'base',
    window: { from: '2027-01-01', until: '2027-12-31', zone: 'Europe/Berlin' },
    conditions,
    goals: [],
    contexts: [],
  };
}

const condition = (index: number, change: Partial<BaseCondition> = {}): BaseCondition => ({
  id: number(8_000 + index),
  identifier: `COU-${index}`,
  kind: 'limit',
  text: 'Stay below.',
  severity: 'major',
  protects: [],
  dispositionsAllowed: ['discharge', 'accept-residual', 'not-applicable'],
  ...change,
});

const answer = (one: string, change: Partial<ContractDisposition> = {}): ContractDisposition => ({
  condition: one,
  disposition: 'discharge',
  by: [evidenced],
  owner: '',
  compensating: '',
  reviewBy: '',
  rationale: '',
  evidenceNeeded: '',
  ...change,
});

const withAnswers = (dispositions: ContractDisposition[]): CaseDocument => ({
  ...good,
  contract: {
    baseModule: 'base',
    baseRelease: 'a'.repeat(64),
    cites: good.contract?.cites ?? [],
    matches: [],
    dispositions,
  },
});

const stateOf = (given: Partial<ContractDisposition>, demand: Partial<BaseCondition> = {}) => {
  const [one] = obligationsOf(
    withAnswers([answer('COU-1', given)]),
    baseWith([condition(1, demand)]),
  );
  return [one?.state, one?.problems.map(({ words }) => words).join(' ')];
};

describe('what the base demands', () => {
  it('is closed by a claim that rests on evidence, and says when there is none', () => {
    expect(stateOf({})).toEqual(['closed', '']);
    expect(stateOf({ by: [bare] })).toEqual(['evidence-missing', '']);
    expect(stateOf({ by: [] })).toEqual(['open', 'name the claims that discharge it.']);
    expect(stateOf({ by: [number(9_999)] })).toEqual([
      'open',
      'a claim that it names no longer exists.',
    ]);
    // A claim above what rests on evidence rests on it too.
    expect(stateOf({ by: [good.root ?? ''] })).toEqual(['closed', '']);
  });

  it('is residual with an owner, a measure and a date inside the window; never when critical', () => {
    const residual: Partial<ContractDisposition> = {
      disposition: 'accept-residual',
      by: [],
      owner: 'clinical safety officer',
      compensating: 'Drafts wait for the day shift.',
      reviewBy: '2027-06-30',
    };
    expect(stateOf(residual)).toEqual(['residual', '']);
    for (const [change, words] of [
      [{ owner: ' ' }, 'name who owns the difference.'],
      [{ compensating: '' }, 'say what makes up for it.'],
      [{ reviewBy: 'soon' }, 'set a review date on or before 2027-12-31'],
      [{ reviewBy: '2028-01-01' }, 'on or before 2027-12-31'],
    ] as const) {
      const [state, problems] = stateOf({ ...residual, ...change });
      expect(state).toBe('open');
      expect(problems).toContain(words);
    }
    expect(stateOf(residual, { severity: 'critical' })).toEqual([
      'open',
      'a critical condition is never residual.',
    ]);
  });

  it('is not applicable for a reason, shown by a claim with evidence, where the base allows it', () => {
    const none = { disposition: 'not-applicable', rationale: 'We hold no weights.' } as const;
    expect(stateOf(none)).toEqual(['not-applicable', '']);
    expect(stateOf({ ...none, by: [] })[1]).toContain('rests on registered evidence');
    expect(stateOf({ ...none, rationale: '' })[1]).toContain('give the reason');
    expect(stateOf(none, { dispositionsAllowed: ['discharge'] })[1]).toContain('does not allow');
  });

  it('is named by identifier, or by record id where two share one', () => {
    const twins = [condition(1), condition(2, { identifier: 'COU-1' })];
    const by = (one: string) =>
      obligationsOf(withAnswers([answer(one)]), baseWith(twins)).map(({ state }) => state);
    expect(by('COU-1')).toEqual(['open', 'open']);
    expect(by(number(8_002))).toEqual(['open', 'closed']);
  });

  it('lets a freeze through exactly when every condition has exactly one complete disposition', () => {
    const demands = fc.array(
      fc.record({
        severity: fc.constantFrom(...SEVERITIES),
        dispositionsAllowed: fc.subarray([...DISPOSITIONS], { minLength: 1 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const answers = fc.array(
      fc.record({
        index: fc.nat(6),
        byId: fc.boolean(),
        disposition: fc.constantFrom(...DISPOSITIONS),
        by: fc.subarray([evidenced, bare]),
        owner: fc.constantFrom('', 'medical director'),
        compensating: fc.constantFrom('', 'a lock'),
        reviewBy: fc.constantFrom('', '2027-06-30', '2029-01-01'),
        rationale: fc.constantFrom('', 'not ours'),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(demands, answers, (asked, given) => {
        const conditions = asked.map((demand, index) => condition(index, demand));
        const dispositions = given.map(({ index, byId, ...said }) =>
          answer(byId ? number(8_000 + index) : `COU-${index}`, said),
        );
        const isComplete = (one: ContractDisposition, demand: BaseCondition): boolean => {
          if (!demand.dispositionsAllowed.includes(one.disposition)) return false;
          if (one.disposition === 'discharge') return one.by.length > 0;
          if (one.disposition === 'not-applicable')
            return one.rationale !== '' && one.by.includes(evidenced);
          const inTime = one.reviewBy === '2027-06-30';
          return (
            demand.severity !== 'critical' && one.owner !== '' && one.compensating !== '' && inTime
          );
        };
        const expected =
          dispositions.length === conditions.length &&
          conditions.every((demand) => {
            const own = dispositions.filter((one) =>
              [demand.id, demand.identifier].includes(one.condition),
            );
            return own.length === 1 && own[0] !== undefined && isComplete(own[0], demand);
          });
        const refused = checkDocument(withAnswers(dispositions), {
          base: baseWith(conditions),
        }).filter(({ rule, blocks }) => rule === 'disposition' && blocks === 'freeze');
        expect(refused.length === 0).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });
});
