import type {
  ArgumentLink,
  ArgumentNode,
  CaseModule,
  ClaimPoint,
  ConditionOfUse,
  Criterion,
  Defeater,
  EvidenceReference,
  Indicator,
  NamedInterface,
  NodeKind,
} from '@/core/argument/document';
import type { CaseView } from './caseView';
import type { Blocks, FindingSeverity, Observation } from './finding';

/** The records that a rule can be about, by scope. */
export interface ScopedRecords {
  node: ArgumentNode;
  link: ArgumentLink;
  defeater: Defeater;
  claimPoint: ClaimPoint;
  module: CaseModule;
  interface: NamedInterface;
  condition: ConditionOfUse;
  criterion: Criterion;
  evidence: EvidenceReference;
  indicator: Indicator;
}

export type Scope = keyof ScopedRecords;

/** In the order in which a rule's findings are shown. */
export const SCOPES = [
  'node',
  'link',
  'defeater',
  'claimPoint',
  'module',
  'interface',
  'condition',
  'criterion',
  'evidence',
  'indicator',
] as const satisfies readonly Scope[];

/**
 * Looks at one record, and at whatever else it needs by way of the view: what it looked at decides
 * when it is asked again.
 */
export type RecordCheck<R> = (record: R, view: CaseView) => Iterable<Observation>;

export type DocumentCheck = (view: CaseView) => Iterable<Observation>;

export type RecordChecks = { readonly [S in Scope]?: RecordCheck<ScopedRecords[S]> };

export interface Rule {
  id: string;
  severity: FindingSeverity;
  blocks: Blocks;
  clause: string;
  /** What a well-formed case satisfies, as one sentence. */
  title: string;
  /** The kinds of node that a check of nodes is about; left out, every kind. */
  kinds?: readonly NodeKind[];
  /** By scope: once for each record, or once for the document. */
  checks: RecordChecks & { readonly document?: DocumentCheck };
}
