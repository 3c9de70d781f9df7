import { abilities } from '@/core/policy/decide';
import { assertAllowed } from '@/server/access/access';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db, type Tx } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess, type ReleaseAccess } from '@/server/releases/access';
import {
  instant,
  presentOutline,
  presentRelease,
  type ReleaseSummary,
  type ShownEntry,
} from '@/server/releases/present';
import { readStoredView } from '@/server/releases/readViews';
import { currentView, releasesOfCase, type ReleaseRow } from '@/server/releases/repo';
import { readDeclaration, type Declaration } from './declaration';
import { contractReview, type ContractReview } from './contract';
import { changedNodes, type ChangedNode } from './changed';
import {
  conditionsOf,
  findingsOf,
  judgementsOn,
  marksOf,
  organisationNames,
  roundsOf,
  type FindingRow,
  type RoundRow,
} from './repo';

export interface ShownFinding {
  id: string;
  label: string;
  roundId: string;
  severity: FindingRow['severity'];
  state: FindingRow['state'];
  nodeId: string | null;
  title: string;
  body: string;
  raisedBy: string | null;
  raisedAt: string;
  /** Null while it waits in the raiser's pending batch. */
  sentAt: string | null;
  closedAt: string | null;
  /** Due date of the condition it was turned into. */
  due: string | null;
  entries: { id: string; kind: string; author: string | null; body: string; at: string }[];
  can: { answer: boolean; close: boolean; rule: boolean; edit: boolean };
}

export interface ShownRound {
  id: string;
  number: number;
  state: RoundRow['state'];
  organisation: string;
  lead: string | null;
  scope: string;
  access: string;
  assuranceLevel: number;
  openedAt: string;
  closedAt: string | null;
  assignments: {
    id: string;
    person: string | null;
    own: boolean;
    role: string;
    declaredAt: string;
    declaration: Declaration;
    submittedAt: string | null;
    /** Null until the report is signed, and to an assessor who still owes theirs. */
    assessment: string | null;
    summary: string | null;
    removedReason: string | null;
  }[];
}

export interface ReviewPage {
  release: ReleaseSummary;
  view: { digest: string; outline: ShownEntry[] } | null;
  comparedWith: { number: number; candidate: number } | null;
  changed: ChangedNode[];
  rounds: ShownRound[];
  /** The round in which the asker judges, and what they hold in it. */
  own: {
    roundId: string;
    roundState: RoundRow['state'];
    lead: boolean;
    declaredAt: string;
    submittedAt: string | null;
    viewed: string[];
    judgements: { nodeId: string; value: string; note: string }[];
  } | null;
  /** Signed judgements side by side, by node; others' stay unseen until one's own are signed. */
  judgements: { nodeId: string; person: string | null; value: string; note: string }[];
  /** Assessors who have judged a node and whose judgement is not shown yet. */
  judgedUnseen: { nodeId: string; person: string | null }[];
  findings: ShownFinding[];
  /** Supplements: the contract with the base, line by line; null for a base case. */
  contract: ContractReview | null;
  can: { open: boolean; declareIn: string[]; requestChanges: boolean };
}

/** Everything an assessor, an author or a decision-maker sees of the review of a release. */
export async function reviewPage(
  context: RequestContext,
  { releaseId }: { releaseId: string },
): Promise<ReviewPage> {
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
    const view = await currentView(tx, release.id, 'assessors');
    const before = await earlierView(tx, release);
    const rounds = await roundsOf(tx, release.id);
    const owned = ownRound(rounds, session.personId);
    const judgements = await judgementsOn(tx, releaseId);
    const marks = owned ? await marksOf(tx, owned.round.id, session.personId) : [];
    const findings = (await findingsOf(tx, { releaseId })).filter(
      (finding) => finding.submittedAt !== null || finding.raisedBy === session.personId,
    );
    const names = await namesOf(tx, [
      release.frozenBy,
      ...rounds.flatMap((round) => round.assignments.map((one) => one.personId)),
      ...findings.flatMap((one) => [one.raisedBy, ...one.entries.map((entry) => entry.authorId)]),
    ]);
    // An assessor who has not signed sees nobody's judgement, so that each is their own.
    const owes = owesReport(rounds, session.personId);
    const others = judgements.filter((one) => one.personId !== session.personId);
    return {
      release: presentRelease(release, names),
      view: view && { digest: view.digest, outline: presentOutline(readStoredView(view).shown) },
      comparedWith: before && {
        number: before.release.number,
        candidate: before.release.candidate,
      },
      changed: view
        ? changedNodes(readStoredView(view).shown, before && readStoredView(before.view).shown)
        : [],
      rounds: await presentRounds(tx, rounds, session.personId, owes, names),
      own: owned && {
        roundId: owned.round.id,
        roundState: owned.round.state,
        lead: owned.round.leadId === session.personId,
        declaredAt: owned.assignment.declaredAt.toISOString(),
        submittedAt: instant(owned.assignment.submittedAt),
        viewed: marks,
        judgements: judgements
          .filter((one) => one.personId === session.personId && one.roundId === owned.round.id)
          .map(({ nodeId, value, note }) => ({ nodeId, value, note })),
      },
      judgements: judgements
        .filter((one) => one.submittedAt !== null && !owes)
        .map(({ nodeId, personId, value, note }) => ({
          nodeId,
          person: names.get(personId) ?? null,
          value,
          note,
        })),
      judgedUnseen: owes
        ? others.map(({ nodeId, personId }) => ({ nodeId, person: names.get(personId) ?? null }))
        : [],
      findings: await presentFindings(tx, access, findings, names),
      contract: view && (await contractReview(tx, release, view, rounds, session.personId)),
      can: {
        open: access.abilities['review.open'] && view !== null && owned === null,
        declareIn: joinable(access, rounds, session.personId),
        requestChanges:
          access.abilities['release.requestChanges'] &&
          rounds.some((round) => round.state !== 'closed' && round.leadId === session.personId),
      },
    };
  });
}

