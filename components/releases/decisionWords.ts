import { PREDICATES } from '@/core/attest/statements';
import type { ShownStatement } from '@/components/signing/useCeremony';
import type { SignOffPage } from '@/server/signoffs/page';
import { SIGN_OFF as TEXT } from './signOffText';

/** What the decision-maker writes. */
export interface DecisionWords {
  decision: 'approved' | 'approved-with-conditions' | 'rejected';
  reasons: string;
  dissent: string;
  conditions: { text: string; due: string }[];
}

/** One line of "what is not shown": a tick accepts every residual that stands behind it. */
export interface OpenLine {
  id: string;
  residuals: string[];
  identifier: string;
  statement: string;
}

/** An element that is both an open problem and undeveloped is one line, accepted once. */
export function openLines(page: SignOffPage): OpenLine[] {
  const lines = new Map<string, OpenLine & { kinds: string[] }>();
  for (const { id, kind, identifier, text } of page.residuals) {
    const key = JSON.stringify([identifier, text]);
    const line = lines.get(key) ?? { id, residuals: [], identifier, statement: '', kinds: [] };
    lines.set(key, {
      ...line,
      residuals: [...line.residuals, id],
      kinds: [...line.kinds, TEXT.kinds[kind]],
      statement: text,
    });
  }
  return [...lines.values()].map(({ kinds, statement, ...line }) => ({
    ...line,
    // In one order, so that the same words mean the same down the list.
    statement: `${statement} (${kinds.toSorted().join(', ')})`,
  }));
}

/** What the form still lacks, in words; null when a statement can be prepared. */
export function missingWords(
  page: SignOffPage,
  words: DecisionWords,
  accepted: ReadonlySet<string>,
): string | null {
  const { decision, conditions } = words;
  const stands = decision === 'rejected' ? page.stands.reject : page.stands.approve;
  if (stands !== null) return stands;
  if (decision !== 'rejected') {
    const left = openLines(page).filter(
      ({ residuals }) => !residuals.every((id) => accepted.has(id)),
    );
    if (left.length > 0) return TEXT.missing.accept(left.length);
  }
  if (decision === 'approved' && page.converted.length > 0) return TEXT.missing.conditionsExist;
  if (decision === 'approved-with-conditions') {
    if (conditions.length + page.converted.length === 0) return TEXT.missing.noCondition;
    if (conditions.some(({ text, due }) => text.trim() === '' || due === '')) {
      return TEXT.missing.condition;
    }
  }
  return words.reasons.trim() === '' ? TEXT.missing.reasons : null;
}

/** What the act takes. */
export function decisionInput(
  page: SignOffPage,
  words: DecisionWords,
  accepted: ReadonlySet<string>,
) {
  const rejects = words.decision === 'rejected';
  return {
    releaseId: page.release.id,
    decision: words.decision,
    reasons: words.reasons.trim(),
    dissent: words.dissent.trim(),
    acceptedResiduals: rejects ? [] : [...accepted].sort(),
    conditions: words.decision === 'approved-with-conditions' ? words.conditions : [],
    viewDigest: page.viewDigest,
  };
}

/**
 * Whether the statement's own bytes say what the page shows: this release, this view, this decision,
 * these residuals and these words. Nothing that the server says of the statement is taken for it.
 */
export function saysWhatIsShown(
  { prepared, words }: ShownStatement,
  page: SignOffPage,
  input: ReturnType<typeof decisionInput>,
): boolean {
  const { statement } = prepared;
  if (statement.predicateType !== PREDICATES.signoff) return false;
  const { predicate, subject } = statement;
  const prose = words.prose.map(({ text }) => text);
  const conditions =
    input.decision === 'approved-with-conditions' ? [...page.converted, ...input.conditions] : [];
  const expected = [
    ...conditions.map(({ text }) => text.trim()),
    input.reasons,
    ...(input.dissent === '' ? [] : [input.dissent]),
  ];
  return (
    subject[0].digest.sha256 === page.release.digest &&
    predicate.viewDigest === page.viewDigest &&
    predicate.decision === input.decision &&
    predicate.capacity === page.capacity &&
    JSON.stringify(predicate.acceptedResiduals) === JSON.stringify(input.acceptedResiduals) &&
    JSON.stringify(predicate.conditions.map(({ due }) => due)) ===
      JSON.stringify(conditions.map(({ due }) => due)) &&
    JSON.stringify([...prose].sort()) === JSON.stringify([...expected].sort())
  );
}
