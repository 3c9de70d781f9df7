import { labelOf, notClaimed, type Label } from '@/core/label/label';
import type { DisclosedCase } from '@/core/snapshot/disclosed';
import { prepared } from '@/core/attest/statements';
import { citedGoal } from '@/core/supplement/citations';
import { failingTerms, type Term } from '@/core/workflow/inForce';
import { localDate } from '@/core/workflow/window';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { instant, presentOutline, type ShownEntry } from '@/server/releases/present';
import { findOpenBase, type OpenBase } from '@/server/releases/baseInterface';
import { readStoredView } from '@/server/releases/readViews';
import { statementsAbout } from '@/server/releases/statements';
import { residualsOf } from '@/server/signoffs/residuals';
import type { ReleaseRow, ViewRow } from '@/server/releases/repo';
import { readDeclaration, type Declaration } from '@/server/reviews/declaration';
import { conditionsOf, findingsOf, organisationNames, roundsOf } from '@/server/reviews/repo';
import { signOffsOf } from '@/server/signoffs/repo';
import { newestHead } from '@/server/translog/repo';
import { statusOf, type ReleaseStatus } from '@/server/status/statuses';
import { isExample } from './example';
import { findPublic, type PublicAddress } from './find';
import { publicIndicators, type PublicIndicators } from './indicators';
import { statementsOf, type StatementRow } from './repo';
import { supplementSummary, type SupplementSummary } from './supplements';

/** What anybody may see of a published release; nothing that the public view withholds. */
export interface PublicPage {
  kind: 'base' | 'supplement';
  title: string;
  number: number;
  path: string;
  digest: string;
  viewDigest: string;
  organisation: string;
  publishedAt: string;
  changelog: string | null;
  /** The decision it supports, as a question. */
  decision: string;
  subject: { name: string; version: string };
  setting: string | null;
  claim: string | null;
  base: { words: string; href: string | null } | null;
  example: boolean;
  internallyApprovedOnly: boolean;
  window: { from: string; until: string; zone: string };
  status: PublicStatus;
  label: Label;
  signOffs: PublicSignOff[];
  reviews: PublicReview[];
  conditions: { text: string; due: string; met: boolean }[];
  outline: ShownEntry[];
  /** What elements cite of the base, as its public view discloses it. */
  cited: { element: string; identifier: string; statement: string }[];
  notClaimed: { identifier: string; statement: string }[];
  /** Residual records that the decision accepted by name. */
  accepted: { identifier: string; statement: string }[];
  counts: { nodes: number; shown: number; withheld: number; records: number };
  withheld: { class: string; reasons: string[]; count: number }[];
  supplements: SupplementSummary;
  indicators: PublicIndicators;
  /** What was signed and when it was frozen, newest first. */
  history: {
    id: string;
    at: string;
    words: string;
    sha256: string | null;
    logIndex: number | null;
  }[];
}

export interface PublicStatus {
  inForce: boolean;
  /** A supplement that only waits for its base. */
  onHold: boolean;
  state: ReleaseRow['status']['state'];
  suspendedReason: string | null;
  terms: Term[];
  failing: string[];
  /** RFC 3339 instant at which the clock alone ends it; null when not in force. */
  until: string | null;
  /** Local date in the window's zone at the time of computation. */
  today: string;
  computedAt: string;
  /** Size of the log's newest signed head; null before there is one. */
  checkpoint: number | null;
}

interface PublicSignOff {
  id: string;
  person: string | null;
  organisation: string;
  capacity: string;
  decision: string;
  reasons: string;
  dissent: string;
  at: string;
  statementSha256: string;
  logIndex: number | null;
}

export interface PublicReview {
  organisation: string;
  assuranceLevel: number;
  scope: string;
  access: string;
  /** Sent findings by severity: counts alone, since their words may name what is withheld. */
  findings: { severity: string; open: number; closed: number }[];
  assessors: {
    id: string;
    person: string | null;
    role: string;
    declaration: Declaration;
    assessment: string | null;
    submittedAt: string | null;
    statementSha256: string | null;
    logIndex: number | null;
    removedReason: string | null;
  }[];
}