/** The newest earlier candidate of the case whose assessors' view was disclosed. */
async function earlierView(tx: Tx, release: ReleaseRow) {
  const earlier = (await releasesOfCase(tx, release.caseId)).filter(
    (one) => one.id !== release.id && one.frozenAt < release.frozenAt,
  );
  for (const candidate of earlier) {
    const view = await currentView(tx, candidate.id, 'assessors');
    if (view !== null) return { release: candidate, view };
  }
  return null;
}

/** The asker's latest place in a round of this release. */
function ownRound(rounds: readonly RoundRow[], personId: string) {
  for (const round of rounds.toReversed()) {
    const assignment = round.assignments.find(
      (one) => one.personId === personId && one.removedAt === null,
    );
    if (assignment !== undefined) return { round, assignment };
  }
  return null;
}

/** Whether the asker is an assessor whose report is not signed yet. */
export function owesReport(rounds: readonly RoundRow[], personId: string): boolean {
  return ownRound(rounds, personId)?.assignment.submittedAt === null;
}

function joinable(access: ReleaseAccess, rounds: readonly RoundRow[], personId: string): string[] {
  return rounds
    .filter(
      (round) =>
        round.state === 'open' &&
        !round.assignments.some((one) => one.personId === personId) &&
        abilities('review', access.actor, {
          release: access.resource,
          state: round.state,
          orgId: round.orgId,
          declared: false,
        })['review.declare'],
    )
    .map((round) => round.id);
}

async function presentRounds(
  tx: Db,
  rounds: readonly RoundRow[],
  personId: string,
  owes: boolean,
  names: ReadonlyMap<string, string>,
): Promise<ShownRound[]> {
  const orgNames = await organisationNames(
    tx,
    rounds.map((round) => round.orgId),
  );
  return rounds.map((round) => ({
    id: round.id,
    number: round.number,
    state: round.state,
    organisation: orgNames.get(round.orgId) ?? '',
    lead: names.get(round.leadId) ?? null,
    scope: round.scope,
    access: round.access,
    assuranceLevel: round.assuranceLevel,
    openedAt: round.openedAt.toISOString(),
    closedAt: instant(round.closedAt),
    assignments: round.assignments.map((one) => {
      const seen = one.submittedAt !== null && (!owes || one.personId === personId);
      return {
        id: one.id,
        person: names.get(one.personId) ?? null,
        own: one.personId === personId,
        role: one.role,
        declaredAt: one.declaredAt.toISOString(),
        declaration: readDeclaration(one.declaration),
        submittedAt: instant(one.submittedAt),
        assessment: seen ? one.assessment : null,
        summary: seen ? one.summary : null,
        removedReason: one.removedReason,
      };
    }),
  }));
}

/** Findings with what the asker may do on each. */
export async function presentFindings(
  db: Db,
  access: ReleaseAccess,
  findings: readonly FindingRow[],
  names: ReadonlyMap<string, string>,
): Promise<ShownFinding[]> {
  const dues = new Map((await conditionsOf(db, access.release.id)).map((one) => [one.id, one.due]));
  return findings.map((finding) => {
    const sent = finding.submittedAt !== null;
    const able = abilities('finding', access.actor, {
      release: access.resource,
      raisedBy: finding.raisedBy,
      state: finding.state,
      sent,
    });
    return {
      id: finding.id,
      label: `F-${finding.number}`,
      roundId: finding.roundId,
      severity: finding.severity,
      state: finding.state,
      nodeId: finding.nodeId,
      title: finding.title,
      body: finding.body,
      raisedBy: names.get(finding.raisedBy) ?? null,
      raisedAt: finding.createdAt.toISOString(),
      sentAt: instant(finding.submittedAt),
      closedAt: instant(finding.closedAt),
      due: dues.get(finding.id) ?? null,
      entries: finding.entries.map(({ id, kind, authorId, body, at }) => ({
        id,
        kind,
        author: names.get(authorId) ?? null,
        body,
        at: at.toISOString(),
      })),
      can: {
        answer: sent && able['finding.answer'],
        close: sent && able['finding.close'],
        rule: sent && able['finding.rule'],
        edit: !sent && finding.raisedBy === access.actor.personId,
      },
    };
  });
}
