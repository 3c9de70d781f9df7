import { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { decidesInternally } from '@/core/policy/parts';
import { isLocalDate, localDate } from '@/core/workflow/window';
import { record } from '@/server/audit/events';
import { lockCase, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess, type ReleaseAccess } from '@/server/releases/access';
import { sayChanged, scopeOf, subjectOf } from '@/server/releases/acts/about';
import { digest, id } from '@/server/releases/inputs';
import { moveRelease, nextState } from '@/server/releases/move';
import type { SignedAct } from '@/server/signing/act';
import { organisationOf } from '@/server/reviews/repo';
import { loadDecisionGround, type DecisionGround } from '../facts';
import { insertConditions, insertSignOff } from '../repo';

/** Which edition of core/policy and core/workflow a decision was made under. */
const POLICY_VERSION = 'casewright-policy/1';

const words = (max: number) => z.string().trim().max(max);

export const signInput = z.strictObject({
  releaseId: id,
  decision: z.enum(['approved', 'approved-with-conditions', 'rejected']),
  reasons: words(20_000).min(1, 'Give your reasons: they are published with the decision.'),
  /** Where the signer departs from an assessor, or was in doubt; published with the decision. */
  dissent: words(20_000),
  /** Residual records accepted by name. */
  acceptedResiduals: z.array(id).max(5_000),
  conditions: z
    .array(
      z.strictObject({
        text: words(1_000).min(1, 'Give every condition its words.'),
        due: z.string().refine(isLocalDate, 'must be a date, written year-month-day'),
      }),
    )
    .max(100),
  /** Digest of the assessors' view that the page showed. */
  viewDigest: digest,
});
type SignInput = z.infer<typeof signInput>;

const EVENT = {
  approved: 'approve',
  'approved-with-conditions': 'approve-with-conditions',
  rejected: 'reject',
} as const;

/**
 * A decision-maker signs the decision on a release, bound to its digest and to the view they read.
 * Whoever contributed, assesses or handled it cannot; of two who decide at once, one loses.
 */
export const signOff: SignedAct<
  'signoff',
  typeof signInput,
  { signOffId: string; state: string; caseId: string }
> = {
  name: 'signoff.sign',
  predicate: 'signoff',
  input: signInput,

  async prepare(tx, context, input, salt) {
    const { access, ground, capacity } = await authorise(tx, context, input);
    const { release } = access;
    return {
      subject: subjectOf(release),
      predicate: {
        decision: input.decision,
        capacity,
        viewDigest: ground.view.digest,
        policyVersion: POLICY_VERSION,
        acceptedResiduals: accepted(input),
        conditions: carried(input, ground).map(({ text, due }) => ({
          text: salt('condition', text),
          due,
        })),
        reasons: salt('reasons', input.reasons),
        dissent: input.dissent === '' ? null : salt('dissent', input.dissent),
      },
      organisation: await decidingOrg(tx, access),
      releaseId: release.id,
    };
  },

  async apply(tx, context, input, signed) {
    const { access, ground, capacity } = await authorise(tx, context, input);
    const { release } = access;
    const said = signed.statement.predicate;
    const conditions = carried(input, ground);
    if (said.capacity !== capacity || !sameDates(said.conditions, conditions)) {
      throw new AppError(
        'conflict',
        'What the decision rests on changed since it was shown. Look again.',
      );
    }
    const also = {
      reason: input.reasons,
      changes: {
        decision: input.decision,
        decidedAt: context.now(),
        internallyDecided: capacity === 'internal',
      },
    };
    const state =
      input.decision === 'rejected'
        ? await moveRelease(tx, context, release, 'reject', ground.reviewFacts(input.reasons), also)
        : await moveRelease(
            tx,
            context,
            release,
            EVENT[input.decision],
            factsOf(context, input, ground),
            also,
          );
    const signOffId = newId();
    await insertSignOff(tx, {
      id: signOffId,
      releaseId: release.id,
      personId: context.session.personId,
      orgId: (await decidingOrg(tx, access)).id,
      capacity,
      decision: input.decision,
      reasons: input.reasons,
      dissent: input.dissent,
      statementId: signed.id,
      createdAt: context.now(),
    });
    await insertConditions(tx, release.id, input.conditions);
    const data = { signOffId, decision: input.decision, statementSha256: signed.sha256 };
    await record(tx, context, 'signoff.signed', data, scopeOf(release));
    return { signOffId, state, caseId: release.caseId };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(
  tx: Tx,
  context: RequestContext,
  input: SignInput,
): Promise<{
  access: ReleaseAccess;
  ground: DecisionGround;
  capacity: 'external' | 'internal';
}> {
  const session = requireSession(context);
  const before = await loadReleaseAccess(tx, session, input.releaseId);
  // Under the case's lock nobody becomes a contributor between the test and the signature.
  await lockCase(tx, before.release.caseId);
  const access = await loadReleaseAccess(tx, session, input.releaseId);
  access.assert('signoff.decide');
  const ground = await loadDecisionGround(tx, access.release);
  if (ground.view.digest !== input.viewDigest) {
    throw new AppError(
      'conflict',
      'The assessors’ view is not the one you were shown. Look again.',
    );
  }
  const known = new Set(ground.residuals.map((residual) => residual.id));
  if (input.acceptedResiduals.some((accepted) => !known.has(accepted))) {
    throw new AppError('invalid', 'This release leaves no such thing open.', 'acceptedResiduals');
  }
  if (input.decision !== 'approved-with-conditions' && input.conditions.length > 0) {
    throw new AppError(
      'invalid',
      'Only an approval with conditions carries conditions.',
      'conditions',
    );
  }
  const today = localDate(context.now(), access.release.windowZone);
  if (today !== null && input.conditions.some((condition) => condition.due < today)) {
    throw new AppError('invalid', `A due date has passed. Set one from ${today} on.`, 'conditions');
  }
  const { state } = access.release.status;
  if (input.decision === 'rejected') nextState(state, 'reject', ground.reviewFacts(input.reasons));
  else nextState(state, EVENT[input.decision], factsOf(context, input, ground));
  return {
    access,
    ground,
    capacity: decidesInternally(access.actor, access.resource) ? 'internal' : 'external',
  };
}

function factsOf(context: RequestContext, input: SignInput, ground: DecisionGround) {
  return ground.facts({
    reason: input.reasons,
    acceptedResiduals: input.acceptedResiduals,
    acceptedBy: requireSession(context).name,
    conditions: input.conditions,
  });
}

/** All conditions an approval carries: those that findings became, and those given now. */
function carried(input: SignInput, ground: DecisionGround): { text: string; due: string }[] {
  return input.decision === 'approved-with-conditions'
    ? [...ground.converted, ...input.conditions]
    : [];
}

function accepted(input: SignInput): string[] {
  return input.decision === 'rejected' ? [] : [...new Set(input.acceptedResiduals)].sort();
}

function sameDates(
  said: readonly { due: string | null }[],
  now: readonly { due: string }[],
): boolean {
  return JSON.stringify(said.map(({ due }) => due)) === JSON.stringify(now.map(({ due }) => due));
}

/** The organisation for which the actor decides. */
async function decidingOrg(tx: Tx, { actor, release }: ReleaseAccess) {
  const held = actor.engagements.find(
    ({ role, state }) => role === 'decision-maker' && state === 'active',
  );
  return held === undefined ? release.case.org : organisationOf(tx, held.orgId);
}
