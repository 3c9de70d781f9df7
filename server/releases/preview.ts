import { loadCaseAccess } from '@/server/access/access';
import { inTransaction } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { readFrozen, recordsIn } from './frozenRecords';
import { planFreeze, type FreezePlan } from './plan';
import { diffRecords, type RecordDiff } from './recordDiff';

/** Findings of one case are many only when something is very wrong; the page lists this many. */
const SHOWN = 300;

interface Located {
  words: string;
  node: string | null;
  identifier: string | null;
  clause: string;
}

/** What an officer sees before freezing. */
export interface FreezePreview {
  seq: number;
  title: string;
  /** What `freeze` has to be given back; null while nothing can be frozen. */
  contentDigest: string | null;
  number: number;
  candidate: number;
  /** A sentence while another candidate is under way. */
  underWay: string | null;
  replaces: { id: string; number: number; candidate: number } | null;
  counts: { kind: string; count: number }[];
  /** What refuses the freeze. */
  blockers: Located[];
  blockersInAll: number;
  /** What has to be accepted by name before an approval. */
  toAccept: FreezePlan['toAccept'];
  notClaimed: { node: string; identifier: string; text: string }[];
  /** What the checks say besides; none of it refuses the freeze. */
  remarks: Located[];
  remarksInAll: number;
  evidence: { title: string; version: number; sha256: string }[];
  window: { from: string; until: string; zone: string };
  decision: string;
  against: (RecordDiff & { number: number; candidate: number }) | null;
}

/** Works out what a freeze of the case would hold now, without freezing anything. */
export async function preview(
  context: RequestContext,
  { caseId }: { caseId: string },
): Promise<FreezePreview> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, { caseId });
    access.assert('case.freeze');
    const plan = await planFreeze(tx, access.case);
    const { document, next } = plan;
    const names = new Map(document.nodes.map((node) => [node.id, node.identifier]));
    const named = (node: string | null): string | null =>
      node === null ? null : (names.get(node) ?? null);
    const remarks = plan.findings.filter((finding) => finding.blocks !== 'freeze');
    const last = plan.releases[0];
    return {
      seq: plan.seq,
      title: document.title,
      contentDigest: plan.contentDigest,
      number: next.number,
      candidate: next.candidate,
      underWay: next.underWay,
      replaces: next.replaces && {
        id: next.replaces.id,
        number: next.replaces.number,
        candidate: next.replaces.candidate,
      },
      counts: countByKind(plan),
      blockers: plan.blockers
        .slice(0, SHOWN)
        .map((blocker) => ({ ...blocker, identifier: named(blocker.node) })),
      blockersInAll: plan.blockers.length,
      toAccept: plan.toAccept,
      notClaimed: document.nodes
        .filter((node) => node.claim === 'not-claimed')
        .map(({ id, identifier, text }) => ({ node: id, identifier, text })),
      remarks: remarks.slice(0, SHOWN).map((finding) => ({
        words: finding.message,
        node: finding.node ?? null,
        identifier: named(finding.node ?? null),
        clause: finding.clause,
      })),
      remarksInAll: remarks.length,
      evidence: plan.evidence.resolved.map(({ title, version }) => ({
        title,
        version: version.number,
        sha256: version.sha256,
      })),
      window: {
        from: document.facts.window.from,
        until: document.facts.window.until,
        zone: document.facts.window.zone,
      },
      decision: document.facts.decision,
      against:
        last === undefined || plan.records === null
          ? null
          : {
              number: last.number,
              candidate: last.candidate,
              ...diffRecords(recordsIn((await readFrozen(tx, last.id)).leaves), plan.records),
            },
    };
  });
}

function countByKind({ records }: FreezePlan): { kind: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { kind } of records ?? []) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
