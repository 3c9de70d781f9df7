import type { Tx } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import type { Prisma } from '@/server/generated/prisma/client';

/** Everything that is recorded, with what it carries. Names of people are never in `data`. */
export interface AuditEvents {
  'example.made': Record<string, never>;
  'person.created': { personId: string; via: 'setup' | 'invitation' | 'example' };
  'person.passwordChanged': Record<string, never>;
  'session.started': { method: string };
  'session.ended': { sessionId: string };
  'passkey.added': { passkeyId: string; purpose: string };
  'passkey.removed': { passkeyId: string };
  'mail.chosen': { kinds: string[]; off: boolean; via: 'account' | 'link' };
  'org.created': { slug: string; kind: string };
  'member.invited': { invitationId: string; roles: string[] };
  'member.joined': { personId: string; roles: string[] };
  'member.rolesChanged': { personId: string; before: string[]; after: string[] };
  'member.removed': { personId: string };
  'invitation.revoked': { invitationId: string };
  'key.enrolled': { keyId: string };
  'key.approved': { keyId: string };
  'key.revoked': { keyId: string };
  'engagement.opened': { engagementId: string; personId: string; role: string };
  'engagement.closed': { engagementId: string; reason: string };
  'case.created': { template: string | null; base: string | null };
  'supplement.repinned': { from: string; to: string };
  'base.acknowledged': { statementSha256: string; event: string | null };
  'reading.added': { indicatorId: string; readingId: string; tokenId: string | null };
  'token.created': { tokenId: string; scope: string };
  'token.revoked': { tokenId: string };
  'indicator.answered': { indicatorId: string; statementSha256: string };
  'case.repaired': { states: number; checkpoints: number; contributions: number };
  'case.thinned': { upto: number; statesSha256: string };
  'case.renamed': { title: string };
  'case.instantiated': { parameters: string[]; choices: number };
  'comment.added': { commentId: string; nodeId: string };
  'comment.resolved': { commentId: string };
  'tour.noted': { found: string[]; hidden: boolean };
  'evidence.registered': { artifactId: string; versionId: string; tokenId: string | null };
  'evidence.ready': { versionId: string; sha256: string };
  'evidence.quarantined': { versionId: string; reason: string };
  'evidence.retracted': { versionId: string; reason: string };
  'evidence.opened': { versionId: string };
  'release.frozen': { digest: string; number: number; candidate: number };
  'release.submitted': { statementSha256: string };
  'release.stateChanged': { from: string; to: string; reason: string };
  'view.made': { name: string; digest: string };
  'review.opened': { roundId: string };
  'review.declared': { roundId: string };
  'review.submitted': { roundId: string; statementSha256: string };
  'finding.raised': { findingId: string; severity: string };
  'finding.moved': { findingId: string; from: string; to: string };
  'signoff.signed': { signOffId: string; decision: string; statementSha256: string };
  'condition.met': { conditionId: string; note: string };
  'release.published': { statementSha256: string };
  'release.suspended': { statementSha256: string; reason: string };
  'release.reinstated': { statementSha256: string };
  'release.revoked': { statementSha256: string; reason: string };
}

export type AuditType = keyof AuditEvents;

interface Scope {
  orgId?: string;
  caseId?: string;
  releaseId?: string;
  /** When nobody is signed in yet, as at set-up. */
  actorId?: string;
}

/** Records what happened, in the transaction in which it happened. */
export async function record<T extends AuditType>(
  tx: Tx,
  context: Pick<RequestContext, 'session' | 'now'>,
  type: T,
  data: AuditEvents[T],
  scope: Scope = {},
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      at: context.now(),
      actorId: scope.actorId ?? context.session?.personId ?? null,
      sessionId: context.session?.sessionId ?? null,
      type,
      orgId: scope.orgId ?? null,
      caseId: scope.caseId ?? null,
      releaseId: scope.releaseId ?? null,
      data: data as Prisma.InputJsonObject,
    },
  });
}
