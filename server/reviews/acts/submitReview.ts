import { z } from 'zod';
import { canonicalBytes } from '@/core/snapshot/canonical';
import { sha256Hex } from '@/core/snapshot/hash';
import { transition } from '@/core/workflow/machine';
import { REVIEW_ROUND } from '@/core/workflow/reviewRound';
import { record } from '@/server/audit/events';
import { lockCase, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { sayChanged, scopeOf, subjectOf } from '@/server/releases/acts/about';
import { currentView } from '@/server/releases/repo';
import type { SignedAct } from '@/server/signing/act';
import { loadRoundAccess, type RoundAccess } from '../access';
import { declarationInWords, readDeclaration } from '../declaration';
import { handInWhenComplete } from '../handIn';
import { ASSESSMENTS, id } from '../inputs';
import { assertContractJudged } from '../contract';
import { openAssignment } from '../judgements';
import {
  findingsOf,
  judgementsBy,
  organisationOf,
  signAssignment,
  submitJudgements,
  verdictsBy,
  type AssignmentRow,
} from '../repo';

const submitReviewInput = z.strictObject({
  roundId: id,
  assessment: z.enum(ASSESSMENTS),
  /** What was assessed and what follows from it, in the assessor's words. */
  summary: z.string().trim().min(1, 'must not be empty').max(20_000),
  /** Supplements: the contract with the base; null where this assessor did not judge it. */
  contract: z.enum(['verified', 'rejected']).nullable().default(null),
});

/**
 * An assessor signs their report: what they conclude, the findings and judgements as they left
 * them, the view they read, their access and their declaration. Independence is tested here again.
 * The round is handed in when the last of its assessors has signed.
 */
export const submitReview: SignedAct<
  'review',
  typeof submitReviewInput,
  { roundState: string; caseId: string }
> = {
  name: 'review.submit',
  predicate: 'review',
  input: submitReviewInput,

  async prepare(tx, context, input, salt) {
    const { access, own, viewDigest } = await authorise(tx, context, input);
    const { round, release } = access;
    return {
      subject: subjectOf(release),
      predicate: {
        assessment: input.assessment,
        findingsDigest: await findingsDigest(tx, input.roundId, own.personId),
        viewDigest,
        accessLevel: salt('accessLevel', round.access),
        assuranceLevel: round.assuranceLevel,
        independence: salt('independence', declarationInWords(readDeclaration(own.declaration))),
        summary: salt('summary', input.summary),
        ...(input.contract === null ? {} : { contract: input.contract }),
      },
      organisation: await organisationOf(tx, round.orgId),
      releaseId: release.id,
    };
  },

  async apply(tx, context, input, signed) {
    const { access, own, viewDigest } = await authorise(tx, context, input);
    const { round, release } = access;
    const said = signed.statement.predicate;
    const findings = await findingsDigest(tx, round.id, own.personId);
    if (said.findingsDigest !== findings || said.viewDigest !== viewDigest) {
      throw new AppError(
        'conflict',
        'Your findings or judgements, or the view, changed since the report was shown for signing.',
      );
    }
    const handedIn = await signAssignment(tx, own.id, {
      submittedAt: context.now(),
      assessment: input.assessment,
      summary: input.summary,
      contract: input.contract,
      statementId: signed.id,
    });
    if (!handedIn) throw new AppError('conflict', 'The report was signed already.');
    await submitJudgements(tx, round.id, own.personId, context.now());
    const roundState = await handInWhenComplete(tx, context, round, {
      assignmentId: own.id,
      report: input.summary,
    });
    const data = { roundId: round.id, statementSha256: signed.sha256 };
    await record(tx, context, 'review.submitted', data, scopeOf(release));
    return { roundState, caseId: release.caseId };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(
  tx: Tx,
  context: RequestContext,
  input: z.infer<typeof submitReviewInput>,
): Promise<{ access: RoundAccess; own: AssignmentRow; viewDigest: string }> {
  const before = await loadRoundAccess(tx, context, input.roundId);
  // Under the case's lock nobody becomes a contributor between the test and the signature.
  await lockCase(tx, before.release.caseId);
  const access = await loadRoundAccess(tx, context, input.roundId);
  access.assert('review.judge');
  const own = openAssignment(access);
  const view = await currentView(tx, access.release.id, 'assessors');
  if (view === null) throw new AppError('wrong-state', 'The assessors’ view is not disclosed.');
  await assertContractJudged(tx, access, own.personId, input.contract);
  const unsent = await findingsOf(tx, {
    roundId: input.roundId,
    raisedBy: own.personId,
    submittedAt: null,
  });
  const outcome = transition(REVIEW_ROUND, access.round.state, 'submit', {
    report: input.summary,
    assuranceLevel: access.round.assuranceLevel,
    unsentFindings: unsent.length,
  });
  if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
  return { access, own, viewDigest: view.digest };
}

/** SHA-256 over the assessor's findings and judgements as they left them, in canonical JSON. */
async function findingsDigest(tx: Tx, roundId: string, personId: string): Promise<string> {
  const findings = await findingsOf(tx, { roundId, raisedBy: personId });
  const judgements = await judgementsBy(tx, roundId, personId);
  const matches = await verdictsBy(tx, roundId, personId);
  return sha256Hex(
    canonicalBytes({
      findings: findings.map(({ number, severity, nodeId, title, body, state }) => ({
        number,
        severity,
        nodeId,
        title,
        body,
        state,
      })),
      judgements,
      ...(matches.length === 0 ? {} : { matches }),
    }),
  );
}
