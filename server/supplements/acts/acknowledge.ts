import { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { sayChanged, scopeOf, subjectOf } from '@/server/releases/acts/about';
import { id } from '@/server/releases/inputs';
import type { ReleaseRow } from '@/server/releases/repo';
import type { SignedAct } from '@/server/signing/act';
import { baseMoves, type BaseMove } from '../moves';
import { insertAcknowledgement } from '../repo';

const acknowledgeInput = z.strictObject({
  releaseId: id,
  /** What the supplement's organisation does about it. */
  response: z
    .string()
    .trim()
    .min(1, 'Say what you do about it: the statement carries it.')
    .max(4_000),
});

/**
 * The officer of a supplement acknowledges, signed and logged, that its base moved (domain rule 45).
 * The statement names the newest move and covers all before it. It restores nothing: whether the
 * supplement is in force follows from its base alone.
 */
export const acknowledgeBase: SignedAct<
  'acknowledgement',
  typeof acknowledgeInput,
  { caseId: string }
> = {
  name: 'base.acknowledge',
  predicate: 'acknowledgement',
  input: acknowledgeInput,

  async prepare(tx, context, { releaseId, response }, salt) {
    const { release, base, newest } = await authorise(tx, context, releaseId);
    return {
      subject: subjectOf(release),
      predicate: {
        about: 'base',
        base,
        event: newest.statement,
        response: salt('response', response),
      },
      organisation: release.case.org,
      releaseId,
    };
  },

  async apply(tx, context, { releaseId, response }, signed) {
    const { release, newest } = await authorise(tx, context, releaseId);
    const said = signed.statement.predicate;
    if (said.about !== 'base' || said.event !== newest.statement) {
      throw new AppError('conflict', 'The base moved again since this was shown. Look again.');
    }
    await insertAcknowledgement(tx, {
      id: newId(),
      releaseId,
      kind: 'base',
      about: newest.statement ?? `${newest.kind} ${release.baseDigest ?? ''}`,
      words: response,
      personId: context.session.personId,
      statementId: signed.id,
      // Not the moment of the signature: what the clock brought meanwhile was not before the signer.
      createdAt: new Date(said.issuedAt),
    });
    const data = { statementSha256: signed.sha256, event: newest.statement };
    await record(tx, context, 'base.acknowledged', data, scopeOf(release));
    return { caseId: release.caseId };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(
  tx: Tx,
  context: RequestContext,
  releaseId: string,
): Promise<{ release: ReleaseRow; base: string; newest: BaseMove }> {
  const access = await loadReleaseAccess(tx, context.session, releaseId);
  access.assert('base.acknowledge');
  const { release } = access;
  if (release.baseDigest === null) {
    throw new AppError('wrong-state', 'A base case builds on no other.');
  }
  const moves = (await baseMoves(tx, [release], context.now())).get(release.id);
  const [newest] = moves?.owed ?? [];
  if (newest === undefined) {
    throw new AppError('wrong-state', 'Nothing happened to the base that is not acknowledged yet.');
  }
  return { release, base: release.baseDigest, newest };
}
