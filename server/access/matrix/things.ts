import { randomBytes, randomUUID } from 'node:crypto';
import { newId } from '@/core/argument/ids';

/** What calls are given: names of things in one tenant, and what they look like. */
const SHAPES = {
  orgSlug: 'slug',
  casePath: 'slug',
  caseSlug: 'slug',
  caseId: 'id',
  viewerId: 'id',
  ownerId: 'id',
  sessionId: 'uuid',
  passkeyId: 'id',
  invitationId: 'id',
  invitationToken: 'token',
  statementId: 'id',
  keyId: 'key',
  pendingKeyId: 'key',
  engagementId: 'id',
  commentId: 'id',
  ownerEvidenceId: 'id',
  ownerVersionId: 'id',
  assessorsEvidenceId: 'id',
  assessorsVersionId: 'id',
  publicEvidenceId: 'id',
  publicVersionId: 'id',
  uploadId: 'id',
  indicatorId: 'id',
  apiTokenId: 'id',
  evidenceTokenId: 'id',
  releaseId: 'id',
  roundId: 'id',
  draftFindingId: 'id',
  openFindingId: 'id',
  answeredFindingId: 'id',
  disputedFindingId: 'id',
  majorFindingId: 'id',
} as const;
export type ThingName = keyof typeof SHAPES;
export type Things = Record<ThingName, string>;

const MAKE: Record<(typeof SHAPES)[ThingName], () => string> = {
  slug: () => `nothing-${randomBytes(4).toString('hex')}`,
  id: newId,
  uuid: randomUUID,
  key: () => randomBytes(32).toString('hex'),
  token: () => randomBytes(32).toString('base64url'),
};

/** Names of things that are nowhere. */
export function absentThings(): Things {
  const names = Object.keys(SHAPES) as ThingName[];
  return Object.fromEntries(names.map((name) => [name, MAKE[SHAPES[name]]()])) as Things;
}

/** The same things, with a note of which were asked for. */
export function noting(things: Things, asked: Set<ThingName>): Things {
  return new Proxy(things, {
    get(target, name: ThingName) {
      asked.add(name);
      return target[name];
    },
  });
}
