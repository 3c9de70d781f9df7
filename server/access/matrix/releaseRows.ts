import { newId } from '@/core/argument/ids';
import type { FindingState } from '@/core/workflow/finding';
import type { Tx } from '@/server/platform/database';
import type { Things } from './things';

export interface ReleaseOf {
  caseId: string;
  path: string;
  officerId: string;
  assessorId: string;
  assessorOrgId: string;
  contributorId: string;
  at: Date;
}

/**
 * A release under review as rows: for a tenant whose release only has to be there, and stays closed to
 * others. Its bytes say nothing.
 */
export async function releaseByRows(tx: Tx, of: ReleaseOf): Promise<Partial<Things>> {
  const releaseId = newId();
  const digest = newId() + newId();
  await tx.release.create({
    data: {
      id: releaseId,
      caseId: of.caseId,
      number: 1,
      candidate: 1,
      path: of.path,
      kind: 'base',
      title: of.path,
      seq: 0,
      manifest: new Uint8Array(),
      digest,
      contentDigest: digest,
      secret: new Uint8Array(),
      records: new Uint8Array(),
      windowFrom: '2027-01-01',
      windowUntil: '2027-12-31',
      windowZone: 'UTC',
      changelog: 'First release.',
      frozenBy: of.officerId,
      frozenAt: of.at,
      status: {
        create: { state: 'under-review', submittedAt: of.at },
      },
      contributors: { create: { personId: of.contributorId } },
    },
  });
  const roundId = newId();
  await tx.reviewRound.create({
    data: {
      id: roundId,
      releaseId,
      number: 1,
      state: 'open',
      orgId: of.assessorOrgId,
      leadId: of.assessorId,
      scope: 'All of it.',
      access: 'The frozen release.',
      assuranceLevel: 2,
      assignments: {
        create: { id: newId(), personId: of.assessorId, role: 'lead', declaration: {} },
      },
    },
  });
  const finding = async (number: number, state: FindingState, sent = true): Promise<string> => {
    const id = newId();
    await tx.finding.create({
      data: {
        id,
        caseId: of.caseId,
        releaseId,
        roundId,
        number,
        raisedBy: of.assessorId,
        severity: 'minor',
        title: `Finding ${number}`,
        body: 'What is the margin?',
        state,
        submittedAt: sent ? of.at : null,
      },
    });
    return id;
  };
  return {
    releaseId,
    roundId,
    draftFindingId: await finding(1, 'open', false),
    openFindingId: await finding(2, 'open'),
    answeredFindingId: await finding(3, 'response-given'),
    disputedFindingId: await finding(4, 'disputed'),
    majorFindingId: await finding(5, 'open'),
  };
}
