import type { KeyAlgorithm } from '@/core/attest/statements';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';

export type KeyState = 'pending' | 'active' | 'revoked';

export interface KeyRow {
  /** SHA-256 of the public key, hex. */
  id: string;
  personId: string;
  org: { id: string; slug: string; name: string };
  handle: string;
  algorithm: KeyAlgorithm;
  publicKey: Uint8Array;
  state: KeyState;
  approval: 'founding' | 'admin' | null;
  approvedBy: string | null;
  createdAt: Date;
  activatedAt: Date | null;
  revokedAt: Date | null;
  statementIds: { enrol: string; approve: string | null; revoke: string | null };
  passkey: {
    id: string;
    credentialId: string;
    transports: string[];
    counter: bigint;
    name: string;
    backedUp: boolean;
    lastUsedAt: Date | null;
  };
}

const KEY = {
  id: true,
  personId: true,
  handle: true,
  algorithm: true,
  publicKey: true,
  state: true,
  approval: true,
  approvedBy: true,
  createdAt: true,
  activatedAt: true,
  revokedAt: true,
  enrolStatementId: true,
  approveStatementId: true,
  revokeStatementId: true,
  org: { select: { id: true, slug: true, name: true } },
  passkey: {
    select: {
      id: true,
      credentialId: true,
      transports: true,
      counter: true,
      name: true,
      backedUp: true,
      lastUsedAt: true,
    },
  },
} as const satisfies Prisma.SigningKeySelect;

/** Words in these columns are written by this folder alone, from the closed lists. */
function asKey(row: Prisma.SigningKeyGetPayload<{ select: typeof KEY }>): KeyRow {
  const { enrolStatementId, approveStatementId, revokeStatementId, ...rest } = row;
  return {
    ...rest,
    algorithm: row.algorithm as KeyAlgorithm,
    state: row.state as KeyState,
    approval: row.approval as KeyRow['approval'],
    statementIds: {
      enrol: enrolStatementId,
      approve: approveStatementId,
      revoke: revokeStatementId,
    },
  };
}

export async function findKey(db: Db, id: string): Promise<KeyRow | null> {
  const row = await db.signingKey.findUnique({ where: { id }, select: KEY });
  return row && asKey(row);
}

export async function findKeys(
  db: Db,
  where: { personId?: string; orgId?: string; state?: KeyState; id?: { in: string[] } },
): Promise<KeyRow[]> {
  const rows = await db.signingKey.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: 500,
    select: KEY,
  });
  return rows.map(asKey);
}

/** Locks the key against being revoked meanwhile. @returns its state. */
export async function lockKey(tx: Tx, id: string): Promise<KeyState | null> {
  const rows = await tx.$queryRaw<{ state: KeyState }[]>`
    SELECT state FROM signing_key WHERE id = ${id} FOR UPDATE`;
  return rows[0]?.state ?? null;
}

/** Keys of one organisation are founded one at a time. */
export async function lockOrganisation(tx: Tx, orgId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM organisation WHERE id = ${orgId} FOR UPDATE`;
}

export async function hasActiveKey(db: Db, orgId: string): Promise<boolean> {
  const found = await db.signingKey.findFirst({
    where: { orgId, state: 'active' },
    select: { id: true },
  });
  return found !== null;
}

export async function insertKey(
  tx: Tx,
  key: {
    id: string;
    personId: string;
    orgId: string;
    handle: string;
    algorithm: KeyAlgorithm;
    publicKey: Uint8Array;
    state: KeyState;
    approval: 'founding' | null;
    enrolStatementId: string;
    createdAt: Date;
    activatedAt: Date | null;
  },
  passkey: {
    id: string;
    credentialId: string;
    cose: Uint8Array;
    counter: number;
    transports: string[];
    backedUp: boolean;
    name: string;
  },
): Promise<void> {
  const { cose, ...rest } = passkey;
  const { personId, createdAt } = key;
  await tx.passkey.create({
    data: { ...rest, personId, createdAt, purpose: 'signing', publicKey: new Uint8Array(cose) },
  });
  await tx.signingKey.create({
    data: { ...key, publicKey: new Uint8Array(key.publicKey), passkeyId: passkey.id },
  });
}

/** Compare-and-set of the state. @returns whether the key was in it. */
export async function moveKey(
  tx: Tx,
  id: string,
  from: KeyState,
  to:
    | { state: 'active'; approvedBy: string; statementId: string; at: Date }
    | {
        state: 'revoked';
        statementId: string;
        at: Date;
      },
): Promise<boolean> {
  const { count } = await tx.signingKey.updateMany({
    where: { id, state: from },
    data:
      to.state === 'active'
        ? {
            state: 'active',
            approval: 'admin',
            approvedBy: to.approvedBy,
            activatedAt: to.at,
            approveStatementId: to.statementId,
          }
        : { state: 'revoked', revokedAt: to.at, revokeStatementId: to.statementId },
  });
  return count === 1;
}

export async function removePasskey(tx: Tx, passkeyId: string, at: Date): Promise<void> {
  await tx.passkey.updateMany({
    where: { id: passkeyId, purpose: 'signing', removedAt: null },
    data: { removedAt: at },
  });
}

/** Compare-and-set of the signature counter: of two answers with one counter the first wins. */
export async function countUse(
  tx: Tx,
  passkeyId: string,
  expected: bigint,
  used: { counter: number; backedUp: boolean; at: Date },
): Promise<boolean> {
  const { count } = await tx.passkey.updateMany({
    where: { id: passkeyId, counter: expected, purpose: 'signing', removedAt: null },
    data: { counter: used.counter, backedUp: used.backedUp, lastUsedAt: used.at },
  });
  return count === 1;
}

/** Credentials that must not be enrolled twice. */
export async function signingCredentialIds(db: Db, personId: string): Promise<string[]> {
  const rows = await db.passkey.findMany({
    where: { personId, purpose: 'signing', removedAt: null },
    select: { credentialId: true },
    take: 100,
  });
  return rows.map(({ credentialId }) => credentialId);
}

export async function credentialIsKnown(db: Db, credentialId: string): Promise<boolean> {
  return (await db.passkey.count({ where: { credentialId } })) > 0;
}

export async function handleOf(db: Db, personId: string): Promise<string> {
  const { handle } = await db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { handle: true },
  });
  return handle;
}

/** How many owners and administrators the organisation has besides this person. */
export async function otherAdministrators(
  db: Db,
  orgId: string,
  personId: string,
): Promise<number> {
  return db.membership.count({
    where: {
      orgId,
      personId: { not: personId },
      endedAt: null,
      roles: { hasSome: ['owner', 'admin'] },
      person: { disabledAt: null },
    },
  });
}

/** Whether the person or the organisation is one of the worked example. */
export async function belongsToExample(
  db: Db,
  { personId, orgId }: { personId: string; orgId: string },
): Promise<boolean> {
  const people = await db.person.count({ where: { id: personId, example: true } });
  return people > 0 || (await db.organisation.count({ where: { id: orgId, example: true } })) > 0;
}

export async function personNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, email: true },
  });
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
