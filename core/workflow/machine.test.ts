import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DEFEATER } from './defeater';
import { ENGAGEMENT } from './engagement';
import { EVIDENCE_VERSION } from './evidenceVersion';
import { FINDING, FINDING_SEVERITIES, FINDING_STATES } from './finding';
import { NOT_FROM_THIS_STATE, transition } from './machine';
import { workflowPage } from './machineDescription';
import { MACHINES } from './machines';
import { type ApprovalFacts, RELEASE, RELEASE_STATES, type ReleaseState } from './release';
import { REVIEW_ROUND } from './reviewRound';

const approvable: ApprovalFacts = {
  reason: 'The control evaluation carries the claim for this setting.',
  reviewsSubmitted: 1,
  reviewsOutstanding: 0,
  findings: [],
  openPoints: [],
  conditions: [],
  contract: null,
};

describe.each(MACHINES)('the $name machine', (machine) => {
  const states = machine.states.map((state) => state.name);

  it('moves only between states it names', () => {
    expect(states).toContain(machine.initial);
    for (const { from, to } of machine.transitions) {
      for (const state of [...from, to]) expect(states).toContain(state);
    }
  });

  it('has one outcome for an event in a state', () => {
    const pairs = machine.transitions.flatMap(({ event, from }) =>
      from.map((state) => `${state} ${event}`),
    );
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('reaches every state from the first one', () => {
    const reached = new Set([machine.initial]);
    for (const _ of states) {
      for (const { from, to } of machine.transitions) {
        if (from.some((state) => reached.has(state))) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('gives every transition to somebody', () => {
    for (const { who } of machine.transitions) expect(who.length).toBeGreaterThan(0);
  });
});

it('docs/workflow.md says what the machines say', async () => {
  await expect(workflowPage(MACHINES)).toMatchFileSnapshot('../../docs/workflow.md');
});

describe('release', () => {
  it('names what is possible when an event is not foreseen', () => {
    const outcome = transition(RELEASE, 'published', 'submit', { changelog: 'x' });
    expect(outcome).toEqual({
      ok: false,
      refused: NOT_FROM_THIS_STATE,
      sentence:
        'This release is published and cannot be submitted. It can be suspended or be revoked.',
    });
    const over = transition(RELEASE, 'revoked', 'suspend', { reason: 'late' });
    expect(over).toMatchObject({ sentence: expect.stringContaining('Nothing changes this state') });
  });

  it('freezes only what the officer previewed, and names what is missing', () => {
    const clean = {
      structuralErrors: [],
      unfilledParameters: [],
      unresolvedPatterns: [],
      missing: [],
      evidenceNotReady: [],
      previewMatches: true,
    };
    expect(transition(RELEASE, 'draft', 'freeze', clean)).toEqual({ ok: true, state: 'candidate' });
    expect(
      transition(RELEASE, 'draft', 'freeze', { ...clean, missing: ['the window', 'the decision'] }),
    ).toMatchObject({
      refused: 'facts-present',
      sentence: expect.stringContaining('the window and the decision'),
    });
    expect(
      transition(RELEASE, 'draft', 'freeze', { ...clean, previewMatches: false }),
    ).toMatchObject({ refused: 'preview-matches' });
  });

  it('is not approved before a review was handed in: silence is not consent', () => {
    const silent = { ...approvable, reviewsSubmitted: 0 };
    expect(transition(RELEASE, 'under-review', 'approve', silent)).toMatchObject({
      refused: 'review-handed-in',
    });
    const waiting = { ...approvable, reviewsOutstanding: 2 };
    expect(transition(RELEASE, 'under-review', 'approve', waiting)).toMatchObject({
      refused: 'review-handed-in',
    });
  });

  it('is approved only when each open problem and undeveloped element is accepted by name', () => {
    const openPoints = [
      { identifier: 'HC2', kind: 'open-problem', acceptedBy: 'Ada Reyes' },
      { identifier: 'HC4b', kind: 'undeveloped', acceptedBy: null },
    ] as const;
    expect(
      transition(RELEASE, 'under-review', 'approve', { ...approvable, openPoints }),
    ).toMatchObject({
      refused: 'open-points-accepted',
      sentence: expect.stringContaining('HC4b'),
    });
  });

  it('carries a converted major finding only as a dated condition', () => {
    const findings = [
      {
        identifier: 'F-3',
        severity: 'major',
        state: 'converted-to-condition',
        conditionDue: '2027-06-30',
      },
    ] as const;
    const conditions = [{ text: 'Repeat the red-team round.', due: '2027-06-30' }];
    const facts = { ...approvable, findings, conditions };
    expect(transition(RELEASE, 'under-review', 'approve-with-conditions', facts)).toEqual({
      ok: true,
      state: 'approved-with-conditions',
    });
    expect(transition(RELEASE, 'under-review', 'approve', facts)).toMatchObject({
      refused: 'no-conditions-left',
    });
    const undated = { ...facts, findings: [{ ...findings[0], conditionDue: null }] };
    expect(transition(RELEASE, 'under-review', 'approve-with-conditions', undated)).toMatchObject({
      refused: 'major-findings-settled',
    });
  });

  it('is never approved over a blocking finding that is neither closed nor adjudicated', () => {
    const finding = fc.record({
      identifier: fc.constantFrom('F-1', 'F-2'),
      severity: fc.constantFrom(...FINDING_SEVERITIES),
      state: fc.constantFrom(...FINDING_STATES),
      conditionDue: fc.constantFrom(null, '2027-01-31', 'soon'),
    });
    fc.assert(
      fc.property(
        fc.array(finding, { maxLength: 6 }),
        fc.constantFrom('approve' as const, 'approve-with-conditions' as const),
        (findings, event) => {
          const facts = {
            ...approvable,
            findings,
            conditions: event === 'approve' ? [] : [{ text: 'Report.', due: '2027-01-31' }],
          };
          const outcome = transition(RELEASE, 'under-review', event, facts);
          if (!outcome.ok) return;
          for (const { severity, state, conditionDue } of findings) {
            if (severity === 'blocking') expect(['closed', 'adjudicated']).toContain(state);
            if (severity === 'major' && state === 'converted-to-condition') {
              expect(conditionDue).toBe('2027-01-31');
            }
            if (severity === 'major') {
              expect(['closed', 'adjudicated', 'converted-to-condition']).toContain(state);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is published only from an approval, whatever the order of events', () => {
    const events = RELEASE.transitions.map((one) => one.event);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (sequence) => {
        let state: 'draft' | ReleaseState = 'draft';
        let approved = false;
        for (const event of sequence) {
          const step = RELEASE.transitions.find(
            (one) => one.event === event && one.from.includes(state),
          );
          if (step === undefined) continue;
          state = step.to;
          approved ||= event === 'approve' || event === 'approve-with-conditions';
          if (state === 'published' || state === 'suspended' || state === 'revoked') {
            expect(approved).toBe(true);
          }
          if (approved) expect(['withdrawn', 'replaced', 'rejected']).not.toContain(state);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has a name for every stored state', () => {
    expect(Object.keys(RELEASE.states)).toEqual(['draft', ...RELEASE_STATES]);
  });
});

describe('finding', () => {
  it('is closed, verified and sent back by its raiser alone', () => {
    for (const state of FINDING_STATES) {
      for (const event of ['close', 'send-back', 'verify'] as const) {
        const facts = { byRaiser: false, reason: 'Answered.' };
        expect(transition(FINDING, state, event, facts).ok).toBe(false);
      }
    }
    expect(
      transition(FINDING, 'response-given', 'close', { byRaiser: true, reason: 'Shown.' }),
    ).toEqual({ ok: true, state: 'closed' });
  });

  it('cannot become a condition while it blocks', () => {
    const facts = { reason: 'r', due: '2027-02-01', today: '2026-12-01' } as const;
    expect(
      transition(FINDING, 'open', 'convert-to-condition', { ...facts, severity: 'blocking' }),
    ).toMatchObject({ refused: 'not-blocking' });
    expect(
      transition(FINDING, 'open', 'convert-to-condition', { ...facts, severity: 'major' }).ok,
    ).toBe(true);
    expect(
      transition(FINDING, 'open', 'convert-to-condition', {
        ...facts,
        severity: 'major',
        due: '2026-11-30',
      }),
    ).toMatchObject({ refused: 'due-date-set' });
  });
});

describe('the other machines', () => {
  it('refuses a doubt only with a second person', () => {
    expect(
      transition(DEFEATER, 'being-investigated', 'refute', { reason: 'r', byAuthorAlone: true }),
    ).toMatchObject({ refused: 'second-person' });
  });

  it('accepts a residual doubt only with owner, classes and review date', () => {
    const facts = {
      reason: 'Exposure is capped.',
      owner: 'Ada Reyes',
      consequence: 'low',
      likelihood: 'low',
      due: '2027-03-01',
      today: '2026-12-01',
    } as const;
    expect(transition(DEFEATER, 'sustained', 'accept-as-residual', facts).ok).toBe(true);
    for (const lacking of [{ owner: ' ' }, { consequence: null }, { due: '2027-02-30' }]) {
      const outcome = transition(DEFEATER, 'sustained', 'accept-as-residual', {
        ...facts,
        ...lacking,
      });
      expect(outcome.ok).toBe(false);
    }
  });

  it('keeps a cut-off upload out of the scan', () => {
    expect(
      transition(EVIDENCE_VERSION, 'registered', 'receive', { bytes: 82, expectedBytes: 100 }),
    ).toMatchObject({ refused: 'all-bytes-here' });
  });

  it('activates no judge who contributed or holds another part', () => {
    const facts = { role: 'assessor', contributed: false, otherRoles: [] } as const;
    expect(transition(ENGAGEMENT, 'invited', 'accept', facts).ok).toBe(true);
    expect(
      transition(ENGAGEMENT, 'invited', 'accept', { ...facts, contributed: true }),
    ).toMatchObject({ refused: 'not-a-contributor' });
    expect(
      transition(ENGAGEMENT, 'invited', 'accept', { ...facts, otherRoles: ['decision-maker'] }),
    ).toMatchObject({ refused: 'one-part-only' });
    expect(
      transition(ENGAGEMENT, 'invited', 'accept', {
        role: 'co-author',
        contributed: true,
        otherRoles: ['assessor'],
      }),
    ).toMatchObject({ refused: 'one-part-only' });
  });

  it('opens a round only with a declaration of independence', () => {
    expect(
      transition(REVIEW_ROUND, 'proposed', 'open', { declared: false, contributed: false }),
    ).toMatchObject({ refused: 'independence-declared' });
  });
});
