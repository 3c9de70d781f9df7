import { newId } from '@/core/argument/ids';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';

export async function insertSignOff(
  tx: Tx,
  signOff: Prisma.SignOffUncheckedCreateInput,
): Promise<void> {
  await tx.signOff.create({ data: signOff });
}

export async function insertConditions(
  tx: Tx,
  releaseId: string,
  conditions: readonly { text: string; due: string }[],
): Promise<void> {
  await tx.approvalCondition.createMany({
    data: conditions.map(({ text, due }) => ({ id: newId(), releaseId, text, due })),
  });
}

export async function findCondition(
  db: Db,
  conditionId: string,
): Promise<{ releaseId: string } | null> {
  return db.approvalCondition.findUnique({
    where: { id: conditionId },
    select: { releaseId: true },
  });
}

/** @returns false when it was recorded as met before */
export async function setMet(tx: Tx, conditionId: string, metAt: Date): Promise<boolean> {
  const { count } = await tx.approvalCondition.updateMany({
    where: { id: conditionId, metAt: null },
    data: { metAt },
  });
  return count === 1;
}

export interface SignOffRow {
  id: string;
  personId: string;
  orgId: string;
  capacity: string;
  decision: string;
  reasons: string;
  dissent: string;
  statementId: string;
  createdAt: Date;
}

/** Decisions signed on a release, oldest first. */
export async function signOffsOf(db: Db, releaseId: string): Promise<SignOffRow[]> {
  return db.signOff.findMany({
    where: { releaseId },
    select: {
      id: true,
      personId: true,
      orgId: true,
      capacity: true,
      decision: true,
      reasons: true,
      dissent: true,
      statementId: true,
      createdAt: true,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 100,
  });
}
