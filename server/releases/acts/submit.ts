import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import type { SignedAct } from '@/server/signing/act';
import { loadReleaseAccess } from '../access';
import { releaseInput } from '../inputs';
import { moveRelease, nextState } from '../move';
import { contributorHandles, type ReleaseRow } from '../repo';
import { sayChanged, scopeOf, subjectOf } from './about';

/** The officer hands a frozen candidate over for review, naming who can never assess or decide it. */
export const submitRelease: SignedAct<
  'release',
  typeof releaseInput,
  { state: string; caseId: string }
> = {
  name: 'release.submit',
  predicate: 'release',
  input: releaseInput,

  async prepare(tx, context, { releaseId }) {
    const release = await authorise(tx, context, releaseId);
    nextState(release.status.state, 'submit', { changelog: release.changelog });
    return {
      subject: subjectOf(release),
      predicate: { action: 'submit', contributors: await contributorHandles(tx, releaseId) },
      organisation: release.case.org,
      releaseId,
    };
  },

  async apply(tx, context, { releaseId }, signed) {
    const release = await authorise(tx, context, releaseId);
    const state = await moveRelease(
      tx,
      context,
      release,
      'submit',
      { changelog: release.changelog },
      { changes: { submittedAt: context.now() } },
    );
    const data = { statementSha256: signed.sha256 };
    await record(tx, context, 'release.submitted', data, scopeOf(release));
    return { state, caseId: release.caseId };
  },

  after: (context, _input, { caseId }) => sayChanged(context, caseId),
};

async function authorise(tx: Tx, context: RequestContext, releaseId: string): Promise<ReleaseRow> {
  const access = await loadReleaseAccess(tx, context.session, releaseId);
  access.assert('release.submit');
  return access.release;
}
