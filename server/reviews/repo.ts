import { FINDING_SEVERITIES, FINDING_STATES } from '@/core/workflow/finding';
import type { FindingSeverity, FindingState } from '@/core/workflow/finding';
import { REVIEW_ROUND_STATES, type ReviewRoundState } from '@/core/workflow/reviewRound';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';

const ROUND = {
  id: true,
  releaseId: true,
  number: true,
  state: true,
  orgId: true,
  leadId: true,
  scope: true,
  access: true,
  assuranceLevel: true,
  openedAt: true,
  closedAt: true,
  assignments: {
    select: {
      id: true,
      personId: true,
      role: true,
      declaration: true,
      declaredAt: true,
      submittedAt: true,
      assessment: true,
      summary: true,
      contract: true,
      statementId: true,
      removedAt: true,
      removedReason: true,
    },
    orderBy: [{ declaredAt: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.ReviewRoundSelect;

type StoredRound = Prisma.ReviewRoundGetPayload<{ select: typeof ROUND }>;
export type RoundRow = Omit<StoredRound, 'state'> & { state: ReviewRoundState };
export type AssignmentRow = RoundRow['assignments'][number];

export async function findRound(db: Db, roundId: string): Promise<RoundRow | null> {
  const row = await db.reviewRound.findUnique({ where: { id: roundId }, select: ROUND });
  return row === null ? null : typedRound(row);
}

export async function roundsOf(db: Db, releaseId: string): Promise<RoundRow[]> {
  const rows = await db.reviewRound.findMany({
    where: { releaseId },
    select: ROUND,
    orderBy: { number: 'asc' },
    take: 100,
  });
  return rows.map(typedRound);
}

const FINDING = {
  id: true,
  caseId: true,
  releaseId: true,
  roundId: true,
  number: true,
  raisedBy: true,
  severity: true,
  nodeId: true,
  title: true,
  body: true,
  state: true,
  version: true,
  createdAt: true,
  submittedAt: true,
  closedAt: true,
  entries: {
    select: { id: true, authorId: true, kind: true, body: true, at: true },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: 500,
  },
} satisfies Prisma.FindingSelect;

type StoredFinding = Prisma.FindingGetPayload<{ select: typeof FINDING }>;
export type FindingRow = Omit<StoredFinding, 'state' | 'severity'> & {
  state: FindingState;
  severity: FindingSeverity;
};

export async function findFinding(db: Db, findingId: string): Promise<FindingRow | null> {
  const row = await db.finding.findUnique({ where: { id: findingId }, select: FINDING });
  return row === null ? null : typedFinding(row);
}

/** Findings that stand on a release, drafts included, by number. */
export async function findingsOf(
  db: Db,
  where: { releaseId?: string; roundId?: string; raisedBy?: string; submittedAt?: null },
): Promise<FindingRow[]> {
  const rows = await db.finding.findMany({
    where,
    select: FINDING,
    orderBy: { number: 'asc' },
    take: 2_000,
  });
  return rows.map(typedFinding);
}

/** Due dates of the conditions that findings were turned into; such a condition bears its id. */
export async function conditionsOf(
  db: Db,
  releaseId: string,
): Promise<{ id: string; text: string; due: string; metAt: Date | null }[]> {
  return db.approvalCondition.findMany({
    where: { releaseId },
    select: { id: true, text: true, due: true, metAt: true },
    orderBy: [{ due: 'asc' }, { id: 'asc' }],
    take: 500,
  });
}

/** Compare-and-set on the finding's version. @returns false when somebody else was first. */
export async function setFinding(
  tx: Tx,
  findingId: string,
  version: number,
  data: Prisma.FindingUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.finding.updateMany({
    where: { id: findingId, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 1;
}

export async function insertRound(
  tx: Tx,
  round: Prisma.ReviewRoundUncheckedCreateInput,
): Promise<void> {
  await tx.reviewRound.create({ data: round });
}

export async function insertAssignment(
  tx: Tx,
  assignment: {
    id: string;
    roundId: string;
    personId: string;
    role: 'lead' | 'assessor' | 'counter-case';
    declaration: Prisma.InputJsonObject;
    declaredAt: Date;
  },
): Promise<void> {
  await tx.assignment.create({ data: assignment });
}

/** Compare-and-set of a round's state. @returns false when somebody else was first. */
export async function setRound(
  tx: Tx,
  roundId: string,
  from: ReviewRoundState,
  to: ReviewRoundState,
  closedAt: Date,
): Promise<boolean> {
  const { count } = await tx.reviewRound.updateMany({
    where: { id: roundId, state: from },
    data: { state: to, closedAt },
  });
  return count === 1;
}

/** Ends what a closed round leaves: unsigned assignments with the reason, and drafts nobody saw. */
export async function endOpenWork(
  tx: Tx,
  roundId: string,
  reason: string,
  at: Date,
): Promise<void> {
  await tx.assignment.updateMany({
    where: { roundId, submittedAt: null, removedAt: null },
    data: { removedAt: at, removedReason: reason },
  });
  await tx.finding.deleteMany({ where: { roundId, submittedAt: null } });
}

/** Ends an assignment with its reason. @returns false when it was signed or ended already */
export async function endAssignment(
  tx: Tx,
  assignmentId: string,
  removedReason: string,
  removedAt: Date,
): Promise<boolean> {
  const { count } = await tx.assignment.updateMany({
    where: { id: assignmentId, submittedAt: null, removedAt: null },
    data: { removedAt, removedReason },
  });
  return count === 1;
}

/** Drafts that nobody saw go with the assessor who wrote them. */
export async function deleteUnsentOf(tx: Tx, roundId: string, raisedBy: string): Promise<void> {
  await tx.finding.deleteMany({ where: { roundId, raisedBy, submittedAt: null } });
}

/** Signs an assignment off. @returns false when it was signed or ended already. */
export async function signAssignment(
  tx: Tx,
  assignmentId: string,
  report: {
    submittedAt: Date;
    assessment: string;
    summary: string;
    contract: string | null;
    statementId: string;
  },
): Promise<boolean> {
  const { count } = await tx.assignment.updateMany({
    where: { id: assignmentId, submittedAt: null, removedAt: null },
    data: report,
  });
  return count === 1;
}

export interface JudgementKey {
  roundId: string;
  personId: string;
  nodeId: string;
}

export async function setJudgement(
  tx: Tx,
  key: JudgementKey,
  said: { value: string; note: string; updatedAt: Date } | null,
): Promise<void> {
  if (said === null) {
    await tx.judgement.deleteMany({ where: key });
    return;
  }
  await tx.judgement.upsert({
    where: { roundId_personId_nodeId: key },
    create: { ...key, ...said },
    update: said,
  });
}

/** Sets or takes back an assessor's verdict on one context of a citation. */
export async function setVerdict(
  tx: Tx,
  key: { roundId: string; personId: string; awayId: string; contextId: string },
  said: { value: string; note: string; updatedAt: Date } | null,
): Promise<void> {
  if (said === null) {
    await tx.contextVerdict.deleteMany({ where: key });
    return;
  }
  await tx.contextVerdict.upsert({
    where: { roundId_personId_awayId_contextId: key },
    create: { ...key, ...said },
    update: said,
  });
}

export interface VerdictRow {
  awayId: string;
  contextId: string;
  value: string;
  note: string;
}

/** An assessor's verdicts on contexts, in an order that says nothing. */
export async function verdictsBy(db: Db, roundId: string, personId: string): Promise<VerdictRow[]> {
  return db.contextVerdict.findMany({
    where: { roundId, personId },
    select: { awayId: true, contextId: true, value: true, note: true },
    orderBy: [{ awayId: 'asc' }, { contextId: 'asc' }],
  });
}

/** An assessor's own judgements, in an order that says nothing. */
export async function judgementsBy(
  db: Db,
  roundId: string,
  personId: string,
): Promise<{ nodeId: string; value: string; note: string }[]> {
  return db.judgement.findMany({
    where: { roundId, personId },
    select: { nodeId: true, value: true, note: true },
    orderBy: { nodeId: 'asc' },
  });
}

/** All judgements on a release; who may see which is decided by the caller. */
export async function judgementsOn(db: Db, releaseId: string) {
  return db.judgement.findMany({
    where: { round: { releaseId } },
    select: {
      roundId: true,
      personId: true,
      nodeId: true,
      value: true,
      note: true,
      submittedAt: true,
    },
    orderBy: [{ nodeId: 'asc' }, { personId: 'asc' }],
    take: 50_000,
  });
}

export async function submitJudgements(
  tx: Tx,
  roundId: string,
  personId: string,
  submittedAt: Date,
): Promise<void> {
  await tx.judgement.updateMany({ where: { roundId, personId }, data: { submittedAt } });
}

export async function setMarks(
  tx: Tx,
  { roundId, personId }: { roundId: string; personId: string },
  nodeIds: readonly string[],
  at: Date | null,
): Promise<void> {
  if (at === null) {
    await tx.viewedMark.deleteMany({ where: { roundId, personId, nodeId: { in: [...nodeIds] } } });
    return;
  }
  await tx.viewedMark.createMany({
    data: nodeIds.map((nodeId) => ({ roundId, personId, nodeId, at })),
    skipDuplicates: true,
  });
}

export async function marksOf(db: Db, roundId: string, personId: string): Promise<string[]> {
  const rows = await db.viewedMark.findMany({
    where: { roundId, personId },
    select: { nodeId: true },
    orderBy: { nodeId: 'asc' },
  });
  return rows.map((row) => row.nodeId);
}

/** The next finding number of a case; call under the case's lock. */
export async function nextFindingNumber(tx: Tx, caseId: string): Promise<number> {
  const last = await tx.finding.aggregate({ where: { caseId }, _max: { number: true } });
  return (last._max.number ?? 0) + 1;
}

export async function insertFinding(
  tx: Tx,
  finding: Prisma.FindingUncheckedCreateInput,
): Promise<void> {
  await tx.finding.create({ data: finding });
}

/** Changes a finding that was not sent. @returns false when it was. */
export async function editUnsent(
  tx: Tx,
  findingId: string,
  words: { severity: FindingSeverity; nodeId: string | null; title: string; body: string },
): Promise<boolean> {
  const { count } = await tx.finding.updateMany({
    where: { id: findingId, submittedAt: null },
    data: words,
  });
  return count === 1;
}

/** Discards a finding that was not sent. @returns false when it was. */
export async function deleteUnsent(tx: Tx, findingId: string): Promise<boolean> {
  const { count } = await tx.finding.deleteMany({ where: { id: findingId, submittedAt: null } });
  return count === 1;
}

export async function markSent(
  tx: Tx,
  findingIds: readonly string[],
  submittedAt: Date,
): Promise<void> {
  await tx.finding.updateMany({
    where: { id: { in: [...findingIds] }, submittedAt: null },
    data: { submittedAt },
  });
}

export async function insertEntry(
  tx: Tx,
  entry: Prisma.FindingEntryUncheckedCreateInput,
): Promise<void> {
  await tx.findingEntry.create({ data: entry });
}

/** The condition that a finding was turned into bears the finding's id. */
export async function setFindingCondition(
  tx: Tx,
  findingId: string,
  condition: { releaseId: string; text: string; due: string },
): Promise<void> {
  await tx.approvalCondition.upsert({
    where: { id: findingId },
    create: { id: findingId, ...condition },
    update: condition,
  });
}

export async function organisationOf(
  db: Db,
  orgId: string,
): Promise<{ id: string; slug: string; name: string }> {
  return db.organisation.findUniqueOrThrow({
    where: { id: orgId },
    select: { id: true, slug: true, name: true },
  });
}

export async function organisationNames(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.organisation.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

function typedRound(row: StoredRound): RoundRow {
  const state = REVIEW_ROUND_STATES.find((known) => known === row.state);
  if (state === undefined) throw new Error(`Review round ${row.id} is "${row.state}".`);
  return { ...row, state };
}

function typedFinding(row: StoredFinding): FindingRow {
  const state = FINDING_STATES.find((known) => known === row.state);
  const severity = FINDING_SEVERITIES.find((known) => known === row.severity);
  if (state === undefined || severity === undefined) {
    throw new Error(`Finding ${row.id} is "${row.state}" and "${row.severity}".`);
  }
  return { ...row, state, severity };
}
