import type { CaseDocument, ContractDisposition, Id } from '@/core/argument/document';
import { isLocalDate } from '@/core/workflow/window';
import type { BaseCondition, BaseInterface } from './baseInterface';

/**
 * What the base demands of a supplement, and how each demand is disposed of: discharged by own
 * claims, accepted as residual by somebody, or not applicable for a reason (domain rule 40; the
 * application conditions of EN 50129 have the same shape).
 */
export interface Obligation {
  condition: BaseCondition;
  /** Null while nothing is said. */
  disposition: ContractDisposition | null;
  state: ObligationState;
  /** What is wrong or missing, each as the end of a sentence; empty unless open. */
  problems: string[];
}

/**
 * Open: nothing valid is said yet. Evidence missing: disposed of, by claims that nothing supports.
 */
export const OBLIGATION_STATES = [
  'open',
  'evidence-missing',
  'closed',
  'residual',
  'not-applicable',
] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

type Document = Pick<CaseDocument, 'nodes' | 'links' | 'evidence' | 'contract' | 'facts'>;

/** Every condition of the base, in its order, each with the one thing that the supplement says. */
export function obligationsOf(document: Document, base: BaseInterface): Obligation[] {
  const support = new Support(document);
  return base.conditions.map((condition) => {
    const found = dispositionsOf(document, base, condition);
    const [disposition = null] = found;
    const problems =
      disposition === null
        ? ['it is not disposed of.']
        : [
            ...(found.length > 1 ? [`it is disposed of ${found.length} times; keep one.`] : []),
            ...problemsOf(disposition, condition, document, support),
          ];
    return {
      condition,
      disposition,
      problems,
      state: problems.length > 0 ? 'open' : stateOf(disposition, support),
    };
  });
}

/** Dispositions that name the condition by its record id or, where it is the only one, by identifier. */
export function dispositionsOf(
  { contract }: Pick<CaseDocument, 'contract'>,
  base: BaseInterface,
  condition: BaseCondition,
): ContractDisposition[] {
  const isOnly =
    base.conditions.filter(({ identifier }) => identifier === condition.identifier).length === 1;
  return (contract?.dispositions ?? []).filter(
    (one) => one.condition === condition.id || (isOnly && one.condition === condition.identifier),
  );
}

/** Dispositions that name no condition of this base. */
export function strayDispositions(
  document: Pick<CaseDocument, 'contract'>,
  base: BaseInterface,
): ContractDisposition[] {
  const named = new Set(base.conditions.flatMap((one) => dispositionsOf(document, base, one)));
  return (document.contract?.dispositions ?? []).filter((one) => !named.has(one));
}

function problemsOf(
  disposition: ContractDisposition,
  condition: Pick<BaseCondition, 'dispositionsAllowed' | 'severity'>,
  document: Document,
  support: Support,
): string[] {
  const problems: string[] = [];
  if (!condition.dispositionsAllowed.includes(disposition.disposition)) {
    problems.push(`the base does not allow “${disposition.disposition.replaceAll('-', ' ')}”.`);
  }
  if (disposition.disposition === 'accept-residual' && condition.severity === 'critical') {
    problems.push('a critical condition is never residual.');
  }
  return [...problems, ...incomplete(disposition, document, support)];
}

/** What a disposition of its kind needs and does not have, whatever the base says. */
export function incompleteDisposition(
  disposition: ContractDisposition,
  document: Document,
): string[] {
  return incomplete(disposition, document, new Support(document));
}

function incomplete(
  disposition: ContractDisposition,
  document: Document,
  support: Support,
): string[] {
  const problems: string[] = [];
  const { by } = disposition;
  if (by.some((id) => !support.has(id))) {
    problems.push('a claim that it names no longer exists.');
  }
  switch (disposition.disposition) {
    case 'discharge':
      if (by.length === 0) problems.push('name the claims that discharge it.');
      break;
    case 'accept-residual':
      if (disposition.owner.trim() === '') problems.push('name who owns the difference.');
      if (disposition.compensating.trim() === '') problems.push('say what makes up for it.');
      problems.push(...reviewDateProblems(disposition.reviewBy, document.facts.window.until));
      break;
    case 'not-applicable':
      if (disposition.rationale.trim() === '') problems.push('give the reason.');
      if (!by.some((id) => support.restsOnEvidence(id)))
        problems.push('name a claim that shows it and rests on registered evidence.');
  }
  return problems;
}

function reviewDateProblems(reviewBy: string, windowUntil: string): string[] {
  if (reviewBy.trim() === '' || !isLocalDate(reviewBy)) return ['set the date of its review.'];
  return isLocalDate(windowUntil) && reviewBy > windowUntil
    ? [`set a review date on or before ${windowUntil}, the end of the window.`]
    : [];
}

function stateOf(disposition: ContractDisposition | null, support: Support): ObligationState {
  switch (disposition?.disposition) {
    case undefined:
      return 'open';
    case 'accept-residual':
      return 'residual';
    case 'not-applicable':
      return 'not-applicable';
    case 'discharge':
      return disposition.by.every((id) => support.restsOnEvidence(id))
        ? 'closed'
        : 'evidence-missing';
  }
}

/** What stands under the claims of a document. */
class Support {
  private readonly nodes: ReadonlySet<Id>;
  private readonly evidenced: ReadonlySet<Id>;
  private readonly children = new Map<Id, Id[]>();

  constructor(document: Document) {
    this.nodes = new Set(document.nodes.map(({ id }) => id));
    this.evidenced = new Set(document.evidence.map(({ node }) => node));
    for (const { kind, from, to } of document.links) {
      if (kind !== 'supported-by') continue;
      const known = this.children.get(from);
      if (known) known.push(to);
      else this.children.set(from, [to]);
    }
  }

  has(id: Id): boolean {
    return this.nodes.has(id);
  }

  /** Whether the claim, or something that supports it, refers to registered evidence. */
  restsOnEvidence(id: Id): boolean {
    const seen = new Set([id]);
    const open = [id];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (this.evidenced.has(at)) return true;
      for (const child of this.children.get(at) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        open.push(child);
      }
    }
    return false;
  }
}
