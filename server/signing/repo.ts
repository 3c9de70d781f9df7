import { z } from 'zod';
import type { Assertion } from '@/core/attest/signedStatement';
import { assertionSchema } from '@/core/attest/signedStatement';
import { saltedProseSchema, type SaltedProse } from '@/core/attest/prose';
import { newId } from '@/core/argument/ids';
import type { ReleaseState } from '@/core/workflow/release';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';

const LIFETIME_MINUTES = 5;
const KEPT_HOURS = 24;

export type SigningCeremonyKind = 'register-signing' | 'statement';

export interface CeremonyRow {
  id: string;
  challenge: string;
  data: Prisma.JsonValue;
  statement: Uint8Array | null;
  expiresAt: Date;
}

/** Remembers a challenge that was handed out to one person in one session. */
export async function openCeremony(
  tx: Tx,
  ceremony: {
    kind: SigningCeremonyKind;
    personId: string;
    sessionId: string;
    challenge: string;
    data: Prisma.InputJsonObject;
    statement: Uint8Array | null;
    now: Date;
  },
): Promise<{ id: string; expiresAt: Date }> {
  const { now, statement, ...rest } = ceremony;
  const id = newId();
  const expiresAt = new Date(now.getTime() + LIFETIME_MINUTES * 60_000);
  // What was signed is kept with its statement; a ceremony that ended is of no use to anybody.
  await tx.ceremony.deleteMany({
    where: { kind: rest.kind, expiresAt: { lt: new Date(now.getTime() - KEPT_HOURS * 3_600_000) } },
  });
  await tx.ceremony.create({
    data: {
      ...rest,
      id,
      statement: statement && new Uint8Array(statement),
      createdAt: now,
      expiresAt,
    },
  });
  return { id, expiresAt };
}

interface Expected {
  kind: SigningCeremonyKind;
  personId: string;
  sessionId: string;
}

const CEREMONY = {
  id: true,
  challenge: true,
  data: true,
  statement: true,
  expiresAt: true,
} as const;

/** A ceremony that is still open to this person in this session; null otherwise. */
export function findOpenCeremony(
  db: Db,
  id: string,
  expected: Expected,
  now: Date,
): Promise<CeremonyRow | null> {
  return db.ceremony.findFirst({
    where: { id, ...expected, usedAt: null, expiresAt: { gt: now } },
    select: CEREMONY,
  });
}

/**
 * Uses a ceremony up; `kept` is what a later step finds with it, for so many minutes.
 *
 * @returns false when somebody else did, or it has ended.
 */
export async function spendCeremony(
  tx: Tx,
  id: string,
  now: Date,
  kept?: { data: Prisma.InputJsonObject; minutes: number },
): Promise<boolean> {
  const { count } = await tx.ceremony.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: {
      usedAt: now,
      ...(kept && {
        data: kept.data,
        expiresAt: new Date(now.getTime() + kept.minutes * 60_000),
      }),
    },
  });
  return count === 1;
}

/** A ceremony that was used by this person in this session, and has not run out since. */
export function findUsedCeremony(
  db: Db,
  id: string,
  expected: Expected,
  now: Date,
): Promise<CeremonyRow | null> {
  return db.ceremony.findFirst({
    where: { id, ...expected, usedAt: { not: null }, expiresAt: { gt: now } },
    select: CEREMONY,
  });
}

export interface StatementRow {
  id: string;
  releaseId: string | null;
  predicateType: string;
  payload: Uint8Array;
  sha256: string;
  personId: string | null;
  keyId: string | null;
  assertions: Assertion[];
  /** Base64 of 64 bytes. */
  counterSignature: string;
  prose: SaltedProse[];
  logIndex: number;
  createdAt: Date;
}

const STATEMENT = {
  id: true,
  releaseId: true,
  predicateType: true,
  payload: true,
  sha256: true,
  personId: true,
  keyId: true,
  assertions: true,
  counterSignature: true,
  prose: true,
  logIndex: true,
  createdAt: true,
} as const;

const storedAssertions = z.array(assertionSchema);
const storedProse = z.array(saltedProseSchema);

const asStatement = (
  row: Prisma.StatementGetPayload<{ select: typeof STATEMENT }>,
): StatementRow => ({
  ...row,
  assertions: storedAssertions.parse(row.assertions),
  prose: storedProse.parse(row.prose),
});

export async function insertStatement(tx: Tx, row: StatementRow): Promise<void> {
  await tx.statement.create({
    data: {
      ...row,
      payload: new Uint8Array(row.payload),
      assertions: row.assertions.map((assertion) => ({ ...assertion })),
      prose: row.prose.map(({ salt, bytes }) => ({ salt, bytes })),
    },
  });
}

/** When the newest statement of the log was signed; null while there is none. */
export async function newestStatementAt(db: Db): Promise<Date | null> {
  const newest = await db.statement.findFirst({
    orderBy: { logIndex: 'desc' },
    select: { createdAt: true },
  });
  return newest?.createdAt ?? null;
}

export async function findStatements(
  db: Db,
  where: { releaseId: string } | { ids: readonly string[] },
): Promise<StatementRow[]> {
  const rows = await db.statement.findMany({
    where: 'ids' in where ? { id: { in: [...where.ids] } } : where,
    orderBy: { logIndex: 'asc' },
    take: 1_000,
    select: STATEMENT,
  });
  return rows.map(asStatement);
}

/** The organisation for which the person assesses or decides on the case; null when for none. */
export async function judgingOrganisation(
  db: Db,
  personId: string,
  caseId: string,
): Promise<{ id: string; slug: string } | null> {
  const row = await db.engagement.findFirst({
    where: {
      personId,
      caseId,
      state: 'active',
      role: { in: ['assessor', 'decision-maker'] },
      org: { memberships: { some: { personId, endedAt: null } } },
    },
    orderBy: { openedAt: 'desc' },
    select: { org: { select: { id: true, slug: true } } },
  });
  return row?.org ?? null;
}

export async function caseOrganisation(
  db: Db,
  caseId: string,
): Promise<{ id: string; slug: string } | null> {
  const row = await db.safetyCase.findUnique({
    where: { id: caseId },
    select: { org: { select: { id: true, slug: true } } },
  });
  return row?.org ?? null;
}

export async function releaseState(db: Db, releaseId: string): Promise<ReleaseState | null> {
  const row = await db.releaseStatus.findUnique({
    where: { releaseId },
    select: { state: true },
  });
  return row && (row.state as ReleaseState);
}
