import type { Tx } from '@/server/platform/database';

/**
 * Findings that are not closed move from a replaced candidate to its successor, with the conditions
 * that some were turned into. Each keeps the round it was raised in and everything said on it.
 *
 * @returns how many moved
 */
export async function carryOverFindings(tx: Tx, from: string, to: string): Promise<number> {
  const open = {
    releaseId: from,
    submittedAt: { not: null },
    state: { notIn: ['closed', 'adjudicated'] },
  };
  const moving = await tx.finding.findMany({ where: open, select: { id: true } });
  const ids = moving.map((finding) => finding.id);
  await tx.approvalCondition.updateMany({
    where: { releaseId: from, id: { in: ids } },
    data: { releaseId: to },
  });
  const { count } = await tx.finding.updateMany({
    where: { id: { in: ids } },
    data: { releaseId: to },
  });
  return count;
}
