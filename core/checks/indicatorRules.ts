import type { Indicator } from '@/core/argument/document';
import { parseDecimal } from '@/core/evidence/decimal';
import { meets } from '@/core/evidence/criterion';
import { parseDuration } from '@/core/monitor/duration';
import { listed, type CaseView } from './caseView';
import type { Observation } from './finding';
import type { Rule } from './rule';

/** An indicator says what is read, from where, how often, and where its limits are (domain 3.2). */
function* checkIndicatorComplete(indicator: Indicator, view: CaseView): Generator<Observation> {
  const { id, node, identifier, title, definition, source, comparator } = indicator;
  const path = ['indicators', id];
  const name = identifier || 'An indicator without identifier';
  if (!view.node(node)) {
    yield { path, message: `${name} watches a claim that no longer exists.` };
    return;
  }
  const [amber, red] = [parseDecimal(indicator.amber), parseDecimal(indicator.red)];
  const missing = [
    title.trim() === '' && 'a title',
    definition.trim() === '' && 'a definition',
    source.trim() === '' && 'a source',
    amber === null && 'an amber limit',
    red === null && 'a red limit',
    !isRhythm(indicator.period) && 'an expected period',
    parseDuration(indicator.grace) === null && 'a grace',
  ].filter((part) => part !== false);
  if (missing.length > 0) {
    yield { path, node, message: `${name} at ${view.name(node)} needs ${listed(missing, 6)}.` };
  }
  if (amber && red && !meets(amber, comparator, red)) {
    yield {
      path,
      node,
      message: `${name} at ${view.name(node)} is red before it is amber: swap its limits.`,
    };
  }
}

function isRhythm(period: string): boolean {
  const duration = parseDuration(period);
  return duration !== null && duration.count > 0;
}

export const INDICATOR_RULES: readonly Rule[] = [
  {
    id: 'indicator-complete',
    severity: 'error',
    blocks: 'freeze',
    clause: 'domain rule 36; UL 4600',
    title: 'An indicator names its claim, definition, source, limits and rhythm.',
    checks: { indicator: checkIndicatorComplete },
  },
];
