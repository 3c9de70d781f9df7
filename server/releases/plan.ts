import type { CaseDocument } from '@/core/argument/document';
import { blocksApproval, checkDocument } from '@/core/checks/checkDocument';
import type { Finding } from '@/core/checks/finding';
import { contentDigest } from '@/core/snapshot/digest';
import type { SnapshotRecord } from '@/core/snapshot/records';
import { derivedId } from '@/core/snapshot/hash';
import { recordsOf, textIdOf, windowOf, type ResidualDoubt } from '@/core/snapshot/recordsOf';
import { Refusal } from '@/core/snapshot/refusal';
import type { FreezeFacts } from '@/core/workflow/release';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import type { CaseRow } from '@/server/access/access';
import type { Tx } from '@/server/platform/database';
import { findOpenBase, type OpenBase } from './baseInterface';
import { nextCandidate, type NextCandidate } from './candidates';
import { loadDraft } from './draft';
import { pinEvidence, type EvidencePins } from './evidencePins';
import { releasesOfCase, type ReleaseRow } from './repo';

/** One thing that refuses a freeze, with its place. */
interface Blocker {
  words: string;
  node: string | null;
  clause: string;
}

/** An element that has to be accepted by name before an approval, and why. */
interface ToAccept {
  node: string;
  identifier: string;
  /** The statement as it would be frozen. */
  text: string;
  kinds: ('open-problem' | 'undeveloped' | 'doubt')[];
}

/** Everything that freezing the case now would do; preview shows it, freeze does it. */
export interface FreezePlan {
  seq: number;
  document: CaseDocument;
  evidence: EvidencePins;
  /** Null while something makes records impossible; the blockers say what. */
  records: SnapshotRecord[] | null;
  /** Elements that nothing supports and nobody marked so: frozen as residual doubts. */
  doubts: ResidualDoubt[];
  /** Of everything but the changelog, which the officer writes after looking. */
  contentDigest: string | null;
  blockers: Blocker[];
  facts: Omit<FreezeFacts, 'previewMatches'>;
  toAccept: ToAccept[];
  /** All findings of the checks, those that block among them. */
  findings: Finding[];
  /** What a supplement is pinned to, as its authors can see it. */
  base: BaseInterface | null;
  next: NextCandidate;
  /** Newest first. */
  releases: ReleaseRow[];
}

/**
 * Reads the case at its last committed change and works out its freeze. Called under the case row's
 * lock where something is frozen, without it for a look.
 */
export async function planFreeze(tx: Tx, owned: CaseRow): Promise<FreezePlan> {
  const draft = await loadDraft(tx, owned.id);
  const { document } = draft;
  const evidence = await pinEvidence(tx, owned.id, document);
  const releases = await releasesOfCase(tx, owned.id);
  const base = await pinnedBase(tx, owned);
  const findings = checkDocument(document, {
    evidence: evidence.facts,
    ...(base === null ? {} : { base: base.shown }),
  });
  const structural: Blocker[] = [
    ...draft.problems.map((problem) => ({
      words: `${problem.path.join('.')}: ${problem.message}`,
      node: null,
      clause: '',
    })),
    ...findings
      .filter((finding) => finding.blocks === 'freeze' && finding.rule !== 'evidence-ready')
      .map((finding) => ({
        words: finding.message,
        node: finding.node ?? null,
        clause: finding.clause,
      })),
  ];
  const missing = base === null ? missingBase(owned) : revokedBase(base);
  if (missing !== null) structural.push({ words: missing, node: null, clause: 'GSN 2:9.7.1' });
  const doubts = unsupportedElements(findings);
  const made = recordsFor(document, evidence, doubts);
  if (!made.ok) structural.push({ words: made.words, node: null, clause: '' });
  return {
    seq: draft.seq,
    document,
    evidence,
    doubts,
    records: made.ok ? made.records : null,
    contentDigest: made.ok ? made.digest : null,
    blockers: [
      ...structural,
      ...evidence.notReady.map(({ words, nodes }) => ({
        words: `Evidence is not ready: ${words}.`,
        node: nodes[0] ?? null,
        clause: '',
      })),
    ],
    facts: {
      structuralErrors: structural.map((blocker) => blocker.words),
      unfilledParameters: [],
      unresolvedPatterns: [],
      missing: windowOf(document) === null ? ['the window'] : [],
      evidenceNotReady: evidence.notReady.map((one) => one.words),
    },
    toAccept: toAccept(document, made.ok ? made.records : []),
    findings,
    base: base?.shown ?? null,
    next: nextCandidate(releases),
    releases,
  };
}

/** The pinned release through its public view; null for a base case, and for what is not open. */
async function pinnedBase(tx: Tx, { kind, baseDigest }: CaseRow): Promise<OpenBase | null> {
  return kind === 'base' || baseDigest === null ? null : findOpenBase(tx, baseDigest);
}

function missingBase({ kind }: CaseRow): string | null {
  return kind === 'base'
    ? null
    : 'This supplement is pinned to no release that is public here: choose the base it builds on.';
}

function revokedBase({ release }: OpenBase): string | null {
  return release.status.state === 'revoked'
    ? 'Its base was revoked: nothing can rest on it any more.'
    : null;
}

const UNSUPPORTED_RULES: readonly string[] = ['unsupported', 'solution-evidence'];

/** A leaf that nobody marked undeveloped must not pass as supported: it is accepted by name too. */
function unsupportedElements(findings: readonly Finding[]): ResidualDoubt[] {
  return blocksApproval(findings).flatMap(({ rule, node, message }) =>
    node !== undefined && UNSUPPORTED_RULES.includes(rule)
      ? [{ id: derivedId('residual', `${rule}\u0000${node}`), about: node, text: message }]
      : [],
  );
}

/** What stays open, by element, as the residual records would name it. */
function toAccept(document: CaseDocument, records: readonly SnapshotRecord[]): ToAccept[] {
  const kinds = new Map<string, ToAccept['kinds']>();
  const texts = new Map<string, string>();
  for (const record of records) {
    if (record.kind === 'text') texts.set(record.id, record.statement);
    if (record.kind !== 'residual' || record.about === null) continue;
    kinds.set(record.about, [...(kinds.get(record.about) ?? []), record.type]);
  }
  return document.nodes
    .flatMap(({ id, identifier, text }) => {
      const found = kinds.get(id);
      return found === undefined
        ? []
        : [{ node: id, identifier, text: texts.get(textIdOf(id)) ?? text, kinds: found }];
    })
    .sort((a, b) => byNumber.compare(a.identifier, b.identifier));
}

/** G2 before G10, the same on every machine. */
const byNumber = new Intl.Collator('en', { numeric: true });

function recordsFor(
  document: CaseDocument,
  evidence: EvidencePins,
  residuals: ResidualDoubt[],
): { ok: true; records: SnapshotRecord[]; digest: string } | { ok: false; words: string } {
  try {
    const records = recordsOf(document, {
      changelog: '',
      evidence: evidence.resolved,
      residuals,
    });
    return { ok: true, records, digest: contentDigest(records) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, words: error.message };
    throw error;
  }
}
