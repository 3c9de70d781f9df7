/** Evaluates acceptance criteria, `metric comparator value`, on the digits as they are written. */

import type { Comparator, Criterion } from '@/core/argument/document';

import { compareDecimals, parseDecimal, type Decimal } from './decimal';

export const CRITERION_RESULTS = ['met', 'not-met', 'no-such-metric', 'not-ready'] as const;
export type CriterionResult = (typeof CRITERION_RESULTS)[number];

export interface MeasuredMetric {
  name: string;
  /** Decimal string. */
  value: string;
  stderr: string | null;
  samples: number | null;
}

export interface MeasuredVersion {
  /** State of the evidence version (core/workflow/evidenceVersion). */
  state: string;
  metrics: readonly MeasuredMetric[];
}

export interface CriterionEvaluation {
  result: CriterionResult;
  /** The figure that was compared; null when there was none. */
  measured: MeasuredMetric | null;
  /** One sentence with the numbers. */
  words: string;
}

type Rule = Pick<Criterion, 'metric' | 'comparator' | 'value' | 'unit'>;

/** States whose figures can be compared; the link's freshness is another question. */
const COMPARABLE = ['ready', 'stale', 'superseded'];

/** `version` is null while the claim's evidence has none. */
export function evaluateCriterion(
  rule: Rule,
  version: MeasuredVersion | null,
): CriterionEvaluation {
  if (version === null) return unevaluated('not-ready', 'No evidence is registered yet.');
  if (!COMPARABLE.includes(version.state)) {
    return unevaluated('not-ready', `The evidence is ${version.state.replaceAll('-', ' ')}.`);
  }
  const limit = parseDecimal(rule.value);
  if (limit === null) {
    return unevaluated('not-ready', `The limit ‘${rule.value}’ is not a decimal number.`);
  }
  const measured = findMetric(version.metrics, rule.metric);
  if (measured === null) {
    const known = version.metrics
      .slice(0, 8)
      .map((metric) => metric.name)
      .join(', ');
    const offer = known === '' ? 'The evidence has no metrics.' : `It has ${known}.`;
    return unevaluated('no-such-metric', `The evidence has no metric ‘${rule.metric}’. ${offer}`);
  }
  const value = parseDecimal(measured.value);
  if (value === null) {
    return unevaluated('no-such-metric', `${measured.name} is ‘${measured.value}’, not a number.`);
  }
  const met = meets(value, rule.comparator, limit);
  const unit = rule.unit === '' ? '' : ` ${rule.unit}`;
  const sign = SIGNS[rule.comparator];
  const words = met
    ? `${measured.name} is ${measured.value}${unit}: within ${sign} ${rule.value}${unit}.`
    : `${measured.name} is ${measured.value}${unit}: not ${sign} ${rule.value}${unit}.`;
  return { result: met ? 'met' : 'not-met', measured, words };
}

/** Whether `value comparator limit` holds, exactly. */
export function meets(value: Decimal, comparator: Comparator, limit: Decimal): boolean {
  return COMPARISONS[comparator](compareDecimals(value, limit));
}

/** How comparators are printed. */
export const SIGNS: Readonly<Record<Comparator, string>> = {
  '<=': '≤',
  '<': '<',
  '>=': '≥',
  '>': '>',
};

const COMPARISONS: Readonly<Record<Comparator, (order: number) => boolean>> = {
  '<=': (order) => order <= 0,
  '<': (order) => order < 0,
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
};

/** By full name, or by the part after the scorer where only one scorer has it. */
function findMetric(metrics: readonly MeasuredMetric[], name: string): MeasuredMetric | null {
  const exact = metrics.find((metric) => metric.name === name);
  if (exact !== undefined) return exact;
  const byLastPart = metrics.filter((metric) => metric.name.endsWith(`/${name}`));
  return byLastPart.length === 1 ? (byLastPart[0] ?? null) : null;
}

function unevaluated(result: CriterionResult, words: string): CriterionEvaluation {
  return { result, measured: null, words };
}
