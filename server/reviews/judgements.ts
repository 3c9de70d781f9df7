import type { z } from 'zod';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { currentView } from '@/server/releases/repo';
import { readStoredView } from '@/server/releases/readViews';
import { loadRoundAccess, type RoundAccess } from './access';
import type { judgeInput, markInput } from './inputs';
import { setJudgement, setMarks } from './repo';

/** Sets or takes back the assessor's own judgement of a node. Nobody else sees it until it is signed. */
export async function judge(
  context: RequestContext,
  input: z.infer<typeof judgeInput>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.judge');
    const { personId } = openAssignment(access);
    await assertNodesShown(tx, access, [input.nodeId]);
    const { roundId, nodeId, value, note } = input;
    await setJudgement(
      tx,
      { roundId, personId, nodeId },
      value === null ? null : { value, note, updatedAt: context.now() },
    );
  });
}

/** Ticks nodes as viewed, or takes the ticks back. Private to the assessor. */
export async function markViewed(
  context: RequestContext,
  input: z.infer<typeof markInput>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.judge');
    const { personId } = openAssignment(access);
    if (input.viewed) await assertNodesShown(tx, access, input.nodeIds);
    const { roundId, nodeIds } = input;
    await setMarks(tx, { roundId, personId }, nodeIds, input.viewed ? context.now() : null);
  });
}

/** The actor's assignment while their report is not signed. @throws AppError wrong-state */
export function openAssignment(access: RoundAccess): NonNullable<RoundAccess['own']> {
  const { own } = access;
  if (own === null)
    throw new AppError('forbidden', 'Declare your independence in this round first.');
  if (own.submittedAt !== null) {
    throw new AppError('wrong-state', 'You have signed your report; it stands as signed.');
  }
  return own;
}

/** What is judged is what the assessors were shown. @throws AppError invalid */
export async function assertNodesShown(
  tx: Tx,
  { release }: RoundAccess,
  nodeIds: readonly string[],
): Promise<void> {
  const view = await currentView(tx, release.id, 'assessors');
  if (view === null) throw new AppError('wrong-state', 'The assessors’ view is not disclosed yet.');
  const shown = new Set(
    readStoredView(view).shown.outline.flatMap((entry) =>
      entry.entry === 'node' ? entry.node.id : [],
    ),
  );
  if (nodeIds.some((nodeId) => !shown.has(nodeId))) {
    throw new AppError('invalid', 'The assessors’ view shows no such node.', 'nodeId');
  }
}
