import type { DisclosedCase, DisclosedNode } from '@/core/snapshot/disclosed';
import type { RichText } from '@/core/argument/document';
import type { ReleaseRow } from './repo';

/** A release as lists and heads show it. */
export interface ReleaseSummary {
  id: string;
  number: number;
  candidate: number;
  title: string;
  path: string;
  kind: string;
  digest: string;
  state: ReleaseRow['status']['state'];
  decision: ReleaseRow['status']['decision'];
  internallyDecided: boolean;
  window: { from: string; until: string; zone: string };
  changelog: string;
  frozenBy: string | null;
  frozenAt: string;
  submittedAt: string | null;
  decidedAt: string | null;
  publishedAt: string | null;
  suspendedReason: string | null;
  /** `example`: one of the worked example, whose releases are never in force. */
  organisation: { slug: string; name: string; example: boolean };
  case: { id: string; slug: string; title: string };
}

export function presentRelease(
  release: ReleaseRow,
  names: ReadonlyMap<string, string>,
): ReleaseSummary {
  const { status } = release;
  const { org } = release.case;
  return {
    id: release.id,
    number: release.number,
    candidate: release.candidate,
    title: release.title,
    path: release.path,
    kind: release.kind,
    digest: release.digest,
    state: status.state,
    decision: status.decision,
    internallyDecided: status.internallyDecided,
    window: { from: release.windowFrom, until: release.windowUntil, zone: release.windowZone },
    changelog: release.changelog,
    frozenBy: names.get(release.frozenBy) ?? null,
    frozenAt: release.frozenAt.toISOString(),
    submittedAt: instant(status.submittedAt),
    decidedAt: instant(status.decidedAt),
    publishedAt: instant(status.publishedAt),
    suspendedReason: status.state === 'suspended' ? status.suspendedReason : null,
    organisation: { slug: org.slug, name: org.name, example: org.example },
    case: { id: release.case.id, slug: release.case.slug, title: release.case.title },
  };
}

/** A node of a view as pages read it. */
export interface ShownNode {
  entry: 'node';
  id: string;
  depth: number;
  relation: DisclosedNode['relation'];
  kind: DisclosedNode['node']['type'];
  identifier: string;
  /** Null when withheld. */
  statement: string | null;
  withheld: { class: string; reason: string } | null;
  body: RichText | null;
  public: boolean;
  reach: 'absolute' | 'bounded' | null;
  claim: DisclosedNode['node']['claim'];
  openProblem: boolean;
  undeveloped: boolean;
  challenged: boolean;
  criteria: { metric: string; comparator: string; value: string; unit: string; failure: string }[];
  evidence: {
    /** Id of the evidence record; null when withheld. */
    id: string | null;
    shows: string;
    title: string | null;
    version: number | null;
    sha256: string | null;
    size: number | null;
    mediaType: string | null;
    metrics: { name: string; value: string; stderr: string | null; samples: number | null }[];
    withheld: { class: string; reason: string } | null;
  }[];
  defeaters: { identifier: string; kind: string; text: string; response: string }[];
}

export type ShownEntry =
  | ShownNode
  | { entry: 'withheld'; depth: number; count: number; class: string; reason: string }
  | { entry: 'repeat'; depth: number; id: string; identifier: string };

/** The outline of a view, in reading order. */
export function presentOutline({ outline }: DisclosedCase): ShownEntry[] {
  return outline.map((entry): ShownEntry => {
    switch (entry.entry) {
      case 'node':
        return presentNode(entry);
      case 'withheld':
        return {
          entry: 'withheld',
          depth: entry.depth,
          count: entry.count,
          class: entry.class,
          reason: entry.reason,
        };
      case 'repeat':
        return {
          entry: 'repeat',
          depth: entry.depth,
          id: entry.id,
          identifier: entry.identifier ?? '',
        };
    }
  });
}

function presentNode(entry: DisclosedNode): ShownNode {
  const { node, text } = entry;
  return {
    entry: 'node',
    id: node.id,
    depth: entry.depth,
    relation: entry.relation,
    kind: node.type,
    identifier: entry.identifier ?? '',
    statement: text.shown ? text.value.statement : null,
    withheld: text.shown ? null : { class: text.class, reason: text.reason },
    body: text.shown ? text.value.body : null,
    public: node.public,
    reach: node.reach,
    claim: node.claim,
    openProblem: node.openProblem !== null,
    undeveloped: node.undeveloped,
    challenged: entry.defeaters.some(({ defeater }) => defeater.response.trim() === ''),
    criteria: entry.criteria.map(({ metric, comparator, value, unit, failure }) => ({
      metric,
      comparator,
      value,
      unit,
      failure,
    })),
    evidence: entry.evidence.map(({ shows, evidence, bytes, metrics }) => ({
      id: evidence.shown ? evidence.value.id : null,
      shows,
      title: evidence.shown ? evidence.value.title : null,
      version: evidence.shown ? evidence.value.version : null,
      sha256: bytes?.sha256 ?? null,
      size: bytes?.size ?? null,
      mediaType: bytes?.mediaType ?? null,
      metrics: metrics.map(({ name, value, stderr, samples }) => ({
        name,
        value,
        stderr,
        samples,
      })),
      withheld: evidence.shown ? null : { class: evidence.class, reason: evidence.reason },
    })),
    defeaters: entry.defeaters.map(({ defeater, identifier }) => ({
      identifier: identifier ?? '',
      kind: defeater.type,
      text: defeater.text,
      response: defeater.response,
    })),
  };
}

export function instant(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
