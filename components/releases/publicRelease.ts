import type { LabelKey, LabelSection } from '@/components/release/LabelTable';
import { nodeNotes } from '@/components/release/nodeNotes';
import type { OutlineEntry } from '@/components/release/ArgumentOutline';
import type { PublicReleaseProps } from '@/components/release/PublicRelease';
import type { SignerLine } from '@/components/release/SignedBy';
import { groupDigits } from '@/components/release/text';
import type { InForceProps, ShownTerm } from '@/components/status/InForce';
import { JUDGEMENT_LOOKS, RELEASE_STATE_LOOKS } from '@/components/status/looks';
import { daysBetween, formatDate } from '@/components/ui/dates';
import { digestGroups } from '@/components/ui/digestGroups';
import type { StatusLook } from '@/components/ui/Status';
import type { PublicPage, PublicReview } from '@/server/publication/page';
import type { ShownEntry } from '@/server/releases/present';
import { PUBLIC_TEXT as TEXT } from './publicText';

/** The public page's data in the form in which it is set. */
export function publicReleaseProps(page: PublicPage): PublicReleaseProps {
  const address = `/r/${page.path}/${page.number}`;
  const caseSlug = page.path.split('/')[1] ?? page.path;
  return {
    kind: page.kind,
    base: page.base,
    number: page.number,
    publishedAt: page.publishedAt,
    title: page.title,
    lead: `${TEXT.lead(page.organisation, page.setting, page.claim)} ${page.label.incomplete}`,
    example: page.example,
    status: inForceProps(page),
    left: leftWords(page),
    label: labelSections(page.label),
    signers: signerLines(page),
    digest: page.digest,
    bundle: {
      href: `${address}.zip`,
      fileName: `${caseSlug}-r${page.number}.casewright.zip`,
      bytes: null,
    },
    verifyHref: '/verify',
    argument: {
      entries: outlineEntries(page),
      shown: page.counts.shown,
      total: page.counts.nodes,
      withheld: page.counts.withheld,
    },
    supplements: page.supplements.lines,
    supplementCounts: supplementCounts(page),
    supplementsHref: page.supplements.more ? `${address}/supplements` : null,
    buildOnHref:
      page.kind === 'base' && page.status.state === 'published'
        ? `/cases/new?base=${page.digest}`
        : null,
    labelHref: `${address}/label`,
    history: page.history.map(({ id, at, words, logIndex }) => ({ id, at, words, logIndex })),
    citation: `${page.organisation}, ${caseSlug}, release ${page.number}, sha-256 ${shortDigest(page.digest)}.`,
    plainHref: null,
    jsonHref: `${address}.json`,
  };
}

function supplementCounts({ supplements }: PublicPage): string | undefined {
  const { total, inForce, onHold } = supplements;
  return total === 0 ? undefined : TEXT.supplements.counts(total, inForce, onHold);
}

/** Status with dates and counts beside each term. */
function inForceProps(page: PublicPage): InForceProps {
  const { status, window } = page;
  const judged = status.terms.filter((term) => term.key !== 'not-example');
  const failing = judged.filter((term) => !term.holds).length;
  const explanation = status.suspendedReason
    ? TEXT.suspendedFor(status.suspendedReason)
    : failing > 0
      ? TEXT.fails(failing, judged.length, page.example)
      : page.example
        ? TEXT.othersHold
        : `${leftWords(page) ?? ''}.`;
  const day = daysBetween(window.from, status.today) + 1;
  const length = daysBetween(window.from, window.until) + 1;
  const due = page.conditions.filter((condition) => !condition.met).map(({ due: date }) => date);
  const notes: Partial<Record<ShownTerm['key'], string>> = {
    published: formatDate(page.publishedAt),
    ...(day >= 1 && day <= length ? { 'inside-window': TEXT.dayOf(day, length) } : {}),
    ...(due[0] === undefined ? {} : { 'conditions-met': TEXT.nextDue(formatDate(due[0], 'day')) }),
  };
  return {
    inForce: status.inForce,
    suspended: status.state === 'suspended',
    onHold: status.onHold,
    explanation,
    terms: status.terms.map(({ key, holds, words }) => ({ key, holds, words, note: notes[key] })),
    computedAt: status.computedAt,
    checkpoint: status.checkpoint === null ? null : groupDigits(status.checkpoint),
  };
}

