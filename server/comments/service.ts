import { newId } from '@/core/argument/ids';
import { loadCaseAccess, type CaseAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import {
  countOpenThreads,
  findComment,
  insertComment,
  listComments,
  markResolved,
  type CommentRow,
} from './repo';

export interface Listed {
  access: CaseAccess;
  comments: CommentRow[];
  names: Map<string, string>;
}

/**
 * Comments belong to the draft: who reads the draft reads them.
 *
 * @throws AppError not-found, forbidden for assessors and decision-makers
 */
export async function seeComments(
  context: RequestContext,
  input: { caseId: string; nodeId: string | null },
): Promise<Listed> {
  const access = await readingDraft(context, input.caseId);
  const comments = await listComments(context.db, input.caseId, input.nodeId);
  const names = await namesOf(
    context.db,
    comments.map(({ authorId }) => authorId),
  );
  return { access, comments, names };
}

/** How many open threads each node has; nodes without any are left out. */
export async function seeOpenThreads(
  context: RequestContext,
  input: { caseId: string },
): Promise<{ nodeId: string; open: number }[]> {
  await readingDraft(context, input.caseId);
  return countOpenThreads(context.db, input.caseId);
}

/**
 * Adds a comment to a node, or a reply to its thread.
 *
 * @throws AppError not-found, forbidden, wrong-state when the thread is resolved
 */
export async function addComment(
  context: RequestContext,
  input: { caseId: string; nodeId: string; body: string; quote: string; threadId?: string },
): Promise<{ commentId: string }> {
  const { personId } = requireSession(context);
  await context.limiter.spend('comment', personId);
  const { caseId, nodeId, body, quote, threadId = null } = input;
  const commentId = newId();
  await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, context.session, { caseId });
    access.assert('comment.add');
    if (threadId !== null) await assertOpenThread(tx, { caseId, nodeId, threadId });
    await insertComment(tx, {
      id: commentId,
      caseId,
      nodeId,
      threadId,
      authorId: personId,
      body,
      quote,
      createdAt: context.now(),
    });
    await record(tx, context, 'comment.added', { commentId, nodeId }, { caseId });
  });
  await context.bus.publish('case-changed', { caseId, what: 'comments' });
  return { commentId };
}

/**
 * Resolves a thread. Doing it twice is no error: two people may press at once.
 *
 * @throws AppError not-found, forbidden
 */
export async function resolveThread(
  context: RequestContext,
  input: { commentId: string },
): Promise<void> {
  const { personId } = requireSession(context);
  const caseId = await inTransaction(context.db, async (tx) => {
    const comment = await findComment(tx, input.commentId);
    if (!comment || comment.threadId !== null) throw notFound('The comment');
    const access = await loadCaseAccess(tx, context.session, { caseId: comment.caseId });
    const { authorId } = comment;
    access.assert('comment.resolve', { case: access.resource, authorId });
    if (await markResolved(tx, comment.id, personId, context.now()))
      await record(
        tx,
        context,
        'comment.resolved',
        { commentId: comment.id },
        { caseId: comment.caseId },
      );
    return comment.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'comments' });
}

async function readingDraft(context: RequestContext, caseId: string): Promise<CaseAccess> {
  const access = await loadCaseAccess(context.db, context.session, { caseId });
  access.assert('case.read');
  return access;
}

async function assertOpenThread(
  db: Db,
  where: { caseId: string; nodeId: string; threadId: string },
): Promise<void> {
  const first = await findComment(db, where.threadId);
  if (
    !first ||
    first.threadId !== null ||
    first.caseId !== where.caseId ||
    first.nodeId !== where.nodeId
  )
    throw notFound('The thread');
  if (first.resolvedAt)
    throw new AppError('wrong-state', 'This thread is resolved. Begin a new one.');
}