/** @throws AppError not-found for whatever was never published */
export async function publicPage(
  context: RequestContext,
  address: PublicAddress,
): Promise<PublicPage> {
  return inTransaction(context.db, async (tx) => {
    const { release, view } = await findPublic(tx, address);
    return readPage(tx, release, view, context.now());
  });
}

async function readPage(
  db: Db,
  release: ReleaseRow,
  view: ViewRow,
  now: Date,
): Promise<PublicPage> {
  const { shown, parsed } = readStoredView(view);
  const status = await statusOf(db, release, now);
  const base = release.baseDigest === null ? null : await findOpenBase(db, release.baseDigest);
  const statements = await statementsOf(db, release.id);
  const bySha = new Map(statements.map((statement) => [statement.id, statement]));
  const signOffs = await signOffsOf(db, release.id);
  const rounds = await roundsOf(db, release.id);
  const people = await namesOf(db, [
    ...signOffs.map((one) => one.personId),
    ...rounds.flatMap((round) => round.assignments.map((one) => one.personId)),
  ]);
  const orgs = await organisationNames(db, [
    ...signOffs.map((one) => one.orgId),
    ...rounds.map((round) => round.orgId),
  ]);
  const root = shown.outline.find((entry) => entry.entry === 'node' && entry.relation === 'root');
  const outline = presentOutline(shown);
  return {
    kind: release.kind === 'base' ? 'base' : 'supplement',
    title: shown.decision?.title ?? release.path,
    number: release.number,
    path: release.path,
    digest: release.digest,
    viewDigest: view.digest,
    organisation: release.case.org.name,
    publishedAt: (release.status.publishedAt ?? release.frozenAt).toISOString(),
    changelog: shown.changelog?.text ?? null,
    decision: shown.decision?.question ?? '',
    subject: { name: shown.subject?.name ?? '', version: shown.subject?.version ?? '' },
    setting: shown.setting?.name ?? null,
    claim: root?.entry === 'node' && root.text.shown ? root.text.value.statement : null,
    base: baseWords(release, base),
    example: statements.some(isExample),
    internallyApprovedOnly: release.status.internallyDecided,
    window: { from: release.windowFrom, until: release.windowUntil, zone: release.windowZone },
    status: await publicStatus(db, release, status, now),
    label: labelOf(shown, base?.shown),
    signOffs: signOffs.map((one) => ({
      id: one.id,
      person: people.get(one.personId) ?? null,
      organisation: orgs.get(one.orgId) ?? '',
      capacity: one.capacity,
      decision: one.decision,
      reasons: one.reasons,
      dissent: one.dissent,
      at: one.createdAt.toISOString(),
      statementSha256: bySha.get(one.statementId)?.sha256 ?? '',
      logIndex: bySha.get(one.statementId)?.logIndex ?? null,
    })),
    reviews: await Promise.all(
      rounds.map(async (round) => {
        const findings = await findingsOf(db, { roundId: round.id });
        return {
          organisation: orgs.get(round.orgId) ?? '',
          assuranceLevel: round.assuranceLevel,
          scope: round.scope,
          access: round.access,
          findings: countFindings(findings.filter((finding) => finding.submittedAt !== null)),
          assessors: round.assignments.map((one) => ({
            id: one.id,
            person: people.get(one.personId) ?? null,
            role: one.role,
            declaration: readDeclaration(one.declaration),
            assessment: one.assessment,
            submittedAt: instant(one.submittedAt),
            statementSha256: bySha.get(one.statementId ?? '')?.sha256 ?? null,
            logIndex: bySha.get(one.statementId ?? '')?.logIndex ?? null,
            removedReason: one.removedReason,
          })),
        };
      }),
    ),
    conditions: (await conditionsOf(db, release.id)).map(({ text, due, metAt }) => ({
      text,
      due,
      met: metAt !== null,
    })),
    outline,
    cited: citedIn(shown, base),
    notClaimed: notClaimed(shown).map(({ identifier, statement }) => ({ identifier, statement })),
    accepted: acceptedIn(shown, statements),
    counts: { ...countNodes(outline), records: parsed.leaves.length },
    withheld: shown.withheld,
    supplements: await supplementSummary(db, release, now),
    indicators: await publicIndicators(db, release, { shown, status, now }),
    history: await history(db, release),
  };
}

