import { z } from 'zod';
import { newId } from '@/core/argument/ids';
import type { Breach } from '@/core/monitor/standing';
import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { loadReleaseAccess } from '@/server/releases/access';
import { sayChanged, scopeOf, subjectOf } from '@/server/releases/acts/about';
import { id } from '@/server/releases/inputs';
import type { ReleaseRow } from '@/server/releases/repo';
import type { SignedAct, SigningContext } from '@/server/signing/act';
import { watchedIndicators } from '@/server/status/indicators';
import { insertAcknowledgement } from '../repo';

const answerInput = z.strictObject({
  releaseId: id,
  indicatorId: id,
  /** What was found, and what is done about it. */
  response: z.string().trim().min(1, 'Say what was found and what is done about it.').max(4_000),
});
type AnswerInput = z.infer<typeof answerInput>;

/**
 * A responsible officer says that they know of a breach, and what is done. It covers what had begun
 * when the statement was written; while the indicator is red or silent the release stays out of force.
 */
export const answerIndicator: SignedAct<
  'acknowledgement',
  typeof answerInput,
  { caseId: string; indicatorId: string }
> = {
  name: 'indicator.answer',
  predicate: 'acknowledgement',
  input: answerInput,

  async prepare(tx, context, input, salt) {
    const { release, breach } = await authorise(tx, context, input);
    return {
      subject: subjectOf(release),
      predicate: {
        about: 'indicator',
        indicator: input.indicatorId,
        breach: breach.kind,
        since: breach.since.toISOString(),
        response: salt('response', input.response),
      },
      organisation: release.case.org,
      releaseId: release.id,
    };
  },

  async apply(tx, context, input, signed) {
    const { release, breach } = await authorise(tx, context, input);
    const { predicate } = signed.statement;
    const isSame =
      predicate.about === 'indicator' &&
      predicate.breach === breach.kind &&
      predicate.since === breach.since.toISOString();
    if (!isSame) throw new AppError('conflict', 'Somebody else answered meanwhile. Look again.');
    const { indicatorId, response } = input;
    await insertAcknowledgement(tx, {
      id: newId(),
      releaseId: release.id,
      about: indicatorId,
      words: response,
      personId: context.session.personId,
      statementId: signed.id,
      // Not the moment of the signature: what began while it was given was not before the signer.
      createdAt: new Date(predicate.issuedAt),
    });
    await record(
      tx,
      context,
      'indicator.answered',
      { indicatorId, statementSha256: signed.sha256 },
      scopeOf(release),
    );
    return { caseId: release.caseId, indicatorId };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(
  tx: Tx,
  context: SigningContext,
  { releaseId, indicatorId }: AnswerInput,
): Promise<{ release: ReleaseRow; breach: Breach }> {
  const access = await loadReleaseAccess(tx, context.session, releaseId);
  access.assert('indicator.answer');
  const { release } = access;
  const watched = await watchedIndicators(tx, [release], context.now(), indicatorId);
  const [indicator] = watched.get(releaseId) ?? [];
  if (indicator === undefined) throw notFound('The indicator');
  const { unanswered } = indicator.standing;
  if (unanswered === null)
    throw new AppError('wrong-state', 'Nothing of this indicator waits for an answer.');
  return { release, breach: unanswered };
}
