import type { Db, Tx } from '@/server/platform/database';

export interface CommentRow {
  id: string;
  caseId: string;
  nodeId: string;
  /** First comment of its thread; null for the first itself. */
  threadId: string | null;
  authorId: string;
  body: string;
  quote: string;
  createdAt: Date;
  resolvedAt: Date | null;
}

const COMMENT = {
  id: true,
  caseId: true,
  nodeId: true,
  threadId: true,
  authorId: true,
  body: true,
  quote: true,
  createdAt: true,
  resolvedAt: true,
} as const;

/** Comments of a case, oldest first; of one node when it is named. */
export async function listComments(
  db: Db,
  caseId: string,
  nodeId: string | null,
): Promise<CommentRow[]> {
  const rows = await db.comment.findMany({
    where: { caseId, ...(nodeId === null ? {} : { nodeId }) },
    select: COMMENT,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 1_000,
  });
  return rows.reverse();
}

export async function findComment(db: Db, id: string): Promise<CommentRow | null> {
  return db.comment.findUnique({ where: { id }, select: COMMENT });
}

export async function insertComment(
  tx: Tx,
  comment: Omit<CommentRow, 'resolvedAt'>,
): Promise<void> {
  await tx.comment.create({ data: comment });
}

/** @returns whether the thread was open until now. */
export async function markResolved(tx: Tx, id: string, by: string, at: Date): Promise<boolean> {
  const { count } = await tx.comment.updateMany({
    where: { id, threadId: null, resolvedAt: null },
    data: { resolvedAt: at, resolvedBy: by },
  });
  return count === 1;
}

/** Open threads by node, for marks beside the nodes. */
export async function countOpenThreads(
  db: Db,
  caseId: string,
): Promise<{ nodeId: string; open: number }[]> {
  const rows = await db.comment.groupBy({
    by: ['nodeId'],
    where: { caseId, threadId: null, resolvedAt: null },
    _count: true,
    orderBy: { nodeId: 'asc' },
    take: 5_000,
  });
  return rows.map(({ nodeId, _count: open }) => ({ nodeId, open }));
}
