import type { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { transition } from '@/core/workflow/machine';
import { FINDING, type FindingEvents } from '@/core/workflow/finding';
import { localDate } from '@/core/workflow/window';
import { record } from '@/server/audit/events';
import { inTransaction, lockCase, type Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { scopeOf } from '@/server/releases/acts/about';
import { loadFindingAccess, loadRoundAccess, type FindingAccess } from './access';
import type {
  convertInput,
  draftFindingInput,
  editFindingInput,
  findingInput,
  findingStepInput,
} from './inputs';
import { assertNodesShown, openAssignment } from './judgements';
import {
  deleteUnsent,
  editUnsent,
  findFinding,
  findingsOf,
  insertEntry,
  insertFinding,
  markSent,
  nextFindingNumber,
  setFinding,
  setFindingCondition,
} from './repo';

type Step = z.infer<typeof findingStepInput>;

/** Writes a finding into the assessor's pending batch; nobody else sees it yet. */
export async function draftFinding(
  context: RequestContext,
  input: z.infer<typeof draftFindingInput>,
): Promise<{ findingId: string; number: number }> {
  return inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('finding.raise');
    const { personId } = openAssignment(access);
    if (input.nodeId !== null) await assertNodesShown(tx, access, [input.nodeId]);
    const { caseId } = access.release;
    // Numbers are per case and given one at a time.
    await lockCase(tx, caseId);
    const finding = { findingId: newId(), number: await nextFindingNumber(tx, caseId) };
    await insertFinding(tx, {
      id: finding.findingId,
      number: finding.number,
      caseId,
      releaseId: access.release.id,
      roundId: input.roundId,
      raisedBy: personId,
      severity: input.severity,
      nodeId: input.nodeId,
      title: input.title,
      body: input.body,
      createdAt: context.now(),
    });
    return finding;
  });
}

/** Changes a finding that was not sent yet. */
export async function editDraft(
  context: RequestContext,
  input: z.infer<typeof editFindingInput>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const roundId = await ownDraft(tx, context, input.findingId);
    const access = await loadRoundAccess(tx, context, roundId);
    access.assert('finding.raise');
    if (input.nodeId !== null) await assertNodesShown(tx, access, [input.nodeId]);
    const { severity, nodeId, title, body } = input;
    const edited = await editUnsent(tx, input.findingId, { severity, nodeId, title, body });
    if (!edited) throw new AppError('conflict', 'The finding has been sent and stands as sent.');
  });
}

export async function discardDraft(
  context: RequestContext,
  input: z.infer<typeof findingInput>,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const roundId = await ownDraft(tx, context, input.findingId);
    (await loadRoundAccess(tx, context, roundId)).assert('finding.raise');
    if (!(await deleteUnsent(tx, input.findingId)))
      throw new AppError('conflict', 'The finding has been sent and stands as sent.');
  });
}

/** Sends the assessor's pending findings of a round in one batch. From here on they stand as sent. */
export async function sendFindings(
  context: RequestContext,
  input: { roundId: string },
): Promise<{ sent: number }> {
  const result = await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('finding.raise');
    const { personId } = openAssignment(access);
    const pending = await findingsOf(tx, {
      roundId: input.roundId,
      raisedBy: personId,
      submittedAt: null,
    });
    await markSent(
      tx,
      pending.map((finding) => finding.id),
      context.now(),
    );
    for (const { id: findingId, severity } of pending) {
      await record(tx, context, 'finding.raised', { findingId, severity }, scopeOf(access.release));
    }
    return { sent: pending.length, caseId: access.release.caseId };
  });
  await context.bus.publish('case-changed', { caseId: result.caseId, what: 'findings' });
  return { sent: result.sent };
}

/** The authors answer. */
export function answer(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.answer', 'response', body, () => ({
    event: 'respond',
    facts: { response: body },
  }));
}

/** The authors object; the decision-maker rules. */
export function dispute(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.answer', 'dispute', body, () => ({
    event: 'dispute',
    facts: { reason: body },
  }));
}

