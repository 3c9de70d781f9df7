import { prepared } from '@/core/attest/statements';
import type { Db } from '@/server/platform/database';

/** One signed act on a release, in words. */
export interface StatementLine {
  id: string;
  personId: string | null;
  words: string;
  at: string;
  sha256: string;
  logIndex: number;
}

const DECISION = {
  approved: 'Approved',
  'approved-with-conditions': 'Approved with conditions',
  rejected: 'Rejected',
};
const STATUS = {
  publish: 'Published',
  suspend: 'Suspended',
  reinstate: 'Reinstated',
  revoke: 'Revoked',
};
const ASSESSMENT = {
  supported: 'supported',
  'partly-supported': 'partly supported',
  'not-supported': 'not supported',
};

/**
 * Everything that was signed about a release, newest first.
 *
 * @param assessments whether reviews say what they conclude: not before the decision, so that each
 *   assessor's report is their own
 */
export async function statementsAbout(
  db: Db,
  releaseId: string,
  { assessments }: { assessments: boolean },
): Promise<StatementLine[]> {
  const rows = await db.statement.findMany({
    where: { releaseId },
    select: {
      id: true,
      payload: true,
      sha256: true,
      personId: true,
      logIndex: true,
      createdAt: true,
    },
    orderBy: { logIndex: 'desc' },
    take: 1_000,
  });
  return rows.map(({ id, payload, sha256, personId, logIndex, createdAt }) => ({
    id,
    personId,
    sha256,
    logIndex,
    words: wordsOf(new Uint8Array(payload), assessments),
    at: createdAt.toISOString(),
  }));
}

function wordsOf(payload: Uint8Array, assessments: boolean): string {
  const { statement } = prepared(payload);
  switch (statement.predicateType) {
    case 'urn:casewright:release:1':
      return 'Submitted for review';
    case 'urn:casewright:disclosure:1':
      return `Views disclosed: ${statement.predicate.views.map((view) => view.name).join(', ')}`;
    case 'urn:casewright:review:1':
      return assessments
        ? `Review signed: ${ASSESSMENT[statement.predicate.assessment]}`
        : 'Review signed';
    case 'urn:casewright:signoff:1':
      return DECISION[statement.predicate.decision];
    case 'urn:casewright:status:1':
      return STATUS[statement.predicate.action];
    case 'urn:casewright:acknowledgement:1':
      return statement.predicate.about === 'base'
        ? 'Acknowledged that the base moved'
        : `Answered for an indicator that was ${statement.predicate.breach}`;
    case 'urn:casewright:key:1':
      return 'A statement about a key';
  }
}
