import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { freezeRelease, type FrozenRelease } from '@/core/snapshot/digest';
import { recordsOf, windowOf } from '@/core/snapshot/recordsOf';
import { Refusal } from '@/core/snapshot/refusal';
import { reliancesOf } from '@/core/supplement/reliances';
import { transition } from '@/core/workflow/machine';
import { RELEASE } from '@/core/workflow/release';
import { loadCaseAccess } from '@/server/access/access';
import type { CaseRow } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { inTransaction, lockCase } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { carryOverFindings } from '@/server/reviews/carryOver';
import { storedRecords } from './frozenRecords';
import type { freezeInput } from './inputs';
import { contributorsOf, lineageOf } from './lineage';
import { moveRelease } from './move';
import { planFreeze, type FreezePlan } from './plan';
import { insertRelease } from './repo';
import { insertWatched, type Watched } from './watchedRepo';

/**
 * Freezes a candidate: the case as it stands under its lock, if that is still what the officer
 * looked at. One transaction; everything that was hashed is stored and never changes.
 *
 * @throws AppError conflict when the case, or its releases, changed since the preview; wrong-state
 *   naming what refuses the freeze
 */
export async function freeze(
  context: RequestContext,
  input: z.infer<typeof freezeInput>,
): Promise<{ releaseId: string; digest: string; number: number; candidate: number }> {
  const session = requireSession(context);
  await context.limiter.spend('freeze', session.personId);
  const made = await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, { caseId: input.caseId });
    access.assert('case.freeze');
    await lockCase(tx, input.caseId);
    const plan = await planFreeze(tx, access.case);
    refuseUnlessPreviewed(plan, input);
    const frozen = freezeRecords(access.case, plan, input.changelog);
    const stored = storedRecords(frozen);
    const releaseId = newId();
    const window = frozen.manifest.window ?? { from: '', until: '', zone: '' };
    const lineage = await lineageOf(tx, input.caseId, plan.base?.digest);
    await insertRelease(
      tx,
      {
        id: releaseId,
        caseId: input.caseId,
        number: plan.next.number,
        candidate: plan.next.candidate,
        path: frozen.manifest.case,
        kind: access.case.kind,
        title: plan.document.title,
        seq: plan.seq,
        manifest: new Uint8Array(frozen.manifestBytes),
        digest: frozen.releaseDigest,
        contentDigest: input.expectedContentDigest,
        secret: frozen.secret,
        records: stored,
        windowFrom: window.from,
        windowUntil: window.until,
        windowZone: window.zone,
        baseDigest: plan.base?.digest ?? null,
        changelog: input.changelog,
        frozenBy: session.personId,
        frozenAt: context.now(),
      },
      plan.evidence.pinned,
      await contributorsOf(tx, lineage),
    );
    await insertWatched(tx, releaseId, watchedBy(plan));
    await record(
      tx,
      context,
      'release.frozen',
      {
        digest: frozen.releaseDigest,
        number: plan.next.number,
        candidate: plan.next.candidate,
      },
      { orgId: access.case.org.id, caseId: input.caseId, releaseId },
    );
    if (plan.next.replaces !== null) {
      await moveRelease(tx, context, plan.next.replaces, 'replace', {
        successor: frozen.releaseDigest,
      });
      await carryOverFindings(tx, plan.next.replaces.id, releaseId);
    }
    return {
      releaseId,
      digest: frozen.releaseDigest,
      number: plan.next.number,
      candidate: plan.next.candidate,
    };
  });
  await context.bus.publish('case-changed', { caseId: input.caseId, what: 'release' });
  return made;
}

/** What is looked at again and again after publication, out of the records. */
function watchedBy({ document, records, base }: FreezePlan): Watched {
  return {
    reliances: base === null ? [] : reliancesOf(document, base),
    indicators: (records ?? []).flatMap((one) => {
      if (one.kind !== 'indicator') return [];
      const { kind: _, id, node, ...terms } = one;
      const named = document.indicators.find((indicator) => indicator.id === id);
      const claim = document.nodes.find((found) => found.id === node);
      return [
        {
          ...terms,
          indicatorId: id,
          nodeId: node,
          identifier: named?.identifier ?? '',
          claim: claim?.identifier ?? '',
        },
      ];
    }),
  };
}

function refuseUnlessPreviewed(plan: FreezePlan, input: z.infer<typeof freezeInput>): void {
  if (plan.next.underWay !== null) throw new AppError('wrong-state', plan.next.underWay);
  if (plan.next.number !== input.number) {
    throw new AppError(
      'conflict',
      'The releases of this case changed since the preview. Look again.',
    );
  }
  const previewMatches = plan.contentDigest === input.expectedContentDigest;
  if (plan.contentDigest !== null && !previewMatches) {
    throw new AppError(
      'conflict',
      'The case changed since the preview. Look at the preview again, then freeze.',
    );
  }
  const { blockers } = plan;
  if (blockers.length > 0) {
    const some = blockers.slice(0, 5).map((blocker) => blocker.words);
    const more = blockers.length > some.length ? ` And ${blockers.length - some.length} more.` : '';
    throw new AppError('wrong-state', `This case cannot be frozen yet. ${some.join(' ')}${more}`);
  }
  const outcome = transition(RELEASE, 'draft', 'freeze', { ...plan.facts, previewMatches });
  if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
}

function freezeRecords(
  owned: CaseRow,
  plan: FreezePlan,
  changelog: string,
): FrozenRelease & { secret: Uint8Array<ArrayBuffer> } {
  const secret = new Uint8Array(randomBytes(32));
  try {
    const records = recordsOf(plan.document, {
      changelog,
      evidence: plan.evidence.resolved,
      residuals: plan.doubts,
    });
    const frozen = freezeRelease(records, secret, {
      case: `${owned.org.slug}/${owned.slug}`,
      kind: owned.kind,
      number: plan.next.number,
      window: windowOf(plan.document),
      base: plan.base?.digest ?? null,
    });
    return { ...frozen, secret };
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('wrong-state', error.message);
    throw error;
  }
}
