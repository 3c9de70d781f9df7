import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { newId } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import { SAMPLE_ARTEFACT, sampleId } from '@/core/snapshot/testing/sampleCase';
import type { EvidenceAccess } from '@/core/policy/resources';
import { newToken } from '@/server/auth/tokens';
import { startSession } from '@/server/auth/session';
import type { TokenScope } from '@/server/monitors/tokenScopes';
import type { Tx } from '@/server/platform/database';
import { seed, storyDocument } from '@/server/test/releaseStory';
import { Signer } from '@/server/test/signer';
import { WATCHED } from '@/server/test/watchedStory';
import type { TestCase, TestOrg, TestPerson, World } from '@/server/test/world';
import type { Things } from './things';

/** Both tenants call their case this. */
const CASE_SLUG = 'harbour';
/** A node of the sample case. */
export const NODE_ID = sampleId('G1');
/** Numbers of the three artefacts of a case, by how far their bytes reach. */
export const EVIDENCE_NUMBER: Record<EvidenceAccess, number> = {
  owner: 1,
  assessors: 2,
  public: 3,
};

export interface TenantPeople {
  owner: TestPerson;
  viewer: TestPerson;
  author: TestPerson;
  contributor: TestPerson;
  /** Waits for the approval of a key. */
  trainee: TestPerson;
  reader: TestPerson;
}

type ReleaseThings =
  | 'releaseId'
  | 'roundId'
  | 'draftFindingId'
  | 'openFindingId'
  | 'answeredFindingId'
  | 'disputedFindingId'
  | 'majorFindingId';
export type TenantThings = Omit<Things, ReleaseThings>;

/** A lab's case and what belongs to it, up to the draft. */
export async function furnishTenant(
  world: World,
  { org, people, partner }: { org: TestOrg; people: TenantPeople; partner: TestOrg },
): Promise<{ owned: TestCase; things: TenantThings; founder: Signer; author: Signer }> {
  const owned = await world.case({ org, author: people.contributor, slug: CASE_SLUG });
  const founder = new Signer(world, people.owner);
  await founder.enrol(org);
  const { keyId, signer: author } = await enrolled(world, people.author, org, founder);
  const pending = await new Signer(world, people.trainee).enrol(org);
  const reader = await world.engaged(owned, 'reader', { org: partner, person: people.reader });
  const ownerEvidence = await evidence(world, owned, 'owner');
  const assessorsEvidence = await evidence(world, owned, 'assessors');
  const publicEvidence = await evidence(world, owned, 'public');
  const indicatorId = newId();
  const tokenOf = async (scope: TokenScope): Promise<string> =>
    (await apiToken(world.db, owned.id, people.contributor.id, world.deps.now(), scope)).id;
  await seed(world, owned, {
    ...storyDocument(publicEvidence.artefactId),
    // Seldom enough that nothing falls silent while calls are tried.
    indicators: [{ ...WATCHED, id: indicatorId, period: 'P365D' }],
  });
  return {
    owned,
    founder,
    author,
    things: {
      orgSlug: org.slug,
      casePath: `${org.slug}/${owned.slug}`,
      caseSlug: owned.slug,
      caseId: owned.id,
      viewerId: people.viewer.id,
      ownerId: people.owner.id,
      sessionId: await startSession(world.db, {
        personId: people.author.id,
        method: 'password',
        userAgent: 'another browser',
        address: '127.0.0.1',
        now: world.deps.now(),
      }),
      passkeyId: await signInPasskey(world, people.author),
      ...(await invitation(world, org, people.owner)),
      keyId,
      statementId: await statementBy(world, people.author),
      pendingKeyId: pending.keyId,
      engagementId: reader.engagementId,
      commentId: await comment(world, owned),
      ownerEvidenceId: ownerEvidence.artefactId,
      ownerVersionId: ownerEvidence.versionId,
      assessorsEvidenceId: assessorsEvidence.artefactId,
      assessorsVersionId: assessorsEvidence.versionId,
      publicEvidenceId: publicEvidence.artefactId,
      publicVersionId: publicEvidence.versionId,
      indicatorId,
      apiTokenId: await tokenOf('readings:write'),
      evidenceTokenId: await tokenOf('evidence:write'),
      uploadId: await upload(world, assessorsEvidence.artefactId, people.contributor),
    },
  };
}

