import type { CaseDocument, ContractDisposition, Disposition, Id } from '@/core/argument/document';
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
  /** What is wrong or missing; empty unless open. */
  problems: ObligationProblem[];
}

/** What stands between a condition and its being disposed of. */
export interface ObligationProblem {
  /** Part of the disposition that it is about; null for the disposition as a whole. */
  at: 'disposition' | 'by' | 'owner' | 'compensating' | 'reviewBy' | 'rationale' | null;
  /** The end of a sentence: "set the date of its review." */
  words: string;
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
    const problems: ObligationProblem[] =
      disposition === null
        ? [{ at: null, words: 'it is not disposed of.' }]
        : [
            ...(found.length > 1
              ? [{ at: null, words: `it is disposed of ${found.length} times; keep one.` }]
              : []),
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
): ObligationProblem[] {
  const refused = refusedDisposition(disposition.disposition, condition);
  const problems = incomplete(disposition, document, support);
  return refused === null ? problems : [{ at: 'disposition', words: refused }, ...problems];
}

/**
 * Why a condition may not be disposed of in this way, as the end of a sentence.
 *
 * @returns null for a way that is open
 */
export function refusedDisposition(
  disposition: Disposition,
  condition: Pick<BaseCondition, 'dispositionsAllowed' | 'severity'>,
): string | null {
  if (!condition.dispositionsAllowed.includes(disposition)) {
    return `the base does not allow “${disposition.replaceAll('-', ' ')}”.`;
  }
  return disposition === 'accept-residual' && condition.severity === 'critical'
    ? 'a critical condition is never residual.'
    : null;
}

/** What a disposition of its kind needs and does not have, whatever the base says. */
export function incompleteDisposition(
  disposition: ContractDisposition,
  document: Document,
): ObligationProblem[] {
  return incomplete(disposition, document, new Support(document));
}

function incomplete(
  disposition: ContractDisposition,
  document: Document,
  support: Support,
): ObligationProblem[] {
  const problems: ObligationProblem[] = [];
  const lacks = (at: ObligationProblem['at'], words: string): void => {
    problems.push({ at, words });
  };
  const { by } = disposition;
  if (by.some((id) => !support.has(id))) lacks('by', 'a claim that it names no longer exists.');
  switch (disposition.disposition) {
    case 'discharge':
      if (by.length === 0) lacks('by', 'name the claims that discharge it.');
      break;
    case 'accept-residual': {
      const until = document.facts.window.until;
      if (disposition.owner.trim() === '') lacks('owner', 'name who owns the difference.');
      if (disposition.compensating.trim() === '')
        lacks('compensating', 'say what makes up for it.');
      if (!isReviewedWithin(disposition.reviewBy, until)) lacks('reviewBy', reviewWords(until));
      break;
    }
    case 'not-applicable':
      if (disposition.rationale.trim() === '') lacks('rationale', 'give the reason.');
      if (!by.some((id) => support.restsOnEvidence(id)))
        lacks('by', 'name a claim that shows it and rests on registered evidence.');
  }
  return problems;
}

function isReviewedWithin(reviewBy: string, windowUntil: string): boolean {
  return isLocalDate(reviewBy) && !(isLocalDate(windowUntil) && reviewBy > windowUntil);
}

function reviewWords(windowUntil: string): string {
  return isLocalDate(windowUntil)
    ? `set a review date on or before ${windowUntil}, the end of the window.`
    : 'set the date of its review.';
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
