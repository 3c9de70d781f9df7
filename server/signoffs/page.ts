import { labelOf, notClaimed, longDate } from '@/core/label/label';
import { decide } from '@/core/policy/decide';
import type { ReleaseEvents } from '@/core/workflow/release';
import { RELEASE } from '@/core/workflow/release';
import type { ContractState } from '@/core/workflow/inForce';
import { transition } from '@/core/workflow/machine';
import { assertAllowed } from '@/server/access/access';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Tx } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { findOpenBase } from '@/server/releases/baseInterface';
import { instant, presentRelease, type ReleaseSummary } from '@/server/releases/present';
import { readStoredView } from '@/server/releases/readViews';
import type { ReleaseRow } from '@/server/releases/repo';
import { owesReport, presentFindings, type ShownFinding } from '@/server/reviews/page';
import { findingsOf, organisationNames } from '@/server/reviews/repo';
import { contractOf } from '@/server/status/bases';
import { decidesInternally } from '@/core/policy/parts';
import { loadDecisionGround } from './facts';
import { signOffsOf } from './repo';
import type { Residual } from './residuals';

export interface SignOffPage {
  release: ReleaseSummary;
  /** The decision as a question in words. */
  question: string;
  window: string;
  claim: { identifier: string; statement: string } | null;
  setting: string[];
  viewDigest: string;
  residuals: Residual[];
  notClaimed: { identifier: string; statement: string }[];
  /** Signed reports, with what each assessor concluded. */
  reports: {
    person: string | null;
    organisation: string;
    role: string;
    assessment: string;
    summary: string;
    submittedAt: string | null;
  }[];
  reviewsOutstanding: number;
  /** Supplements: how the contract with the base stands; null for a base case. */
  contract: {
    state: ContractState;
    base: { title: string; number: number; href: string } | null;
  } | null;
  findings: ShownFinding[];
  /** Conditions that findings were turned into. */
  converted: { id: string; text: string; due: string }[];
  capacity: 'external' | 'internal';
  /** Null when the asker may decide; otherwise why not, in words. */
  refusal: { code: string; reason: string } | null;
  /** What stands between now and each decision, were everything accepted and reasons given. */
  stands: { approve: string | null; reject: string | null };
  signOffs: {
    person: string | null;
    capacity: string;
    decision: string;
    reasons: string;
    dissent: string;
    at: string;
  }[];
}

/** The page on which a decision is made: what is decided, what is not shown, who dissents. */
export async function signOffPage(
  context: RequestContext,
  { releaseId }: { releaseId: string },
): Promise<SignOffPage> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, session, releaseId);
    assertAllowed('review.see', access.actor, {
      release: access.resource,
      state: 'open',
      orgId: '',
      declared: false,
    });
    const { release } = access;
    const ground = await loadDecisionGround(tx, release);
    const { shown } = readStoredView(ground.view);
    const findings = (await findingsOf(tx, { releaseId })).filter(
      (one) => one.submittedAt !== null,
    );
    const signOffs = await signOffsOf(tx, releaseId);
    const names = await namesOf(tx, [
      release.frozenBy,
      ...ground.rounds.flatMap((round) => round.assignments.map((one) => one.personId)),
      ...signOffs.map((one) => one.personId),
      ...findings.flatMap((one) => [one.raisedBy, ...one.entries.map((entry) => entry.authorId)]),
    ]);
    const orgNames = await organisationNames(
      tx,
      ground.rounds.map((round) => round.orgId),
    );
    const decision = decide('signoff.decide', access.actor, access.resource);
    const root = shown.outline.find((entry) => entry.entry === 'node' && entry.relation === 'root');
    const { windowFrom, windowUntil, windowZone } = release;
    return {
      release: presentRelease(release, names),
      question: shown.decision?.question ?? '',
      window: `${longDate(windowFrom)} to ${longDate(windowUntil)}, ${windowZone}`,
      claim:
        root?.entry === 'node' && root.text.shown
          ? { identifier: root.identifier ?? '', statement: root.text.value.statement }
          : null,
      setting:
        labelOf(shown)
          .sections.find((section) => section.key === 'indications')
          ?.lines.filter((line) => line.from === '')
          .map((line) => line.text) ?? [],
      viewDigest: ground.view.digest,
      residuals: ground.residuals,
      notClaimed: notClaimed(shown).map(({ identifier, statement }) => ({ identifier, statement })),
      // An assessor who has not signed reads nobody else's report.
      reports: (owesReport(ground.rounds, session.personId) ? [] : ground.rounds).flatMap((round) =>
        round.assignments.flatMap((one) =>
          one.submittedAt === null || one.assessment === null
            ? []
            : [
                {
                  person: names.get(one.personId) ?? null,
                  organisation: orgNames.get(round.orgId) ?? '',
                  role: one.role,
                  assessment: one.assessment,
                  summary: one.summary,
                  submittedAt: instant(one.submittedAt),
                },
              ],
        ),
      ),
      reviewsOutstanding: ground.reviewFacts('').reviewsOutstanding,
      contract: await contractWith(tx, release),
      findings: await presentFindings(tx, access, findings, names),
      converted: ground.converted.map(({ id, text, due }) => ({ id, text, due })),
      capacity: decidesInternally(access.actor, access.resource) ? 'internal' : 'external',
      refusal: decision.allowed ? null : { code: decision.code, reason: decision.reason },
      stands: standing(release.status.state, ground),
      signOffs: signOffs.map((one) => ({
        person: names.get(one.personId) ?? null,
        capacity: one.capacity,
        decision: one.decision,
        reasons: one.reasons,
        dissent: one.dissent,
        at: one.createdAt.toISOString(),
      })),
    };
  });
}

async function contractWith(tx: Tx, release: ReleaseRow): Promise<SignOffPage['contract']> {
  if (release.kind === 'base') return null;
  const base = release.baseDigest === null ? null : await findOpenBase(tx, release.baseDigest);
  return {
    state: await contractOf(tx, release),
    base: base && {
      title: base.shown.title,
      number: base.shown.number,
      href: `/r/${base.shown.path}/${base.shown.number}`,
    },
  };
}

/** Asks the machine with all that the page can still supply: what it says then is not the form's. */
function standing(
  state: ReleaseSummary['state'],
  ground: Awaited<ReturnType<typeof loadDecisionGround>>,
): SignOffPage['stands'] {
  const given = 'given';
  const facts: ReleaseEvents['approve-with-conditions'] = {
    ...ground.facts({
      reason: given,
      acceptedBy: given,
      acceptedResiduals: ground.residuals.map((residual) => residual.id),
      conditions: [],
    }),
    conditions: [{ text: given, due: '2000-01-01' }],
  };
  const approve = transition(RELEASE, state, 'approve-with-conditions', facts);
  const reject = transition(RELEASE, state, 'reject', ground.reviewFacts(given));
  return {
    approve: approve.ok ? null : approve.sentence,
    reject: reject.ok ? null : reject.sentence,
  };
}