function leftWords({ status, window }: PublicPage): string | undefined {
  const length = daysBetween(window.from, window.until) + 1;
  const left = daysBetween(status.today, window.until) + 1;
  const ahead = daysBetween(status.today, window.from);
  if (ahead > 0) return TEXT.notOpen(ahead);
  return left > 0 ? TEXT.left(left, length) : undefined;
}

export function labelSections(label: PublicPage['label']): LabelSection[] {
  return label.sections.map(({ key, lines }) => ({
    key: key satisfies LabelKey,
    items: lines.map(({ text, from, note }) => ({ text, identifier: from, note })),
  }));
}

function signerLines(page: PublicPage): SignerLine[] {
  const decisions = page.signOffs.map((one): SignerLine => ({
    id: one.id,
    name: one.person,
    capacity:
      one.capacity === 'internal'
        ? TEXT.internal(one.organisation)
        : TEXT.decisionMaker(one.organisation),
    at: one.at,
    look: decisionLook(one.decision),
    note: page.conditions.length > 0 ? TEXT.conditions(page.conditions.length) : undefined,
    statementDigest: one.statementSha256,
  }));
  const assessors = page.reviews.flatMap((review) =>
    review.assessors.flatMap((one) => assessorLine(review, one)),
  );
  return [...decisions, ...assessors];
}

function assessorLine(
  { organisation }: PublicReview,
  one: PublicReview['assessors'][number],
): SignerLine[] {
  if (one.submittedAt === null || one.statementSha256 === null) return [];
  return [
    {
      id: one.id,
      name: one.person,
      capacity: `${roleWords(one.role)}, ${organisation}`,
      at: one.submittedAt,
      look: assessmentLook(one.assessment),
      statementDigest: one.statementSha256,
    },
  ];
}

export function roleWords(role: string): string {
  return role === 'lead' || role === 'counter-case' ? TEXT.assessor[role] : TEXT.assessor.assessor;
}

export function decisionLook(decision: string): StatusLook {
  switch (decision) {
    case 'approved':
    case 'approved-with-conditions':
      return RELEASE_STATE_LOOKS[decision];
    default:
      return RELEASE_STATE_LOOKS.rejected;
  }
}

export function assessmentLook(assessment: string | null): StatusLook {
  switch (assessment) {
    case 'supported':
    case 'partly-supported':
    case 'not-supported':
      return JUDGEMENT_LOOKS[assessment];
    default:
      return JUDGEMENT_LOOKS['not-assessed'];
  }
}

function outlineEntries(page: PublicPage): OutlineEntry[] {
  const accepted = new Set(page.accepted.map(({ identifier }) => identifier));
  const cited = new Map(page.cited.map((one) => [one.element, one]));
  return page.outline.flatMap((entry): OutlineEntry[] => {
    switch (entry.entry) {
      case 'repeat':
        return [];
      case 'withheld':
        return [withheldEntry(entry.depth, entry.class, entry.count, entry.reason)];
      case 'node':
        return [nodeEntry(entry, accepted, cited.get(entry.id))];
    }
  });
}

function nodeEntry(
  entry: Extract<ShownEntry, { entry: 'node' }>,
  accepted: ReadonlySet<string>,
  cited: PublicPage['cited'][number] | undefined,
): OutlineEntry {
  const { depth, statement, withheld } = entry;
  if (statement === null) {
    return withheldEntry(depth, withheld?.class ?? '', 1, withheld?.reason ?? '');
  }
  return {
    kind: 'node',
    depth,
    identifier: entry.identifier,
    statement: statement || (cited?.statement ?? ''),
    notes: [
      ...(cited === undefined ? [] : [cited.identifier]),
      ...nodeNotes(
        {
          kind: entry.kind,
          public: entry.public,
          claim: entry.claim,
          openProblem: entry.openProblem ? 'report' : null,
          undeveloped: entry.undeveloped,
        },
        { accepted: accepted.has(entry.identifier), challenged: entry.challenged },
      ),
    ],
    pale: entry.claim === 'not-claimed',
  };
}

function withheldEntry(
  depth: number,
  withheldClass: string,
  count: number,
  reason: string,
): OutlineEntry {
  return {
    kind: 'withheld',
    depth,
    reasonClass: TEXT.classes[withheldClass] ?? withheldClass,
    count,
    reason,
  };
}

function shortDigest(digest: string): string {
  return digestGroups(digest).slice(0, 2).join(' ');
}
