import { z } from 'zod';
import { labelOf } from '@/core/label/label';
import { hasRole } from '@/core/policy/actor';
import type { ActionOn } from '@/core/policy/rules';
import type { ReleaseEvents } from '@/core/workflow/release';
import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import { loadReleaseAccess, type ReleaseAccess } from '@/server/releases/access';
import { sayChanged, scopeOf, subjectOf } from '@/server/releases/acts/about';
import { id } from '@/server/releases/inputs';
import { moveRelease, nextState } from '@/server/releases/move';
import { readStoredView } from '@/server/releases/readViews';
import {
  currentView,
  publicViewAtDecision,
  type ReleaseRow,
  type StatusChanges,
} from '@/server/releases/repo';
import { organisationOf } from '@/server/reviews/repo';
import type { SignedAct } from '@/server/signing/act';

const reason = z
  .string()
  .trim()
  .min(1, 'Give a reason: it is shown wherever this act is shown.')
  .max(4_000);
const publishInput = z.strictObject({ releaseId: id });
const reasonInput = z.strictObject({ releaseId: id, reason });
const reinstateInput = z.strictObject({
  releaseId: id,
  reason,
  /** How the review of the cause ended, in words. */
  outcome: z.string().trim().min(1, 'Say how the review of the cause ended.').max(4_000),
});

type StatusEvent = 'publish' | 'suspend' | 'reinstate' | 'revoke';
interface StatusInput {
  releaseId: string;
}

interface Terms<Input extends StatusInput, Event extends StatusEvent> {
  event: Event;
  action: ActionOn<'release'>;
  reasonOf: (input: Input) => string | null;
  facts: (tx: Tx, release: ReleaseRow, input: Input) => Promise<ReleaseEvents[Event]>;
  changes: (now: Date, input: Input) => StatusChanges;
  audit: (
    statementSha256: string,
    reason: string,
  ) =>
    | ['release.published' | 'release.reinstated', { statementSha256: string }]
    | ['release.suspended' | 'release.revoked', { statementSha256: string; reason: string }];
}

/** The four signed changes of a decided release's status differ in their terms alone. */
function statusAct<Schema extends z.ZodType<StatusInput>, Event extends StatusEvent>(
  input: Schema,
  terms: Terms<z.infer<Schema>, Event>,
): SignedAct<'status', Schema, { state: string; caseId: string }> {
  return {
    name: `release.${terms.event}`,
    predicate: 'status',
    input,

    async prepare(tx, context, given, salt) {
      const access = await loadReleaseAccess(tx, context.session, given.releaseId);
      access.assert(terms.action);
      const { release } = access;
      nextState(release.status.state, terms.event, await terms.facts(tx, release, given));
      const words = terms.reasonOf(given);
      return {
        subject: subjectOf(release),
        predicate: { action: terms.event, reason: words === null ? null : salt('reason', words) },
        organisation: await actingOrg(tx, access),
        releaseId: release.id,
      };
    },

    async apply(tx, context, given, signed) {
      const access = await loadReleaseAccess(tx, context.session, given.releaseId);
      access.assert(terms.action);
      const { release } = access;
      const words = terms.reasonOf(given) ?? '';
      const facts = await terms.facts(tx, release, given);
      const also = { reason: words, changes: terms.changes(context.now(), given) };
      const state = await moveRelease(tx, context, release, terms.event, facts, also);
      const [type, data] = terms.audit(signed.sha256, words);
      await record(tx, context, type, data, scopeOf(release));
      return { state, caseId: release.caseId };
    },

    after: (context, _input, { caseId }) => sayChanged(context, caseId),
  };
}

/** The owner's organisation for its officers, the engaging one for a decision-maker from outside. */
async function actingOrg(tx: Tx, { actor, release }: ReleaseAccess) {
  if (hasRole(actor, release.case.orgId, 'officer')) return release.case.org;
  const held = actor.engagements.find(
    ({ role, state }) => role === 'decision-maker' && state === 'active',
  );
  return held === undefined ? release.case.org : organisationOf(tx, held.orgId);
}

/** The officer makes an approved release public: label, public view and sign-offs as decided on. */
export const publishRelease = statusAct(publishInput, {
  event: 'publish',
  action: 'release.publish',
  reasonOf: () => null,
  facts: async (tx, release) => {
    const proposed = await publicViewAtDecision(tx, release);
    const shown = await currentView(tx, release.id, 'public');
    const view = shown === null ? null : readStoredView(shown);
    return {
      labelGenerated: view !== null && labelOf(view.shown).sections.length > 0,
      withheldWithoutReason:
        view?.parsed.leaves.filter((leaf) => !leaf.disclosed && leaf.reason.trim() === '').length ??
        0,
      disclosureSigned: proposed !== null,
    };
  },
  changes: (publishedAt) => ({ publishedAt }),
  audit: (statementSha256) => ['release.published', { statementSha256 }],
});

/** Takes a release out of force at once. */
export const suspendRelease = statusAct(reasonInput, {
  event: 'suspend',
  action: 'release.suspend',
  reasonOf: (input) => input.reason,
  facts: async (_tx, _release, input) => ({ reason: input.reason }),
  changes: (suspendedAt, input) => ({ suspendedAt, suspendedReason: input.reason }),
  audit: (statementSha256, words) => ['release.suspended', { statementSha256, reason: words }],
});

/** The decision-maker puts a suspended release back, once the review of the cause is closed. */
export const reinstateRelease = statusAct(reinstateInput, {
  event: 'reinstate',
  action: 'release.reinstate',
  reasonOf: (input) => `${input.reason}\n\nReview of the cause: ${input.outcome}`,
  facts: async (_tx, _release, input) => ({
    reason: input.reason,
    reviewClosed: input.outcome.trim() !== '',
  }),
  changes: () => ({ suspendedAt: null, suspendedReason: null }),
  audit: (statementSha256) => ['release.reinstated', { statementSha256 }],
});

/** Ends a release for good. It stays visible, with the reason. */
export const revokeRelease = statusAct(reasonInput, {
  event: 'revoke',
  action: 'release.revoke',
  reasonOf: (input) => input.reason,
  facts: async (_tx, _release, input) => ({ reason: input.reason }),
  changes: (endedAt) => ({ endedAt }),
  audit: (statementSha256, words) => ['release.revoked', { statementSha256, reason: words }],
});