/** "In force" as anybody may see it, computed now. */
async function publicStatus(
  db: Db,
  release: ReleaseRow,
  status: ReleaseStatus,
  now: Date,
): Promise<PublicStatus> {
  const head = await newestHead(db);
  return {
    inForce: status.inForce,
    onHold: status.onHold,
    state: release.status.state,
    suspendedReason: release.status.state === 'suspended' ? release.status.suspendedReason : null,
    terms: status.terms,
    failing: failingTerms(status).map((term) => term.words),
    until: status.until,
    today: localDate(now, release.windowZone) ?? now.toISOString().slice(0, 10),
    computedAt: now.toISOString(),
    checkpoint: head?.size ?? null,
  };
}

async function history(db: Db, release: ReleaseRow): Promise<PublicPage['history']> {
  const signed = await statementsAbout(db, release.id, { assessments: true });
  return [
    ...signed.map(({ id, at, words, sha256, logIndex }) => ({ id, at, words, sha256, logIndex })),
    {
      id: release.id,
      at: release.frozenAt.toISOString(),
      words: `Frozen as release ${release.number}, candidate ${release.candidate}`,
      sha256: null,
      logIndex: null,
    },
  ];
}

/** Elements that cite store no words: those of the base are read where it shows them. */
function citedIn({ outline }: DisclosedCase, base: OpenBase | null): PublicPage['cited'] {
  return outline.flatMap((entry) => {
    if (base === null || entry.entry !== 'node' || !entry.text.shown) return [];
    const { away } = entry.node;
    const goal = away && citedGoal(base.shown, away);
    if (goal === null) return [];
    return [{ element: entry.node.id, identifier: goal.identifier, statement: goal.statement }];
  });
}

/** A base that was never public is named by the digest that the manifest carries, and no more. */
function baseWords({ baseDigest }: ReleaseRow, base: OpenBase | null): PublicPage['base'] {
  if (baseDigest === null) return null;
  if (base === null) return { words: baseDigest.slice(0, 8), href: null };
  const { path, number } = base.release;
  return { words: `${path} release ${number}`, href: `/r/${path}/${number}` };
}

/** Residuals that the decision accepted by name, as far as the public view names them. */
function acceptedIn(
  shown: DisclosedCase,
  statements: readonly StatementRow[],
): PublicPage['accepted'] {
  const accepted = new Set<string>();
  for (const row of statements) {
    const { statement } = prepared(new Uint8Array(row.payload));
    if (statement.predicateType !== 'urn:casewright:signoff:1') continue;
    for (const id of statement.predicate.acceptedResiduals) accepted.add(id);
  }
  // An open problem that is undeveloped too is two residuals and one line.
  const lines = new Map<string, PublicPage['accepted'][number]>();
  for (const { id, identifier, text } of residualsOf(shown)) {
    if (accepted.has(id)) lines.set(`${identifier} ${text}`, { identifier, statement: text });
  }
  return [...lines.values()];
}

function countFindings(
  findings: readonly { severity: string; state: string }[],
): PublicReview['findings'] {
  const counts = new Map<string, { severity: string; open: number; closed: number }>();
  for (const { severity, state } of findings) {
    const found = counts.get(severity) ?? { severity, open: 0, closed: 0 };
    const settled = ['closed', 'adjudicated', 'converted-to-condition'].includes(state);
    counts.set(severity, {
      ...found,
      open: found.open + (settled ? 0 : 1),
      closed: found.closed + (settled ? 1 : 0),
    });
  }
  return [...counts.values()];
}

function countNodes(outline: readonly ShownEntry[]): {
  nodes: number;
  shown: number;
  withheld: number;
} {
  let shown = 0;
  let withheld = 0;
  for (const entry of outline) {
    if (entry.entry === 'withheld') withheld += entry.count;
    else if (entry.entry === 'node' && entry.statement === null) withheld += 1;
    else if (entry.entry === 'node') shown += 1;
  }
  return { nodes: shown + withheld, shown, withheld };
}
