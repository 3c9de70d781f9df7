import type { ArgumentNode, NodeKind } from '@/core/argument/document';
import type { CaseView } from '../caseView';
import type { Finding, Observation } from '../finding';
import type { DocumentCheck, RecordCheck, RecordChecks, Rule, Scope, ScopedRecords } from '../rule';

/** A rule in one of its scopes. */
export interface Question<R> {
  /** Position of the rule, which is where its findings are shown. */
  at: number;
  rule: Rule;
  check: RecordCheck<R>;
}

/** What rules found about one record. */
export interface Found {
  at: number;
  finding: Finding;
}

/** The rules, by what they are about. */
export class Questions {
  private readonly byScope: { readonly [S in Scope]: readonly Question<ScopedRecords[S]>[] };
  private readonly byKind = new Map<NodeKind, readonly Question<ArgumentNode>[]>();
  readonly aboutDocument: readonly { at: number; rule: Rule; check: DocumentCheck }[];

  constructor(readonly rules: readonly Rule[]) {
    const about = <S extends Scope>(scope: S) => questionsAbout(rules, scope);
    this.byScope = {
      node: about('node'),
      link: about('link'),
      defeater: about('defeater'),
      claimPoint: about('claimPoint'),
      module: about('module'),
      interface: about('interface'),
      condition: about('condition'),
      criterion: about('criterion'),
      evidence: about('evidence'),
      indicator: about('indicator'),
    };
    this.aboutDocument = rules.flatMap((rule, at) => {
      const check = rule.checks.document;
      return check ? [{ at, rule, check }] : [];
    });
  }

  about<S extends Scope>(scope: S): readonly Question<ScopedRecords[S]>[] {
    return this.byScope[scope];
  }

  aboutNode(kind: NodeKind): readonly Question<ArgumentNode>[] {
    const known = this.byKind.get(kind);
    if (known) return known;
    const asked = this.byScope.node.filter(({ rule: { kinds } }) => kinds?.includes(kind) ?? true);
    this.byKind.set(kind, asked);
    return asked;
  }
}

/** Asks questions about one record. */
export function ask<R>(
  questions: readonly Question<R>[],
  record: R,
  view: CaseView,
  found: Found[],
): void {
  for (const { at, rule, check } of questions) {
    const observations = check(record, view);
    if (Array.isArray(observations) && observations.length === 0) continue;
    for (const observation of observations)
      found.push({ at, finding: findingOf(rule, observation) });
  }
}

export function findingOf(
  { id, severity, clause, blocks }: Rule,
  observation: Observation,
): Finding {
  return { rule: id, severity, clause, blocks, ...observation };
}

function questionsAbout<S extends Scope>(
  rules: readonly Rule[],
  scope: S,
): Question<ScopedRecords[S]>[] {
  return rules.flatMap((rule, at) => {
    const checks: RecordChecks = rule.checks;
    const check = checks[scope];
    return check ? [{ at, rule, check }] : [];
  });
}