/** Gives a person a signing key that the organisation has approved. */
export async function enrolled(
  world: World,
  person: TestPerson,
  org: TestOrg,
  founder: Signer,
  signer = new Signer(world, person),
): Promise<{ signer: Signer; keyId: string }> {
  const { keyId, state } = await signer.enrol(org);
  if (state === 'pending') await founder.sign('key.approve', { keyId });
  return { signer, keyId };
}

async function statementBy(world: World, { id: personId }: TestPerson): Promise<string> {
  const { id } = await world.db.statement.findFirstOrThrow({
    where: { personId },
    select: { id: true },
  });
  return id;
}

/** A ready version with bytes in the store. */
async function evidence(
  world: World,
  owned: TestCase,
  access: EvidenceAccess,
): Promise<{ artefactId: string; versionId: string }> {
  const bytes = utf8(SAMPLE_ARTEFACT);
  const sha256 = sha256Hex(bytes);
  const staged = newId();
  await world.deps.blobs.stage(staged, Readable.from([bytes]), bytes.length);
  await world.deps.blobs.keep(staged, sha256);
  const artefactId = newId();
  const versionId = newId();
  await world.db.evidenceArtifact.create({
    data: {
      id: artefactId,
      caseId: owned.id,
      number: EVIDENCE_NUMBER[access],
      title: `Evidence for ${access}`,
      kind: 'evaluation-log',
      access,
      createdBy: owned.author.id,
      versions: {
        create: {
          id: versionId,
          number: 1,
          state: 'ready',
          fileName: 'control.json',
          mediaType: 'application/json',
          size: BigInt(bytes.length),
          sha256,
          uploadedBy: owned.author.id,
          metrics: {
            create: {
              name: 'attack_success/mean',
              value: '0.0058',
              stderr: '0.0022',
              samples: 1200,
            },
          },
        },
      },
    },
  });
  return { artefactId, versionId };
}

/** A token of somebody's, good for a year. */
export async function apiToken(
  db: Tx | World['db'],
  caseId: string,
  personId: string,
  createdAt: Date,
  scope: TokenScope = 'readings:write',
): Promise<{ id: string; token: string }> {
  const id = newId();
  const { token, hash } = newToken();
  await db.apiToken.create({
    data: {
      id,
      caseId,
      name: 'Weekly job',
      scope,
      tokenHash: hash,
      personId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 365 * 86_400_000),
    },
  });
  return { id, token };
}

/** A version that was announced and waits for its bytes. */
async function upload(world: World, artifactId: string, person: TestPerson): Promise<string> {
  const id = newId();
  await world.db.evidenceVersion.create({ data: announced(id, artifactId, 2, person.id) });
  return id;
}

export const UPLOAD = utf8('{"attacks":7}\n');

export function announced(id: string, artifactId: string, number: number, uploadedBy: string) {
  const size = BigInt(UPLOAD.length);
  return { id, artifactId, number, state: 'registered', fileName: 'more.json', size, uploadedBy };
}

async function comment(world: World, owned: TestCase): Promise<string> {
  const id = newId();
  const { id: caseId, author } = owned;
  await world.db.comment.create({
    data: { id, caseId, nodeId: NODE_ID, authorId: author.id, body: 'Say what the margin is.' },
  });
  return id;
}

/** An invitation of somebody without an account. */
async function invitation(world: World, org: TestOrg, owner: TestPerson) {
  const invitationId = newId();
  const { token, hash } = newToken();
  const now = world.deps.now();
  await world.db.invitation.create({
    data: {
      id: invitationId,
      orgId: org.id,
      email: `newcomer@${org.slug}.example`,
      roles: ['viewer'],
      tokenHash: hash,
      invitedBy: owner.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 86_400_000),
    },
  });
  return { invitationId, invitationToken: token };
}

async function signInPasskey(world: World, person: TestPerson): Promise<string> {
  const id = newId();
  await world.db.passkey.create({
    data: {
      id,
      personId: person.id,
      purpose: 'sign-in',
      credentialId: randomUUID(),
      publicKey: new Uint8Array([1]),
      name: 'Laptop',
    },
  });
  return id;
}