/** The raiser takes an answer up for verification and says what is checked. */
export function verify(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.close', 'verification', body, (access) => ({
    event: 'verify',
    facts: { byRaiser: isRaiser(access) },
  }));
}

export function sendBack(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.close', 'reopen', body, (access) => ({
    event: 'send-back',
    facts: { byRaiser: isRaiser(access), reason: body },
  }));
}

/** Only the raiser closes, with what was verified. */
export function close(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.close', 'close', body, (access) => ({
    event: 'close',
    facts: { byRaiser: isRaiser(access), reason: body },
  }));
}

export function uphold(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.rule', 'uphold', body, () => ({
    event: 'uphold',
    facts: { reason: body },
  }));
}

export function overrule(context: RequestContext, { findingId, body }: Step): Promise<void> {
  return step(context, findingId, 'finding.rule', 'overrule', body, () => ({
    event: 'overrule',
    facts: { reason: body },
  }));
}

/** The decision-maker turns a finding into a dated condition of the approval. */
export function convert(
  context: RequestContext,
  input: z.infer<typeof convertInput>,
): Promise<void> {
  return step(
    context,
    input.findingId,
    'finding.rule',
    'convert',
    input.reason,
    ({ finding, release }) => ({
      event: 'convert-to-condition',
      facts: {
        severity: finding.severity,
        reason: input.reason,
        due: input.due,
        today:
          localDate(context.now(), release.windowZone) ?? localDate(context.now(), 'UTC') ?? '',
      },
    }),
    async (tx, { finding, release }) => {
      const { condition: text, due } = input;
      await setFindingCondition(tx, finding.id, { releaseId: release.id, text, due });
    },
  );
}

type Fired = {
  [Event in keyof FindingEvents]: { event: Event; facts: FindingEvents[Event] };
}[keyof FindingEvents];

/** One step of a finding: policy, machine, compare-and-set, entry, audit, in one transaction. */
async function step(
  context: RequestContext,
  findingId: string,
  action: 'finding.answer' | 'finding.close' | 'finding.rule',
  kind: string,
  body: string,
  fire: (access: FindingAccess) => Fired,
  also?: (tx: Tx, access: FindingAccess) => Promise<void>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadFindingAccess(tx, context, findingId);
    const { finding, release } = access;
    if (finding.submittedAt === null) throw new AppError('wrong-state', 'Send the finding first.');
    access.assert(action);
    if (action === 'finding.rule' && release.status.state !== 'under-review') {
      throw new AppError('wrong-state', 'Findings are ruled on while the release is under review.');
    }
    const fired = fire(access);
    const outcome = transition<typeof finding.state, FindingEvents, typeof fired.event>(
      FINDING,
      finding.state,
      fired.event,
      fired.facts,
    );
    if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
    const closed = outcome.state === 'closed' || outcome.state === 'adjudicated';
    const moved = await setFinding(tx, findingId, finding.version, {
      state: outcome.state,
      closedAt: closed ? context.now() : null,
    });
    if (!moved)
      throw new AppError('conflict', 'Somebody else acted on this finding first. Look again.');
    await insertEntry(tx, {
      id: newId(),
      findingId,
      authorId: requireSession(context).personId,
      kind,
      body,
      at: context.now(),
    });
    await also?.(tx, access);
    await record(
      tx,
      context,
      'finding.moved',
      { findingId, from: finding.state, to: outcome.state },
      scopeOf(release),
    );
    return release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'findings' });
}

function isRaiser({ finding, actor }: FindingAccess): boolean {
  return finding.raisedBy === actor.personId;
}

/** Round of a draft finding of the person who asks. @throws AppError not-found to everybody else */
async function ownDraft(tx: Tx, context: RequestContext, findingId: string): Promise<string> {
  const { personId } = requireSession(context);
  const draft = await findFinding(tx, findingId);
  if (draft === null || draft.raisedBy !== personId) throw notFound('The finding');
  if (draft.submittedAt !== null) {
    throw new AppError('wrong-state', 'The finding has been sent and stands as sent.');
  }
  return draft.roundId;
}
